-- Every draw is a function of its key alone: a uniform number is a hash of the key, so that selections can be repeated and audited.

CREATE OR REPLACE FUNCTION `${project}.${dataset}.uniform_draw`(p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Uniform number between 0 and 1, never 0 or 1, from the low 52 bits of the fingerprint of p_key: the same key gives the same number. NULL if the key is NULL.')
AS (
  ((FARM_FINGERPRINT(p_key) & 4503599627370495) + 0.5) / 4503599627370496
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.normal_draw`(p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Standard normal number from two uniform draws of p_key. NULL if the key is NULL. Source: G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958).')
AS (
  SQRT(-2 * LN(`${project}.${dataset}.uniform_draw`(CONCAT(p_key, 'r'))))
    * COS(6.283185307179586 * `${project}.${dataset}.uniform_draw`(CONCAT(p_key, 't')))
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.gamma_accept`(p_d FLOAT64, p_normal FLOAT64, p_root FLOAT64, p_uniform FLOAT64)
RETURNS FLOAT64
OPTIONS (description = 'p_d · p_root³ if Marsaglia and Tsang accept the candidate, NULL if they reject it: ln(u) < x²/2 + d·(1 - v + ln(v)) with v = root³ > 0.')
AS (
  IF(
    p_root > 0
      AND LN(p_uniform) < p_normal * p_normal / 2 + p_d * (1 - p_root * p_root * p_root + 3 * LN(GREATEST(p_root, 1e-9))),
    p_d * p_root * p_root * p_root,
    NULL)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.gamma_candidate`(p_d FLOAT64, p_normal FLOAT64, p_uniform FLOAT64)
RETURNS FLOAT64
OPTIONS (description = 'One round of Marsaglia and Tsang for d = shape - 1/3: a Gamma number, or NULL if the round rejects its candidate.')
AS (
  `${project}.${dataset}.gamma_accept`(p_d, p_normal, 1 + p_normal / SQRT(9 * p_d), p_uniform)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.gamma_rounds`(p_d FLOAT64, p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Gamma number of shape p_d + 1/3 >= 1 and scale 1: the first of six rounds that accepts; a round rejects less than one in twenty, and where all six do (less than 2 in 10^8) the mode p_d stands in. NULL if an argument is NULL. Source: G. Marsaglia and W. W. Tsang, ACM Transactions on Mathematical Software 26 (2000).')
AS (
  COALESCE(
    `${project}.${dataset}.gamma_candidate`(p_d, `${project}.${dataset}.normal_draw`(CONCAT(p_key, '1')), `${project}.${dataset}.uniform_draw`(CONCAT(p_key, '1u'))),
    `${project}.${dataset}.gamma_candidate`(p_d, `${project}.${dataset}.normal_draw`(CONCAT(p_key, '2')), `${project}.${dataset}.uniform_draw`(CONCAT(p_key, '2u'))),
    `${project}.${dataset}.gamma_candidate`(p_d, `${project}.${dataset}.normal_draw`(CONCAT(p_key, '3')), `${project}.${dataset}.uniform_draw`(CONCAT(p_key, '3u'))),
    `${project}.${dataset}.gamma_candidate`(p_d, `${project}.${dataset}.normal_draw`(CONCAT(p_key, '4')), `${project}.${dataset}.uniform_draw`(CONCAT(p_key, '4u'))),
    `${project}.${dataset}.gamma_candidate`(p_d, `${project}.${dataset}.normal_draw`(CONCAT(p_key, '5')), `${project}.${dataset}.uniform_draw`(CONCAT(p_key, '5u'))),
    `${project}.${dataset}.gamma_candidate`(p_d, `${project}.${dataset}.normal_draw`(CONCAT(p_key, '6')), `${project}.${dataset}.uniform_draw`(CONCAT(p_key, '6u'))),
    p_d + IF(p_key IS NULL, NULL, 0))
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.gamma_draw`(p_shape FLOAT64, p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Gamma number of shape p_shape > 0 and scale 1, repeatable from p_key. A shape below 1 draws from shape + 1 and multiplies by uniform^(1/shape). NULL if an argument is NULL or the shape is not positive. Source: see gamma_rounds.')
AS (
  IF(
    p_shape > 0,
    `${project}.${dataset}.gamma_rounds`(p_shape + IF(p_shape < 1, 1, 0) - 1 / 3, p_key)
      * IF(p_shape < 1, POW(`${project}.${dataset}.uniform_draw`(CONCAT(p_key, 'b')), 1 / p_shape), 1),
    NULL)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.share_of`(p_part FLOAT64, p_rest FLOAT64)
RETURNS FLOAT64
OPTIONS (description = 'p_part / (p_part + p_rest). NULL if an argument is NULL or the sum is 0.')
AS (
  SAFE_DIVIDE(p_part, p_part + p_rest)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.beta_draw`(p_alpha FLOAT64, p_beta FLOAT64, p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Number from Beta(p_alpha, p_beta), 0 to 1, repeatable from p_key: X / (X + Y) of two Gamma numbers of shapes alpha and beta. NULL if an argument is NULL or a shape is not positive. Source: see gamma_rounds.')
AS (
  `${project}.${dataset}.share_of`(
    `${project}.${dataset}.gamma_draw`(p_alpha, CONCAT(p_key, ':a')),
    `${project}.${dataset}.gamma_draw`(p_beta, CONCAT(p_key, ':b')))
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.thompson_draw`(p_engagements INT64, p_views INT64, p_seed STRING, p_caption_id INT64, p_draw INT64)
RETURNS FLOAT64
OPTIONS (description = 'Thompson draw of a caption: a number from Beta(engagements + 1, views - engagements + 1), 0 to 1, repeatable from seed, caption and number of the draw. NULL if an argument is NULL or negative where it is a count, or engagements exceed views. Source: W. R. Thompson, Biometrika 25 (1933).')
AS (
  IF(
    p_engagements >= 0 AND p_engagements <= p_views,
    `${project}.${dataset}.beta_draw`(
      CAST(p_engagements AS FLOAT64) + 1,
      CAST(p_views AS FLOAT64) - CAST(p_engagements AS FLOAT64) + 1,
      CONCAT(CAST(p_caption_id AS STRING), ':', CAST(p_draw AS STRING), ':', p_seed)),
    NULL)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.thompson_sample`(p_engagements INT64, p_views INT64)
RETURNS FLOAT64
OPTIONS (description = 'Thompson draw that cannot be repeated, for callers without a seed: a new number from Beta(engagements + 1, views - engagements + 1) at every call. NULL for counts that are no sample: see thompson_draw.')
AS (
  `${project}.${dataset}.thompson_draw`(p_engagements, p_views, GENERATE_UUID(), 0, 0)
);
