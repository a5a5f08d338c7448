SELECT
  'stored scores that differ from the lower bound of their counts' AS check_name,
  COUNTIF(
    (s.wilson_score_lower_bound IS NULL) <> (s.expected_score IS NULL)
    OR COALESCE(ABS(s.wilson_score_lower_bound - s.expected_score) > 1e-12, FALSE)) = 0 AS passed,
  '0 rows' AS expected,
  FORMAT('%d of %d rows', COUNTIF(
    (s.wilson_score_lower_bound IS NULL) <> (s.expected_score IS NULL)
    OR COALESCE(ABS(s.wilson_score_lower_bound - s.expected_score) > 1e-12, FALSE)), COUNT(*)) AS actual
FROM (
  SELECT wilson_score_lower_bound, `${project}.${dataset}.wilson_score_interval`(engagement_count, total_views, 0.95).lower_bound AS expected_score
  FROM `${project}.${dataset}.caption_bandit_stats`
) AS s;
