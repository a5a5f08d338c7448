SELECT
  'blank-texts' AS check_id,
  CAST(COUNTIF(TRIM(t.caption_text) = '') AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d captions', COUNTIF(TRIM(t.caption_text) = ''), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_bank` AS t;
