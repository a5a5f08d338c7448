SELECT
  'duplicate-locks' AS check_id,
  CAST(COUNTIF(h.holders > 1) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d captions are held twice', COUNTIF(h.holders > 1), COUNT(*)) AS detail
FROM (
  SELECT kind, caption_id, COUNT(*) AS holders
  FROM (
    SELECT 'lock' AS kind, k.caption_id FROM `${project}.${dataset}.caption_locks` AS k WHERE k.expires_at > CURRENT_TIMESTAMP()
    UNION ALL
    SELECT 'assignment', a.caption_id FROM `${project}.${dataset}.active_caption_assignments` AS a WHERE a.expires_at IS NULL OR a.expires_at > CURRENT_TIMESTAMP()
  )
  GROUP BY kind, caption_id
) AS h;
