-- Fixed keys give fixed draws: a correct sampler passes always, not nearly always.

WITH
  shapes AS (
    SELECT a, b FROM UNNEST([0.5, 1.0, 2.0, 50.0, 5000.0]) AS a CROSS JOIN UNNEST([0.5, 1.0, 2.0, 50.0, 5000.0]) AS b
  ),
  draws AS (
    SELECT s.a, s.b, `${project}.${dataset}.beta_draw`(s.a, s.b, CONCAT('moments:', CAST(n AS STRING))) AS x
    FROM shapes AS s
    CROSS JOIN UNNEST(GENERATE_ARRAY(1, 4000)) AS n
  ),
  moments AS (
    SELECT
      a, b,
      COUNT(x) AS n,
      AVG(x) AS mean,
      VAR_SAMP(x) AS variance,
      a / (a + b) AS exact_mean,
      a * b / (POW(a + b, 2) * (a + b + 1)) AS exact_variance
    FROM draws
    GROUP BY a, b
  )
SELECT
  FORMAT('Beta(%g, %g)', a, b) AS check_name,
  COALESCE(
    n = 4000 AND ABS(mean - exact_mean) <= 4 * SQRT(exact_variance / n) AND ABS(variance / exact_variance - 1) <= 0.25,
    FALSE) AS passed,
  FORMAT('mean %.6f, variance %.3e', exact_mean, exact_variance) AS expected,
  FORMAT('mean %.6f, variance %.3e', mean, variance) AS actual
FROM moments;
