-- What the last half hour was like for everyone but this module, whose jobs carry the label of their run: a watch compares it with the half hour before the
-- deployment. Answers several checks, one row each.

WITH
  jobs AS (
    SELECT
      error_result IS NOT NULL AS has_failed,
      TIMESTAMP_DIFF(end_time, start_time, MILLISECOND) AS duration_ms,
      COALESCE(
        total_bytes_billed,
        IF(total_bytes_processed > 0, GREATEST(total_bytes_processed, @minimum_bytes_per_table * GREATEST(COALESCE(ARRAY_LENGTH(referenced_tables), 0), 1)), 0)) AS bytes_billed
    FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
    WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 30 MINUTE)
      AND job_type = 'QUERY'
      AND state = 'DONE'
      AND statement_type IS DISTINCT FROM 'SCRIPT'
      AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_run')
  ),
  figures AS (
    SELECT
      COUNT(*) AS queries,
      COUNTIF(j.has_failed) AS failed,
      MAX(j.p95) AS p95,
      AVG(IF(j.has_failed, NULL, j.bytes_billed)) / POW(2, 40) * @price_per_tib * 1000 AS cost
    FROM (
      SELECT has_failed, bytes_billed, PERCENTILE_CONT(IF(has_failed, NULL, duration_ms), 0.95) OVER () AS p95
      FROM jobs
    ) AS j
  )
SELECT
  check_id,
  CASE check_id WHEN 'recent-failures' THEN SAFE_DIVIDE(f.failed, f.queries) WHEN 'recent-p95' THEN f.p95 ELSE f.cost END AS value,
  IF(check_id = 'recent-failures', f.queries, f.queries - f.failed) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d queries failed', f.failed, f.queries) AS detail
FROM UNNEST(['recent-failures', 'recent-p95', 'recent-cost']) AS check_id
CROSS JOIN figures AS f;
