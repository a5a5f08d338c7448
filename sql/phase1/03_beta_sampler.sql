-- Every draw is a function of its key alone: a uniform number is a hash of the key, so that selections can be repeated and audited.

CREATE OR REPLACE FUNCTION `${project}.${dataset}.uniform_draw`(p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Uniform number between 0 and 1, never 0 or 1, from the low 52 bits of the fingerprint of p_key: the same key gives the same number. NULL if the key is NULL.')
AS (
  ((FARM_FINGERPRINT(p_key) & 4503599627370495) + 0.5) / 4503599627370496
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.normal_of`(p_noise INT64)
RETURNS FLOAT64
OPTIONS (description = 'Standard normal number from the upper 42 of the 63 bits of p_noise, which must not be negative. NULL if it is NULL. Source: G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958).')
AS (
  SQRT(-2 * LN(((p_noise >> 42) + 0.5) / 2097152)) * COS(6.283185307179586 * (((p_noise >> 21) & 2097151) + 0.5) / 2097152)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.accepted_gamma`(p_d FLOAT64, p_root FLOAT64, p_noise INT64)
RETURNS FLOAT64
OPTIONS (description = 'Gamma number d·v, v = root³, of shape d + 1/3 and scale 1 if Marsaglia and Tsang accept it, else NULL: ln(u) < x²/2 + d·(1 - v + ln(v)) with v > 0, x the normal number in root = 1 + x / sqrt(9d), and u from the lower 21 bits of p_noise. NULL if an argument is NULL. Source: see beta_draw.')
AS (
  IF(
    p_root > 0
      AND LN(((p_noise & 2097151) + 0.5) / 2097152)
        < p_d * (4.5 * (p_root - 1) * (p_root - 1) + 1 - p_root * p_root * p_root + 3 * LN(GREATEST(p_root, 1e-9))),
    p_d * p_root * p_root * p_root,
    NULL)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.gamma_round`(p_d FLOAT64, p_noise INT64)
RETURNS FLOAT64
OPTIONS (description = 'One round of Marsaglia and Tsang: a Gamma number of shape d + 1/3 and scale 1 from the 63 bits of p_noise, or NULL if it is rejected (less than one in twenty) or an argument is NULL. p_d must be positive, p_noise not negative. Source: see beta_draw.')
AS (
  `${project}.${dataset}.accepted_gamma`(p_d, 1 + `${project}.${dataset}.normal_of`(p_noise) / SQRT(9 * p_d), p_noise)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.gamma_number`(p_shape FLOAT64, p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Number from the Gamma distribution of shape p_shape and scale 1, repeatable from p_key: that of the first of four rounds that accepts; where none does (less than 6 in a million) the mode stands in. A shape below 1 takes the number of shape + 1 times uniform^(1/shape). NULL if an argument is NULL or the shape is not positive. Source: see beta_draw.')
AS (
  IF(p_shape > 0 AND p_key IS NOT NULL, COALESCE(
    `${project}.${dataset}.gamma_round`(p_shape + IF(p_shape < 1, 2 / 3, -1 / 3), FARM_FINGERPRINT(CONCAT(p_key, '1')) & 9223372036854775807),
    `${project}.${dataset}.gamma_round`(p_shape + IF(p_shape < 1, 2 / 3, -1 / 3), FARM_FINGERPRINT(CONCAT(p_key, '2')) & 9223372036854775807),
    `${project}.${dataset}.gamma_round`(p_shape + IF(p_shape < 1, 2 / 3, -1 / 3), FARM_FINGERPRINT(CONCAT(p_key, '3')) & 9223372036854775807),
    `${project}.${dataset}.gamma_round`(p_shape + IF(p_shape < 1, 2 / 3, -1 / 3), FARM_FINGERPRINT(CONCAT(p_key, '4')) & 9223372036854775807),
    p_shape + IF(p_shape < 1, 2 / 3, -1 / 3)), NULL)
    * IF(p_shape > 0 AND p_shape < 1, POW(`${project}.${dataset}.uniform_draw`(p_key), 1 / p_shape), 1)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.beta_draw`(p_alpha FLOAT64, p_beta FLOAT64, p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Number from Beta(p_alpha, p_beta), 0 to 1, repeatable from p_key: X / (X + Y) of two Gamma numbers of these shapes. NULL if an argument is NULL or a shape is not positive. Source: G. Marsaglia and W. W. Tsang, ACM Transactions on Mathematical Software 26 (2000).')
AS (
  IEEE_DIVIDE(1, 1 + IEEE_DIVIDE(
    `${project}.${dataset}.gamma_number`(p_beta, CONCAT(p_key, ':b')),
    `${project}.${dataset}.gamma_number`(p_alpha, CONCAT(p_key, ':a'))))
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
