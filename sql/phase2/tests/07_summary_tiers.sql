WITH
  summary AS (
    SELECT
      COUNT(*) AS captions,
      SUM(total_views) AS views,
      SUM(messages) AS messages,
      COUNTIF(performance_tier IS DISTINCT FROM CASE
        WHEN wilson_score_lower_bound >= 0.7 THEN 'high'
        WHEN wilson_score_lower_bound >= 0.4 THEN 'medium'
        ELSE 'low'
      END) AS misplaced
    FROM `${project}.${dataset}.caption_performance_summary`
  ),
  sources AS (
    SELECT
      (SELECT COUNT(*) FROM `${project}.${dataset}.caption_bank`) AS captions,
      (
        SELECT SUM(s.total_views)
        FROM `${project}.${dataset}.caption_bandit_stats` AS s
        WHERE s.caption_id IN (SELECT b.caption_id FROM `${project}.${dataset}.caption_bank` AS b)
      ) AS views,
      (
        SELECT NULLIF(COUNT(*), 0)
        FROM `${project}.${dataset}.caption_performance_log` AS l
        WHERE l.caption_id IN (SELECT b.caption_id FROM `${project}.${dataset}.caption_bank` AS b)
      ) AS messages,
      (SELECT COUNT(*) FROM `${project}.${dataset}.caption_bandit_stats`) AS statistics,
      (SELECT COUNT(*) FROM `${project}.${dataset}.caption_performance_mv`) AS materialized,
      (SELECT COUNT(DISTINCT l.caption_id) FROM `${project}.${dataset}.caption_performance_log` AS l) AS sent,
      (SELECT COUNT(*) FROM `${project}.${dataset}.caption_event_totals_mv`) AS materialized_sent
  )
SELECT c.check_name, c.actual IS NOT DISTINCT FROM c.expected AS passed, FORMAT('%t', c.expected) AS expected, FORMAT('%t', c.actual) AS actual
FROM summary AS s
CROSS JOIN sources AS o
CROSS JOIN UNNEST([
  STRUCT('captions of the summary' AS check_name, s.captions AS actual, o.captions AS expected),
  STRUCT('views of the summary', s.views, o.views),
  STRUCT('messages of the summary', s.messages, o.messages),
  STRUCT('captions in another tier than their lower bound', s.misplaced, 0),
  STRUCT('rows of caption_performance_mv', o.materialized, o.statistics),
  STRUCT('rows of caption_event_totals_mv', o.materialized_sent, o.sent)]) AS c;
