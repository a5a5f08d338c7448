SELECT
  'wilson-out-of-range' AS check_id,
  CAST(COUNTIF(t.wilson_score_lower_bound < 0 OR t.wilson_score_lower_bound > 1 OR IS_NAN(t.wilson_score_lower_bound)) AS FLOAT64) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%d of %d scores', COUNTIF(t.wilson_score_lower_bound < 0 OR t.wilson_score_lower_bound > 1 OR IS_NAN(t.wilson_score_lower_bound)), COUNT(*)) AS detail
FROM `${project}.${dataset}.caption_bandit_stats` AS t;
