WITH
  draws AS (
    SELECT
      `${project}.${dataset}.thompson_draw`(3, 10, 'seed', n, 0) AS x,
      `${project}.${dataset}.thompson_draw`(3, 10, 'seed', n, 0) AS again,
      `${project}.${dataset}.thompson_draw`(3, 10, 'seed', n + 1, 0) AS neighbour,
      `${project}.${dataset}.thompson_draw`(3, 10, 'seed', n, 1) AS next_draw,
      `${project}.${dataset}.thompson_draw`(3, 10, 'other', n, 0) AS other_seed,
      `${project}.${dataset}.thompson_sample`(3 + n - n, 10) AS unseeded
    FROM UNNEST(GENERATE_ARRAY(1, 5000)) AS n
  ),
  results AS (
    SELECT
      COUNTIF((x > 0 AND x < 1 AND x = again) IS NOT TRUE) AS unstable,
      COUNTIF((x <> neighbour AND x <> next_draw AND x <> other_seed) IS NOT TRUE) AS equal,
      GREATEST(ABS(CORR(x, neighbour)), ABS(CORR(x, next_draw)), ABS(CORR(x, other_seed))) AS correlation,
      AVG(unseeded) AS mean,
      COUNT(DISTINCT unseeded) AS different
    FROM draws
  ),
  invalid AS (
    SELECT COUNTIF(`${project}.${dataset}.thompson_draw`(i.engagements, i.views, i.seed, 1, 0) IS NOT NULL) AS answered
    FROM UNNEST([
      STRUCT(CAST(NULL AS INT64) AS engagements, 5 AS views, 'seed' AS seed),
      STRUCT(5, NULL, 'seed'), STRUCT(-1, 5, 'seed'), STRUCT(6, 5, 'seed'), STRUCT(1, 5, NULL)]) AS i
  )
SELECT c.check_name, COALESCE(c.passed, FALSE) AS passed, c.expected, c.actual
FROM results AS r
CROSS JOIN invalid AS i
CROSS JOIN UNNEST([
  STRUCT('the same key gives the same draw between 0 and 1' AS check_name, r.unstable = 0 AS passed, '0' AS expected, FORMAT('%d', r.unstable) AS actual),
  STRUCT('another caption, draw or seed gives another number', r.equal = 0, '0', FORMAT('%d', r.equal)),
  STRUCT('draws of neighbours do not correlate', r.correlation < 0.06, 'below 0.06', FORMAT('%.4f', r.correlation)),
  STRUCT('invalid counts and no seed give NULL', i.answered = 0, '0', FORMAT('%d', i.answered)),
  STRUCT('without a seed the mean is that of Beta(4, 8)', ABS(r.mean - 4 / 12) < 0.011, '0.3333', FORMAT('%.4f', r.mean)),
  STRUCT('without a seed every call draws anew', r.different > 4990, 'over 4990', FORMAT('%d', r.different))]) AS c;
