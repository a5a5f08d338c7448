WITH
  kinds AS (
    SELECT *
    FROM UNNEST(['caption_selection', 'stats_update', 'wilson_score_calc', 'batch_processing', 'reporting', 'backup', 'fallback']) AS query_type
  ),
  limits AS (
    SELECT
      k.query_type,
      COUNT(c.query_type) AS entries,
      COUNTIF(c.timeout_seconds BETWEEN 1 AND 21600 AND c.max_retries BETWEEN 0 AND 10 AND COALESCE(c.maximum_bytes_billed > 0, TRUE)) AS valid
    FROM kinds AS k
    LEFT JOIN `${project}.${dataset}.query_timeout_config` AS c ON c.query_type = k.query_type
    GROUP BY k.query_type
  )
SELECT
  CONCAT('limits of ', query_type) AS check_name,
  entries = 1 AND valid = 1 AS passed,
  '1 row, valid' AS expected,
  FORMAT('%d rows, %d valid', entries, valid) AS actual
FROM limits;
