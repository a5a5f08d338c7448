-- Legacy. Both views read the whole log each time they are asked; a caption of 10 views counts as proven.

CREATE OR REPLACE VIEW `${project}.${dataset}.caption_performance_summary`
OPTIONS (description = 'Results per caption with its tier.')
AS
  SELECT
    b.caption_id,
    b.category,
    b.price_tier,
    s.total_views,
    s.engagement_count,
    s.total_revenue,
    s.wilson_score_lower_bound,
    CASE
      WHEN s.wilson_score_lower_bound >= 0.7 THEN 'high'
      WHEN s.wilson_score_lower_bound >= 0.4 THEN 'medium'
      ELSE 'low'
    END AS performance_tier,
    l.messages,
    l.last_sent_at
  FROM `${project}.${dataset}.caption_bank` AS b
  LEFT JOIN `${project}.${dataset}.caption_bandit_stats` AS s ON s.caption_id = b.caption_id
  LEFT JOIN (
    SELECT caption_id, COUNT(*) AS messages, MAX(occurred_at) AS last_sent_at
    FROM `${project}.${dataset}.caption_performance_log`
    GROUP BY caption_id
  ) AS l ON l.caption_id = b.caption_id;

CREATE OR REPLACE VIEW `${project}.${dataset}.top_performing_captions`
OPTIONS (description = 'Best captions.')
AS
  SELECT caption_id, category, price_tier, total_views, engagement_count, total_revenue, wilson_score_lower_bound
  FROM `${project}.${dataset}.caption_performance_summary`
  WHERE total_views >= 10
  ORDER BY wilson_score_lower_bound DESC
  LIMIT 1000;
