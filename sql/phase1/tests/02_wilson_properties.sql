WITH
  samples AS (
    SELECT
      MOD(noise, size + 1) AS engagements,
      size AS views
    FROM (
      SELECT
        FARM_FINGERPRINT(CONCAT('engagements:', CAST(n AS STRING))) & 4611686018427387903 AS noise,
        1 + MOD(FARM_FINGERPRINT(CONCAT('views:', CAST(n AS STRING))) & 4611686018427387903, CAST(POW(10, 1 + MOD(n, 8)) AS INT64)) AS size
      FROM UNNEST(GENERATE_ARRAY(1, 20000)) AS n
    )
    UNION ALL
    SELECT IF(all_succeed, n, 0), n
    FROM UNNEST(GENERATE_ARRAY(1, 5000)) AS n
    CROSS JOIN UNNEST([TRUE, FALSE]) AS all_succeed
  ),
  bounds AS (
    SELECT
      engagements / views AS rate,
      `${project}.${dataset}.wilson_score_interval`(engagements, views, 0.95) AS here,
      `${project}.${dataset}.wilson_score_interval`(views - engagements, views, 0.95) AS mirrored,
      `${project}.${dataset}.wilson_score_interval`(engagements + 1, views + 1, 0.95) AS one_more,
      `${project}.${dataset}.wilson_score_interval`(engagements * 10, views * 10, 0.95) AS ten_times,
      `${project}.${dataset}.wilson_score_interval`(engagements, views, 0.90) AS less_sure,
      `${project}.${dataset}.calculate_wilson_score`(engagements, views) AS score
    FROM samples
  ),
  violations AS (
    SELECT
      COUNT(*) AS samples,
      COUNTIF((0 <= here.lower_bound AND here.lower_bound <= rate AND rate <= here.upper_bound AND here.upper_bound <= 1) IS NOT TRUE) AS disordered,
      COUNTIF((ABS(here.lower_bound - (1 - mirrored.upper_bound)) <= 1e-15) IS NOT TRUE) AS asymmetric,
      COUNTIF((one_more.lower_bound >= here.lower_bound) IS NOT TRUE) AS falling,
      COUNTIF((ten_times.upper_bound - ten_times.lower_bound < here.upper_bound - here.lower_bound) IS NOT TRUE) AS widening,
      COUNTIF((here.lower_bound <= less_sure.lower_bound AND less_sure.upper_bound <= here.upper_bound) IS NOT TRUE) AS surer_narrower,
      COUNTIF((score = here.lower_bound) IS NOT TRUE) AS different
    FROM bounds
  ),
  invalid AS (
    SELECT COUNTIF(`${project}.${dataset}.wilson_score_interval`(i.engagements, i.views, i.confidence) IS NOT NULL) AS answered
    FROM UNNEST([
      STRUCT(CAST(NULL AS INT64) AS engagements, 5 AS views, 0.95 AS confidence),
      STRUCT(5, NULL, 0.95), STRUCT(-1, 5, 0.95), STRUCT(1, -5, 0.95), STRUCT(-2, -1, 0.95), STRUCT(6, 5, 0.95), STRUCT(1, 0, 0.95),
      STRUCT(1, 5, 0.5), STRUCT(0, 0, NULL)]) AS i
  )
SELECT c.check_name, c.violations = 0 AS passed, '0 violations' AS expected, FORMAT('%d violations', c.violations) AS actual
FROM violations AS v
CROSS JOIN invalid AS i
CROSS JOIN UNNEST([
  STRUCT('0 <= lower <= rate <= upper <= 1' AS check_name, v.disordered AS violations),
  STRUCT('lower(s, f) = 1 - upper(f, s)', v.asymmetric),
  STRUCT('one more success never lowers the lower bound', v.falling),
  STRUCT('ten times the sample narrows the interval', v.widening),
  STRUCT('a higher confidence is never narrower', v.surer_narrower),
  STRUCT('the score is the lower bound at 95 %', v.different),
  STRUCT('NULL, negative and impossible counts give NULL', i.answered)]) AS c;
