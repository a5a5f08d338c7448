-- The method of sql/phase1/03_beta_sampler.sql in DuckDB's own words, over its own hash: 100,000 draws from Beta($a, $b).
WITH
  sides AS (
    SELECT n, side, CASE side WHEN 'a' THEN $a ELSE $b END AS shape, 'draw:' || n || ':' || side AS k
    FROM range(1, 100001) AS t(n), (VALUES ('a'), ('b')) AS s(side)
  ),
  rounds AS (SELECT *, shape + CASE WHEN shape < 1 THEN 2.0 / 3 ELSE -1.0 / 3 END AS d FROM sides),
  gammas AS (
    SELECT
      n,
      side,
      coalesce(gamma_round(d, noise(k || '1')), gamma_round(d, noise(k || '2')), gamma_round(d, noise(k || '3')), gamma_round(d, noise(k || '4')), d)
        * CASE WHEN shape < 1 THEN pow(((hash(k) & 4503599627370495) + 0.5) / 4503599627370496, 1 / shape) ELSE 1 END AS g
    FROM rounds
  )
SELECT avg(x), max(x)
FROM (SELECT max(g) FILTER (side = 'a') / sum(g) AS x FROM gammas GROUP BY n)
