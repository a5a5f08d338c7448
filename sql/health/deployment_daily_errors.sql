SELECT
  'daily-errors' AS check_id,
  MAX(d.share) AS value,
  COALESCE(SUM(d.queries), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%t %.4f of %d', d.day, d.share, d.queries), ', ' ORDER BY d.day), 'no queries') AS detail
FROM (
  SELECT day, COUNT(*) AS queries, COUNTIF(has_failed) / COUNT(*) AS share
  FROM (
    SELECT
      DATE(creation_time) AS day,
      error_result IS NOT NULL AS has_failed
    FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
    WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 14 DAY)
      AND job_type = 'QUERY'
      AND state = 'DONE'
      AND statement_type IS DISTINCT FROM 'SCRIPT'
      AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
  )
  GROUP BY day
) AS d;
