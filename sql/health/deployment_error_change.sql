SELECT
  'error-change' AS check_id,
  SAFE_DIVIDE(COUNTIF(j.is_recent AND j.has_failed), COUNTIF(j.is_recent)) - SAFE_DIVIDE(COUNTIF(NOT j.is_recent AND j.has_failed), COUNTIF(NOT j.is_recent)) AS value,
  LEAST(COUNTIF(j.is_recent), COUNTIF(NOT j.is_recent)) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d failed, %d of %d the day before', COUNTIF(j.is_recent AND j.has_failed), COUNTIF(j.is_recent), COUNTIF(NOT j.is_recent AND j.has_failed), COUNTIF(NOT j.is_recent)) AS detail
FROM (
  SELECT
    creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY) AS is_recent,
    error_result IS NOT NULL AS has_failed
  FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
  WHERE creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 2 DAY)
    AND job_type = 'QUERY'
    AND state = 'DONE'
    AND statement_type IS DISTINCT FROM 'SCRIPT'
    AND NOT EXISTS (SELECT 1 FROM UNNEST(labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
) AS j;
