SELECT
  'week-over-week' AS check_id,
  SAFE_DIVIDE(SUM(IF(j.is_recent, j.bytes_billed, -j.bytes_billed)), SUM(IF(j.is_recent, 0, j.bytes_billed))) AS value,
  COUNTIF(NOT j.is_recent) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT(
    '%.4f, %.4f the week before',
    SUM(IF(j.is_recent, j.bytes_billed, 0)) / POW(2, 40) * @price_per_tib,
    SUM(IF(j.is_recent, 0, j.bytes_billed)) / POW(2, 40) * @price_per_tib) AS detail
FROM (
  SELECT
    creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY) AS is_recent,
    COALESCE(
      total_bytes_billed,
      IF(total_bytes_processed > 0, GREATEST(total_bytes_processed, @minimum_bytes_per_table * GREATEST(COALESCE(ARRAY_LENGTH(referenced_tables), 0), 1)), 0)) AS bytes_billed
  FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
  WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 14 DAY)
    AND job_type = 'QUERY'
    AND state = 'DONE'
    AND statement_type IS DISTINCT FROM 'SCRIPT'
    AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
) AS j;
