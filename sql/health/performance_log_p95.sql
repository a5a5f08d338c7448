WITH
  figures AS (
    SELECT DISTINCT
      query_type,
      PERCENTILE_CONT(duration_ms, 0.95) OVER (PARTITION BY query_type) AS figure,
      PERCENTILE_CONT(duration_ms, 0.95) OVER () AS overall,
      COUNT(duration_ms) OVER () AS queries
    FROM `${project}.${dataset}.query_performance_log`
    WHERE started_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY) AND success
  )
SELECT
  'log-p95' AS check_id,
  MAX(f.overall) AS value,
  COALESCE(MAX(f.queries), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%s %.0f ms', f.query_type, f.figure), ', ' ORDER BY f.query_type), 'no queries') AS detail
FROM figures AS f;
