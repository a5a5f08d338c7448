SELECT
  'expired-locks' AS check_id,
  CAST(COUNTIF(t.expires_at <= CURRENT_TIMESTAMP()) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d locks', COUNTIF(t.expires_at <= CURRENT_TIMESTAMP()), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_locks` AS t;
