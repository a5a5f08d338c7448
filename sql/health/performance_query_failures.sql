SELECT
  'query-failures' AS check_id,
  SAFE_DIVIDE(COUNTIF(j.has_failed), COUNT(*)) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d queries', COUNTIF(j.has_failed), COUNT(*)) AS detail
FROM (
  SELECT error_result IS NOT NULL AS has_failed
  FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
  WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY)
    AND job_type = 'QUERY'
    AND state = 'DONE'
    AND statement_type IS DISTINCT FROM 'SCRIPT'
    AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
) AS j;
