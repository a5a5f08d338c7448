SELECT
  'engagements-exceed-views' AS check_id,
  CAST(COUNTIF(t.engagement_count > t.total_views) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d rows', COUNTIF(t.engagement_count > t.total_views), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_bandit_stats` AS t;
