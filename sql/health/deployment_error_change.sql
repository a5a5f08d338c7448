-- A deployment creates its routines anew: the newest of them tells its instant.

WITH
  deployment AS (
    SELECT MAX(last_altered) AS instant
    FROM `${project}.${dataset}.INFORMATION_SCHEMA.ROUTINES`
  ),
  jobs AS (
    SELECT j.creation_time >= d.instant AS is_after, j.error_result IS NOT NULL AS has_failed, d.instant
    FROM `${project}`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT AS j
    CROSS JOIN deployment AS d
    WHERE j.creation_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 30 DAY)
      AND j.creation_time >= TIMESTAMP_SUB(d.instant, INTERVAL 1 DAY)
      AND j.job_type = 'QUERY'
      AND j.state = 'DONE'
      AND j.statement_type IS DISTINCT FROM 'SCRIPT'
      AND NOT EXISTS (SELECT 1 FROM UNNEST(j.labels) AS l WHERE l.key = 'eros_query_type' AND l.value = 'probe')
  )
SELECT
  'error-change' AS check_id,
  SAFE_DIVIDE(COUNTIF(j.is_after AND j.has_failed), COUNTIF(j.is_after)) - SAFE_DIVIDE(COUNTIF(NOT j.is_after AND j.has_failed), COUNTIF(NOT j.is_after)) AS value,
  LEAST(COUNTIF(j.is_after), COUNTIF(NOT j.is_after)) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT(
    '%d of %d failed since the deployment of %t, %d of %d the day before it',
    COUNTIF(j.is_after AND j.has_failed), COUNTIF(j.is_after), MAX(j.instant), COUNTIF(NOT j.is_after AND j.has_failed), COUNTIF(NOT j.is_after)) AS detail
FROM jobs AS j;
