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

CREATE OR REPLACE FUNCTION `${project}.${dataset}.accepted_root`(p_d FLOAT64, p_normal FLOAT64, p_root FLOAT64, p_noise INT64)
RETURNS FLOAT64
OPTIONS (description = 'p_root if Marsaglia and Tsang accept it, else NULL: ln(u) < x²/2 + d·(1 - v + ln(v)) with v = root³ > 0, and u from the lower 21 bits of p_noise. NULL if an argument is NULL. Source: see beta_draw.')
AS (
  IF(
    p_root > 0
      AND LN(((p_noise & 2097151) + 0.5) / 2097152)
        < p_normal * p_normal / 2 + p_d * (1 - p_root * p_root * p_root + 3 * LN(GREATEST(p_root, 1e-9))),
    p_root,
    NULL)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.gamma_number`(p_shape FLOAT64, p_d FLOAT64, p_root FLOAT64, p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Gamma number of shape p_shape and scale 1: d·root³, and for a shape below 1, whose d is that of shape + 1, times uniform^(1/shape). NULL if d or root is NULL. Source: see beta_draw.')
AS (
  p_d * p_root * p_root * p_root
    * IF(p_shape > 0 AND p_shape < 1, POW(`${project}.${dataset}.uniform_draw`(p_key), 1 / p_shape), 1)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.beta_draw`(p_alpha FLOAT64, p_beta FLOAT64, p_key STRING)
RETURNS FLOAT64
OPTIONS (description = 'Number from Beta(p_alpha, p_beta), 0 to 1, repeatable from p_key: X / (X + Y) of two Gamma numbers of these shapes. Each is that of the first of four rounds that accepts; a round rejects less than one candidate in twenty, and where all four do (less than 6 in a million) the mode stands in. NULL if an argument is NULL or a shape is not positive. Source: G. Marsaglia and W. W. Tsang, ACM Transactions on Mathematical Software 26 (2000).')
AS ((
  SELECT
    IEEE_DIVIDE(1, 1 + IEEE_DIVIDE(
      `${project}.${dataset}.gamma_number`(c.shape_b, c.d_b, c.root_b, CONCAT(c.key, ':b')),
      `${project}.${dataset}.gamma_number`(c.shape_a, c.d_a, c.root_a, CONCAT(c.key, ':a'))))
  FROM (
    SELECT
      r.key, r.shape_a, r.shape_b, r.d_a, r.d_b,
      COALESCE(
        `${project}.${dataset}.accepted_root`(r.d_a, r.x_a1, r.root_a1, r.noise_a1),
        `${project}.${dataset}.accepted_root`(r.d_a, r.x_a2, r.root_a2, r.noise_a2),
        `${project}.${dataset}.accepted_root`(r.d_a, r.x_a3, r.root_a3, r.noise_a3),
        `${project}.${dataset}.accepted_root`(r.d_a, r.x_a4, r.root_a4, r.noise_a4),
        IF(r.key IS NULL, NULL, 1)) AS root_a,
      COALESCE(
        `${project}.${dataset}.accepted_root`(r.d_b, r.x_b1, r.root_b1, r.noise_b1),
        `${project}.${dataset}.accepted_root`(r.d_b, r.x_b2, r.root_b2, r.noise_b2),
        `${project}.${dataset}.accepted_root`(r.d_b, r.x_b3, r.root_b3, r.noise_b3),
        `${project}.${dataset}.accepted_root`(r.d_b, r.x_b4, r.root_b4, r.noise_b4),
        IF(r.key IS NULL, NULL, 1)) AS root_b
    FROM (
      SELECT
        x.*,
        1 + x.x_a1 / SQRT(9 * x.d_a) AS root_a1,
        1 + x.x_a2 / SQRT(9 * x.d_a) AS root_a2,
        1 + x.x_a3 / SQRT(9 * x.d_a) AS root_a3,
        1 + x.x_a4 / SQRT(9 * x.d_a) AS root_a4,
        1 + x.x_b1 / SQRT(9 * x.d_b) AS root_b1,
        1 + x.x_b2 / SQRT(9 * x.d_b) AS root_b2,
        1 + x.x_b3 / SQRT(9 * x.d_b) AS root_b3,
        1 + x.x_b4 / SQRT(9 * x.d_b) AS root_b4
      FROM (
        SELECT
          n.*,
          `${project}.${dataset}.normal_of`(n.noise_a1) AS x_a1,
          `${project}.${dataset}.normal_of`(n.noise_a2) AS x_a2,
          `${project}.${dataset}.normal_of`(n.noise_a3) AS x_a3,
          `${project}.${dataset}.normal_of`(n.noise_a4) AS x_a4,
          `${project}.${dataset}.normal_of`(n.noise_b1) AS x_b1,
          `${project}.${dataset}.normal_of`(n.noise_b2) AS x_b2,
          `${project}.${dataset}.normal_of`(n.noise_b3) AS x_b3,
          `${project}.${dataset}.normal_of`(n.noise_b4) AS x_b4
        FROM (
          SELECT
            k.*,
            IF(k.shape_a > 0, k.shape_a + IF(k.shape_a < 1, 1, 0) - 1 / 3, NULL) AS d_a,
            IF(k.shape_b > 0, k.shape_b + IF(k.shape_b < 1, 1, 0) - 1 / 3, NULL) AS d_b,
            FARM_FINGERPRINT(CONCAT(k.key, ':a1')) & 9223372036854775807 AS noise_a1,
            FARM_FINGERPRINT(CONCAT(k.key, ':a2')) & 9223372036854775807 AS noise_a2,
            FARM_FINGERPRINT(CONCAT(k.key, ':a3')) & 9223372036854775807 AS noise_a3,
            FARM_FINGERPRINT(CONCAT(k.key, ':a4')) & 9223372036854775807 AS noise_a4,
            FARM_FINGERPRINT(CONCAT(k.key, ':b1')) & 9223372036854775807 AS noise_b1,
            FARM_FINGERPRINT(CONCAT(k.key, ':b2')) & 9223372036854775807 AS noise_b2,
            FARM_FINGERPRINT(CONCAT(k.key, ':b3')) & 9223372036854775807 AS noise_b3,
            FARM_FINGERPRINT(CONCAT(k.key, ':b4')) & 9223372036854775807 AS noise_b4
          FROM (SELECT p_alpha AS shape_a, p_beta AS shape_b, p_key AS key) AS k
        ) AS n
      ) AS x
    ) AS r
  ) AS c
));

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
