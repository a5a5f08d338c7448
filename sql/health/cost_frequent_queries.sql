SELECT
  'frequent-queries' AS check_id,
  CAST(COUNTIF(q.runs > 10000) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(IF(q.runs > 10000, FORMAT('%s %d runs', q.query_hash, q.runs), NULL), ', ' ORDER BY q.query_hash), 'none') AS detail
FROM (
  SELECT query_hash, COUNT(*) AS runs, SUM(bytes_billed) AS bytes_billed, AVG(bytes_processed) AS mean_bytes, AVG(duration_ms) AS mean_ms
  FROM (
    SELECT
      query_info.query_hashes.normalized_literals AS query_hash,
      COALESCE(total_bytes_billed, 0) AS bytes_billed,
      COALESCE(total_bytes_processed, 0) AS bytes_processed,
      TIMESTAMP_DIFF(end_time, start_time, MILLISECOND) AS duration_ms
    FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
    WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY)
      AND job_type = 'QUERY'
      AND state = 'DONE'
      AND statement_type IS DISTINCT FROM 'SCRIPT'
      AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
  )
  WHERE query_hash IS NOT NULL
  GROUP BY query_hash
) AS q;
