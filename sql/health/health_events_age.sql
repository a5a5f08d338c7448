SELECT
  'events-age' AS check_id,
  TIMESTAMP_DIFF(CURRENT_TIMESTAMP(), MAX(t.occurred_at), SECOND) / 3600 AS value,
  COUNT(t.occurred_at) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('newest %t', MAX(t.occurred_at)) AS detail
FROM `${project}.${dataset}.caption_performance_log` AS t;
