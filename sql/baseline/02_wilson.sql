-- Legacy. Raw floats without a clamp, a number for counts that are no sample, and a cut-off that buries captions under 10 views.

CREATE OR REPLACE FUNCTION `${project}.${dataset}.wilson_score_bounds`(engagement_count INT64, total_views INT64)
RETURNS STRUCT<lower_bound FLOAT64, upper_bound FLOAT64>
OPTIONS (description = 'Wilson score bounds at 95 %.')
AS (
  IF(
    total_views IS NULL OR total_views < 10,
    STRUCT(0.0 AS lower_bound, 1.0 AS upper_bound),
    STRUCT(
      (engagement_count / total_views + 1.96 * 1.96 / (2 * total_views)
        - 1.96 * SQRT(ABS(engagement_count / total_views * (1 - engagement_count / total_views)) / total_views
          + 1.96 * 1.96 / (4 * total_views * total_views)))
        / (1 + 1.96 * 1.96 / total_views) AS lower_bound,
      (engagement_count / total_views + 1.96 * 1.96 / (2 * total_views)
        + 1.96 * SQRT(ABS(engagement_count / total_views * (1 - engagement_count / total_views)) / total_views
          + 1.96 * 1.96 / (4 * total_views * total_views)))
        / (1 + 1.96 * 1.96 / total_views) AS upper_bound))
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.calculate_wilson_score`(engagement_count INT64, total_views INT64)
RETURNS FLOAT64
OPTIONS (description = 'Lower bound of the engagement rate.')
AS (
  `${project}.${dataset}.wilson_score_bounds`(engagement_count, total_views).lower_bound
);
