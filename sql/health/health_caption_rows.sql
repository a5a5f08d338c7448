SELECT
  'caption-rows' AS check_id,
  CAST(COUNT(*) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT(
    '%d captions, %d statistics, %d assignments, %d messages, %d accounts',
    COUNT(*),
    (SELECT COUNT(*) FROM `${project}.${dataset}.caption_bandit_stats`),
    (SELECT COUNT(*) FROM `${project}.${dataset}.active_caption_assignments`),
    (SELECT COUNT(*) FROM `${project}.${dataset}.caption_performance_log`),
    (SELECT COUNT(*) FROM `${project}.${dataset}.account_metrics`)) AS detail
FROM `${project}.${dataset}.caption_bank`;
