SELECT
  'log-failures' AS check_id,
  SAFE_DIVIDE(COUNTIF(NOT q.success), COUNT(*)) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d queries', COUNTIF(NOT q.success), COUNT(*)) AS detail
FROM `${project}.${dataset}.query_performance_log` AS q
WHERE q.started_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY);
