WITH
  ranked AS (
    SELECT
      b.caption_id,
      p.wilson_score_lower_bound,
      ROW_NUMBER() OVER (ORDER BY p.wilson_score_lower_bound DESC, b.caption_id) AS place
    FROM `${project}.${dataset}.caption_performance_mv` AS p
    JOIN `${project}.${dataset}.caption_bank` AS b ON b.caption_id = p.caption_id
    WHERE p.total_views >= 30 AND p.wilson_score_lower_bound IS NOT NULL
  ),
  compared AS (
    SELECT
      COUNT(t.caption_id) AS listed,
      COUNTIF(r.place <= 1000) AS proven,
      COUNTIF((t.caption_id IS NOT NULL) <> COALESCE(r.place <= 1000, FALSE)) AS different,
      COUNTIF(t.total_views < 30) AS unproven
    FROM `${project}.${dataset}.top_performing_captions` AS t
    FULL JOIN ranked AS r ON r.caption_id = t.caption_id
  )
SELECT c.check_name, c.actual = c.expected AS passed, FORMAT('%d', c.expected) AS expected, FORMAT('%d', c.actual) AS actual
FROM compared AS p
CROSS JOIN UNNEST([
  STRUCT('listed captions' AS check_name, p.listed AS actual, p.proven AS expected),
  STRUCT('captions that are wrongly listed or missing', p.different, 0),
  STRUCT('listed captions of fewer than 30 views', p.unproven, 0)]) AS c;
