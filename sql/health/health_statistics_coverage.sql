SELECT
  'statistics-coverage' AS check_id,
  SAFE_DIVIDE(COUNTIF(s.caption_id IS NOT NULL), COUNT(*)) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d active captions have statistics', COUNTIF(s.caption_id IS NOT NULL), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_bank` AS b
LEFT JOIN (SELECT DISTINCT caption_id FROM `${project}.${dataset}.caption_bandit_stats`) AS s ON s.caption_id = b.caption_id
WHERE b.is_active;
