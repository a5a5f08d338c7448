WITH
  jobs AS (
    SELECT
      COALESCE((SELECT MAX(l.value) FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type'), 'other') AS query_type,
      TIMESTAMP_DIFF(end_time, start_time, MILLISECOND) AS duration_ms
    FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
    WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY)
      AND job_type = 'QUERY'
      AND state = 'DONE'
      AND statement_type IS DISTINCT FROM 'SCRIPT'
      AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
      AND error_result IS NULL
  ),
  figures AS (
    SELECT DISTINCT
      query_type,
      PERCENTILE_CONT(duration_ms, 0.95) OVER (PARTITION BY query_type) AS figure,
      PERCENTILE_CONT(duration_ms, 0.95) OVER () AS overall,
      COUNT(duration_ms) OVER () AS queries
    FROM jobs
  )
SELECT
  'query-p95' AS check_id,
  MAX(f.overall) AS value,
  COALESCE(MAX(f.queries), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%s %.0f ms', f.query_type, f.figure), ', ' ORDER BY f.query_type), 'no queries') AS detail
FROM figures AS f;
