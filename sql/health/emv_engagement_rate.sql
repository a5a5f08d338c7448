SELECT
  'engagement-rate' AS check_id,
  SAFE_DIVIDE(COUNTIF(l.viewed AND l.engaged), COUNTIF(l.viewed)) AS value,
  COUNTIF(l.viewed) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d views', COUNTIF(l.viewed AND l.engaged), COUNTIF(l.viewed)) AS detail
FROM `${project}.${dataset}.caption_performance_log` AS l
WHERE l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY);
