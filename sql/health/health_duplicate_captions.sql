SELECT
  'duplicate-captions' AS check_id,
  CAST(COUNT(*) - COUNT(DISTINCT t.caption_id) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d captions, %d ids, %d texts', COUNT(*), COUNT(DISTINCT t.caption_id), COUNT(DISTINCT t.caption_text)) AS detail
FROM `${project}.${dataset}.caption_bank` AS t;
