-- Answers several checks, one row each: what the ten dearest queries cost, and the query that processes, takes or runs most; eros.json says from where on to look at it.

WITH
  queries AS (
    SELECT
      query_hash,
      COUNT(*) AS runs,
      SUM(bytes_billed) / POW(2, 40) * @price_per_tib AS cost,
      AVG(bytes_processed) AS mean_bytes,
      AVG(duration_ms) AS mean_ms
    FROM (
      SELECT
        query_info.query_hashes.normalized_literals AS query_hash,
        COALESCE(
          total_bytes_billed,
          IF(total_bytes_processed > 0, GREATEST(total_bytes_processed, @minimum_bytes_per_table * GREATEST(COALESCE(ARRAY_LENGTH(referenced_tables), 0), 1)), 0)) AS bytes_billed,
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
      CASE check_id
        WHEN 'top-queries' THEN q.cost
        WHEN 'large-queries' THEN q.mean_bytes
        WHEN 'slow-queries' THEN q.mean_ms
        ELSE CAST(q.runs AS FLOAT64)
      END AS figure,
      CASE check_id
        WHEN 'top-queries' THEN FORMAT('%s %.4f in %d runs', q.query_hash, q.cost, q.runs)
        WHEN 'large-queries' THEN FORMAT('%s %.0f bytes', q.query_hash, q.mean_bytes)
        WHEN 'slow-queries' THEN FORMAT('%s %.0f ms', q.query_hash, q.mean_ms)
        ELSE FORMAT('%s %d runs', q.query_hash, q.runs)
      END AS line
    FROM UNNEST(['top-queries', 'large-queries', 'slow-queries', 'frequent-queries']) AS check_id
    LEFT JOIN queries AS q ON TRUE
  ),
  ranked AS (
    SELECT check_id, query_hash, figure, line, ROW_NUMBER() OVER (PARTITION BY check_id ORDER BY figure DESC, query_hash) AS place
    FROM answers
  )
SELECT
  r.check_id,
  IF(r.check_id = 'top-queries', SUM(IF(r.place <= 10, r.figure, NULL)), MAX(r.figure)) AS value,
  COUNT(r.query_hash) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(IF(r.place <= 10, r.line, NULL), ', ' ORDER BY r.place), 'no queries') AS detail
FROM ranked AS r
GROUP BY r.check_id;
