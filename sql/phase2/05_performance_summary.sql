-- The view keeps its name and columns; what it reads is kept up to date by the service instead of being made from the log at every question.
-- caption_bandit_stats keeps its partitions by last_updated, which no question needs: only dropping the table could change them,
-- and the clustered materialized view takes their place for every reader.

CREATE OR REPLACE MATERIALIZED VIEW `${project}.${dataset}.caption_performance_mv`
CLUSTER BY caption_id
OPTIONS (
  description = 'Statistics per caption with its tier by lower bound: high from 0.7, medium from 0.4, else low, also without a score.',
  enable_refresh = TRUE,
  refresh_interval_minutes = 30)
AS
  SELECT
    s.caption_id,
    s.total_views,
    s.engagement_count,
    s.total_revenue,
    s.wilson_score_lower_bound,
    CASE
      WHEN s.wilson_score_lower_bound >= 0.7 THEN 'high'
      WHEN s.wilson_score_lower_bound >= 0.4 THEN 'medium'
      ELSE 'low'
    END AS performance_tier
  FROM `${project}.${dataset}.caption_bandit_stats` AS s;

CREATE OR REPLACE MATERIALIZED VIEW `${project}.${dataset}.caption_event_totals_mv`
CLUSTER BY caption_id
OPTIONS (
  description = 'Messages of each caption in the log and the time of the last one, UTC.',
  enable_refresh = TRUE,
  refresh_interval_minutes = 30)
AS
  SELECT
    l.caption_id,
    COUNT(*) AS messages,
    MAX(l.occurred_at) AS last_sent_at
  FROM `${project}.${dataset}.caption_performance_log` AS l
  GROUP BY l.caption_id;

CREATE OR REPLACE VIEW `${project}.${dataset}.caption_performance_summary`
OPTIONS (description = 'One row per caption of the bank: its statistics, its tier (high from a lower bound of 0.7, medium from 0.4, else low), the number of its messages (NULL: none) and the time of the last one, UTC.')
AS
  SELECT
    b.caption_id,
    b.category,
    b.price_tier,
    p.total_views,
    p.engagement_count,
    p.total_revenue,
    p.wilson_score_lower_bound,
    COALESCE(p.performance_tier, 'low') AS performance_tier,
    t.messages,
    t.last_sent_at
  FROM `${project}.${dataset}.caption_bank` AS b
  LEFT JOIN `${project}.${dataset}.caption_performance_mv` AS p ON p.caption_id = b.caption_id
  LEFT JOIN `${project}.${dataset}.caption_event_totals_mv` AS t ON t.caption_id = b.caption_id;
