SELECT
  'wilson-stale-score' AS check_id,
  CAST(COUNTIF(ABS(t.wilson_score_lower_bound - t.expected_score) > 1e-9 OR (t.wilson_score_lower_bound IS NOT NULL AND t.expected_score IS NULL)) AS FLOAT64) AS value,
  COUNT(t.wilson_score_lower_bound) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('of %d scores; the largest difference is %t', COUNT(t.wilson_score_lower_bound), MAX(ABS(t.wilson_score_lower_bound - t.expected_score))) AS detail
FROM (
  SELECT
    wilson_score_lower_bound,
    `${project}.${dataset}.wilson_score_interval`(engagement_count, total_views, 0.95).lower_bound AS expected_score
  FROM `${project}.${dataset}.caption_bandit_stats`
) AS t;
