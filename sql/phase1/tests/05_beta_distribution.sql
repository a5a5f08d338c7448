-- Kolmogorov-Smirnov where the distribution function has a closed form; 1.9495 / sqrt(n) is the limit of p = 0.001.

WITH
  draws AS (
    SELECT FORMAT('Beta(%g, %g)', s.a, s.b) AS name, s.a, s.b, `${project}.${dataset}.beta_draw`(s.a, s.b, CONCAT('distribution:', CAST(n AS STRING))) AS x
    FROM UNNEST([
      STRUCT(1.0 AS a, 1.0 AS b), STRUCT(2.0, 1.0), STRUCT(50.0, 1.0), STRUCT(5000.0, 1.0),
      STRUCT(1.0, 50.0), STRUCT(0.5, 1.0), STRUCT(0.5, 0.5), STRUCT(2.0, 2.0)]) AS s
    CROSS JOIN UNNEST(GENERATE_ARRAY(1, 10000)) AS n
  ),
  distributions AS (
    SELECT
      name,
      ROW_NUMBER() OVER (PARTITION BY name ORDER BY x) AS position,
      CASE
        WHEN a = 0.5 AND b = 0.5 THEN 2 / ACOS(-1) * ASIN(SQRT(x))
        WHEN a = 2 AND b = 2 THEN x * x * (3 - 2 * x)
        WHEN b = 1 THEN POW(x, a)
        ELSE 1 - POW(1 - x, b)
      END AS probability
    FROM draws
  ),
  distances AS (
    SELECT name, COUNT(probability) AS n, MAX(GREATEST(position / 10000 - probability, probability - (position - 1) / 10000)) AS distance
    FROM distributions
    GROUP BY name
  )
SELECT
  name AS check_name,
  COALESCE(n = 10000 AND distance <= 1.9495 / SQRT(n), FALSE) AS passed,
  FORMAT('distance at most %.5f', 1.9495 / SQRT(n)) AS expected,
  FORMAT('distance %.5f', distance) AS actual
FROM distances;
