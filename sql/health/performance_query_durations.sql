-- Answers several checks, one row each, from one reading of the jobs.

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
      AVG(duration_ms) OVER (PARTITION BY query_type) AS mean,
      PERCENTILE_CONT(duration_ms, 0.5) OVER (PARTITION BY query_type) AS p50,
      PERCENTILE_CONT(duration_ms, 0.95) OVER (PARTITION BY query_type) AS p95,
      PERCENTILE_CONT(duration_ms, 0.99) OVER (PARTITION BY query_type) AS p99,
      AVG(duration_ms) OVER () AS overall_mean,
      PERCENTILE_CONT(duration_ms, 0.5) OVER () AS overall_p50,
      PERCENTILE_CONT(duration_ms, 0.95) OVER () AS overall_p95,
      PERCENTILE_CONT(duration_ms, 0.99) OVER () AS overall_p99,
      COUNT(duration_ms) OVER () AS queries
    FROM jobs
  ),
  answers AS (
    SELECT
      check_id,
      f.query_type,
      f.queries,
      CASE check_id WHEN 'query-mean' THEN f.mean WHEN 'query-p50' THEN f.p50 WHEN 'query-p95' THEN f.p95 ELSE f.p99 END AS figure,
      CASE check_id WHEN 'query-mean' THEN f.overall_mean WHEN 'query-p50' THEN f.overall_p50 WHEN 'query-p95' THEN f.overall_p95 ELSE f.overall_p99 END AS overall
    FROM UNNEST(['query-mean', 'query-p50', 'query-p95', 'query-p99']) AS check_id
    LEFT JOIN figures AS f ON TRUE
  )
SELECT
  a.check_id,
  MAX(a.overall) AS value,
  COALESCE(MAX(a.queries), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%s %.0f ms', a.query_type, a.figure), ', ' ORDER BY a.query_type), 'no queries') AS detail
FROM answers AS a
GROUP BY a.check_id;
