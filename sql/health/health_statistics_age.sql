SELECT
  'statistics-age' AS check_id,
  TIMESTAMP_DIFF(CURRENT_TIMESTAMP(), MAX(t.last_updated), SECOND) / 3600 AS value,
  COUNT(t.last_updated) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('newest %t', MAX(t.last_updated)) AS detail
FROM `${project}.${dataset}.caption_bandit_stats` AS t;
