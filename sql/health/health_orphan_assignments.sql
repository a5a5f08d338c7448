SELECT
  'orphan-assignments' AS check_id,
  CAST(COUNTIF(b.caption_id IS NULL OR m.account_id IS NULL) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d without caption, %d without account, of %d', COUNTIF(b.caption_id IS NULL), COUNTIF(m.account_id IS NULL), COUNT(*)) AS detail
FROM `${project}.${dataset}.active_caption_assignments` AS a
LEFT JOIN (SELECT DISTINCT caption_id FROM `${project}.${dataset}.caption_bank`) AS b ON b.caption_id = a.caption_id
LEFT JOIN (SELECT DISTINCT account_id FROM `${project}.${dataset}.account_metrics`) AS m ON m.account_id = a.account_id;
