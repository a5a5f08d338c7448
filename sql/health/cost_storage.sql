SELECT
  'storage' AS check_id,
  CAST(SUM(t.size_bytes) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%t bytes, %t rows in %d tables', SUM(t.size_bytes), SUM(t.row_count), COUNT(*)) AS detail
FROM `${project}.${dataset}.__TABLES__` AS t
WHERE t.type = 1;
