SELECT
  'daily-cost' AS check_id,
  IF(COUNT(*) = 0, NULL, SUM(d.bytes_billed) / POW(2, 40) * @price_per_tib / 7) AS value,
  COALESCE(SUM(d.queries), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(
    STRING_AGG(FORMAT('%t %s %.4f for %d bytes', d.day, d.query_type, d.bytes_billed / POW(2, 40) * @price_per_tib, d.bytes_billed), ', ' ORDER BY d.day, d.query_type),
    'no queries') AS detail
FROM (
  SELECT day, query_type, COUNT(*) AS queries, SUM(bytes_billed) AS bytes_billed
  FROM (
    SELECT
      DATE(creation_time) AS day,
      COALESCE((SELECT MAX(l.value) FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type'), 'other') AS query_type,
      COALESCE(
        total_bytes_billed,
        IF(total_bytes_processed > 0, GREATEST(total_bytes_processed, @minimum_bytes_per_table * GREATEST(COALESCE(ARRAY_LENGTH(referenced_tables), 0), 1)), 0)) AS bytes_billed
    FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
    WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY)
      AND job_type = 'QUERY'
      AND state = 'DONE'
      AND statement_type IS DISTINCT FROM 'SCRIPT'
      AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
  )
  GROUP BY day, query_type
) AS d;
