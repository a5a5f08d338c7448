WITH
  rates AS (
    SELECT *
    FROM UNNEST([
      STRUCT('nano' AS size, 0.30 AS rate), STRUCT('nano_high_engagement', 0.25), STRUCT('micro', 0.20), STRUCT('mid_tier', 0.15),
      STRUCT('macro', 0.10), STRUCT('mega', 0.05), STRUCT('unknown', 0.20), STRUCT(NULL, 0.20)])
  ),
  coins AS (
    SELECT
      r.size, r.rate,
      COUNTIF(`${project}.${dataset}.selection_explores`('eros-test', r.size, CAST(n AS STRING))) / COUNT(*) AS share,
      COUNTIF(
        `${project}.${dataset}.selection_explores`('eros-test', r.size, CAST(n AS STRING))
        IS DISTINCT FROM `${project}.${dataset}.selection_explores`('eros-test', r.size, CAST(n AS STRING))) AS unstable
    FROM rates AS r
    CROSS JOIN UNNEST(GENERATE_ARRAY(1, 10000)) AS n
    GROUP BY r.size, r.rate
  )
SELECT
  FORMAT('rate of %t', r.size) AS check_name,
  COALESCE(`${project}.${dataset}.exploration_rate`(r.size) = r.rate, FALSE) AS passed,
  FORMAT('%.2f', r.rate) AS expected,
  FORMAT('%.2f', `${project}.${dataset}.exploration_rate`(r.size)) AS actual
FROM rates AS r
UNION ALL
SELECT
  FORMAT('share of selections that explore: %t', c.size),
  COALESCE(ABS(c.share - c.rate) <= 4 * SQRT(c.rate * (1 - c.rate) / 10000), FALSE),
  FORMAT('%.2f', c.rate),
  FORMAT('%.4f', c.share)
FROM coins AS c
UNION ALL
SELECT FORMAT('one coin per seed: %t', c.size), c.unstable = 0, '0 differences', FORMAT('%d differences', c.unstable)
FROM coins AS c;
