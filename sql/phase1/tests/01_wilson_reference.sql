WITH
  reference AS (
    SELECT *
    FROM UNNEST([
      STRUCT(18 AS engagements, 20 AS views, 0.6989663547715128 AS lower_bound, 0.972133518786232 AS upper_bound, 1e-8 AS tolerance),
      STRUCT(4, 20, 0.0806576625797981, 0.4160174322518935, 1e-8),
      STRUCT(4, 200, 0.00780442641634947, 0.05028708690582643, 1e-8),
      STRUCT(190, 200, 0.910421851861224, 0.972617354399236, 1e-8),
      STRUCT(1, 30, 0.00590859, 0.16670391, 1e-8),
      STRUCT(29, 30, 0.8332961, 0.9940914, 1e-7),
      STRUCT(0, 30, 0.0, 0.11351339, 1e-8),
      STRUCT(30, 30, 0.8864866, 1.0, 1e-7),
      STRUCT(50, 100, 0.4038315, 0.5961685, 1e-7),
      STRUCT(3, 10, 0.1077913, 0.6032219, 1e-7),
      STRUCT(0, 10, 0.0, 0.2775328, 1e-7),
      STRUCT(10, 10, 0.7224672, 1.0, 1e-7),
      STRUCT(0, 1, 0.0, 0.7934506856, 1e-10),
      STRUCT(0, 0, 0.0, 1.0, 0.0)])
  ),
  answers AS (
    SELECT
      FORMAT('95 %%: %d of %d', r.engagements, r.views) AS check_name,
      r.lower_bound, r.upper_bound, r.tolerance,
      `${project}.${dataset}.wilson_score_bounds`(r.engagements, r.views) AS bounds
    FROM reference AS r
    UNION ALL
    SELECT '99 %: 3 of 10', 0.07956632, 0.6799753, 1e-7, `${project}.${dataset}.wilson_score_interval`(3, 10, 0.99)
    UNION ALL
    SELECT 'lower bound alone: 18 of 20', 0.6989663547715128, 0.972133518786232, 1e-8,
      STRUCT(`${project}.${dataset}.calculate_wilson_score`(18, 20) AS lower_bound, 0.972133518786232 AS upper_bound)
  )
SELECT
  a.check_name,
  COALESCE(
    ABS(a.bounds.lower_bound - a.lower_bound) <= a.tolerance
      AND ABS(a.bounds.upper_bound - a.upper_bound) <= a.tolerance
      AND (a.lower_bound > 0 OR a.bounds.lower_bound = 0)
      AND (a.upper_bound < 1 OR a.bounds.upper_bound = 1),
    FALSE) AS passed,
  FORMAT('%.16f to %.16f', a.lower_bound, a.upper_bound) AS expected,
  FORMAT('%.16f to %.16f', a.bounds.lower_bound, a.bounds.upper_bound) AS actual
FROM answers AS a;
