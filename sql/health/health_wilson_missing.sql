SELECT
  'wilson-missing' AS check_id,
  CAST(COUNTIF(t.wilson_score_lower_bound IS NULL AND t.total_views >= 0 AND t.engagement_count >= 0 AND t.engagement_count <= t.total_views) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d rows have valid counts and no score', COUNTIF(t.wilson_score_lower_bound IS NULL AND t.total_views >= 0 AND t.engagement_count >= 0 AND t.engagement_count <= t.total_views), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_bandit_stats` AS t;
