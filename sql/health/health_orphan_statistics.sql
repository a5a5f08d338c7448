SELECT
  'orphan-statistics' AS check_id,
  CAST(COUNTIF(b.caption_id IS NULL) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d rows', COUNTIF(b.caption_id IS NULL), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_bandit_stats` AS s
LEFT JOIN (SELECT DISTINCT caption_id FROM `${project}.${dataset}.caption_bank`) AS b ON b.caption_id = s.caption_id;
