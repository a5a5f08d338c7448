SELECT
  'negative-counts' AS check_id,
  CAST(COUNTIF(t.total_views < 0 OR t.engagement_count < 0 OR t.total_revenue < 0) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d rows', COUNTIF(t.total_views < 0 OR t.engagement_count < 0 OR t.total_revenue < 0), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_bandit_stats` AS t;
