SELECT
  'query-count' AS check_id,
  CAST(COALESCE(SUM(q.queries), 0) AS FLOAT64) AS value,
  COALESCE(SUM(q.queries), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%s %d', q.query_type, q.queries), ', ' ORDER BY q.queries DESC, q.query_type), 'no queries') AS detail
FROM (
  SELECT query_type, COUNT(*) AS queries
  FROM (
    SELECT COALESCE((SELECT MAX(l.value) FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type'), 'other') AS query_type
    FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
    WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY)
      AND job_type = 'QUERY'
      AND state = 'DONE'
      AND statement_type IS DISTINCT FROM 'SCRIPT'
      AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
  )
  GROUP BY query_type
) AS q;
