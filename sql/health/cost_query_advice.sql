-- Answers several checks, one row each: the query that processes, takes or runs most; eros.json says from where on to look at it.

WITH
  queries AS (
    SELECT query_hash, COUNT(*) AS runs, AVG(bytes_processed) AS mean_bytes, AVG(duration_ms) AS mean_ms
    FROM (
      SELECT
        query_info.query_hashes.normalized_literals AS query_hash,
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
  ),
  answers AS (
    SELECT
      check_id,
      q.query_hash,
      CASE check_id WHEN 'large-queries' THEN q.mean_bytes WHEN 'slow-queries' THEN q.mean_ms ELSE CAST(q.runs AS FLOAT64) END AS figure,
      CASE check_id WHEN 'large-queries' THEN 'bytes' WHEN 'slow-queries' THEN 'ms' ELSE 'runs' END AS unit
    FROM UNNEST(['large-queries', 'slow-queries', 'frequent-queries']) AS check_id
    LEFT JOIN queries AS q ON TRUE
  )
SELECT
  a.check_id,
  MAX(a.figure) AS value,
  COUNT(a.query_hash) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%s %.0f %s', a.query_hash, a.figure, a.unit), ', ' ORDER BY a.figure DESC, a.query_hash LIMIT 10), 'no queries') AS detail
FROM answers AS a
GROUP BY a.check_id;
