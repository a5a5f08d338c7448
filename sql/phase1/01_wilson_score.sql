-- The legacy names keep their signatures, so that their callers go on working.

CREATE OR REPLACE FUNCTION `${project}.${dataset}.wilson_quantile`(p_confidence FLOAT64)
RETURNS FLOAT64
OPTIONS (description = 'Two-sided standard normal quantile z of a confidence: 0.90, 0.95 or 0.99. NULL for any other confidence.')
AS (
  CASE p_confidence
    WHEN 0.90 THEN 1.6448536269514722
    WHEN 0.95 THEN 1.959963984540054
    WHEN 0.99 THEN 2.5758293035489004
  END
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.wilson_share_bound`(p_part FLOAT64, p_rest FLOAT64, p_z FLOAT64)
RETURNS FLOAT64
OPTIONS (description = 'Wilson score lower bound of the share p_part / (p_part + p_rest), 0 to 1, for counts that are not negative and not both 0. It is (p + z²/2n - z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n), multiplied out to s² / (n·(s + z²/2 + z·sqrt(s(n-s)/n + z²/4))): no difference of near numbers, exactly 0 for a part of 0. NULL if an argument is NULL. Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).')
AS (
  LEAST(
    p_part / (p_part + p_rest),
    p_part * p_part / ((p_part + p_rest)
      * (p_part + p_z * p_z / 2 + p_z * SQRT(p_part * p_rest / (p_part + p_rest) + p_z * p_z / 4))))
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.wilson_score_interval`(p_engagements INT64, p_views INT64, p_confidence FLOAT64)
RETURNS STRUCT<lower_bound FLOAT64, upper_bound FLOAT64>
OPTIONS (description = 'Wilson score interval of the engagement rate p_engagements / p_views at a confidence of 0.90, 0.95 or 0.99, with 0 <= lower <= rate <= upper <= 1. No views give (0, 1). NULL if an argument is NULL or negative, engagements exceed views, or the confidence is another. The upper bound is 1 - the lower bound of the views without engagement. Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).')
AS (
  CASE
    WHEN p_engagements < 0 OR p_engagements > p_views THEN NULL
    WHEN p_views = 0 AND p_engagements = 0 AND `${project}.${dataset}.wilson_quantile`(p_confidence) IS NOT NULL
      THEN STRUCT(0.0 AS lower_bound, 1.0 AS upper_bound)
    WHEN p_views > 0 AND p_engagements >= 0 AND `${project}.${dataset}.wilson_quantile`(p_confidence) IS NOT NULL
      THEN STRUCT(
        `${project}.${dataset}.wilson_share_bound`(
          CAST(p_engagements AS FLOAT64), CAST(p_views - p_engagements AS FLOAT64),
          `${project}.${dataset}.wilson_quantile`(p_confidence)) AS lower_bound,
        GREATEST(
          p_engagements / p_views,
          1 - `${project}.${dataset}.wilson_share_bound`(
            CAST(p_views - p_engagements AS FLOAT64), CAST(p_engagements AS FLOAT64),
            `${project}.${dataset}.wilson_quantile`(p_confidence))) AS upper_bound)
  END
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.wilson_score_bounds`(p_engagements INT64, p_views INT64)
RETURNS STRUCT<lower_bound FLOAT64, upper_bound FLOAT64>
OPTIONS (description = 'Wilson score interval of the engagement rate at 95 %: see wilson_score_interval.')
AS (
  `${project}.${dataset}.wilson_score_interval`(p_engagements, p_views, 0.95)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.calculate_wilson_score`(p_engagements INT64, p_views INT64)
RETURNS FLOAT64
OPTIONS (description = 'Lower bound of the engagement rate at 95 %, 0 to 1: 0 without views, NULL if a count is NULL or negative or engagements exceed views. Source: see wilson_score_interval.')
AS (
  CASE
    WHEN p_engagements < 0 OR p_engagements > p_views THEN NULL
    WHEN p_engagements = 0 AND p_views = 0 THEN 0.0
    WHEN p_engagements >= 0 AND p_views > 0
      THEN `${project}.${dataset}.wilson_share_bound`(
        CAST(p_engagements AS FLOAT64), CAST(p_views - p_engagements AS FLOAT64), 1.959963984540054)
  END
);
