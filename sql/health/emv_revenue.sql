SELECT
  'revenue' AS check_id,
  CAST(SUM(l.earnings) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%t USD from %d messages', SUM(l.earnings), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_performance_log` AS l
WHERE l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY);
