WITH
  quartiles AS (
    SELECT DISTINCT
      PERCENTILE_CONT(wilson_score_lower_bound, 0.25) OVER () AS lower_quartile,
      PERCENTILE_CONT(wilson_score_lower_bound, 0.5) OVER () AS median,
      PERCENTILE_CONT(wilson_score_lower_bound, 0.75) OVER () AS upper_quartile,
      COUNT(wilson_score_lower_bound) OVER () AS scores
    FROM `${project}.${dataset}.caption_bandit_stats`
  )
SELECT
  'wilson-distribution' AS check_id,
  MAX(q.median) AS value,
  COALESCE(MAX(q.scores), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('quartiles %.4f, %.4f, %.4f', MAX(q.lower_quartile), MAX(q.median), MAX(q.upper_quartile)) AS detail
FROM quartiles AS q;
