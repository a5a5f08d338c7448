CREATE OR REPLACE VIEW `${project}.${dataset}.top_performing_captions`
OPTIONS (description = 'The 1,000 captions of the bank with the highest lower bound among those of 30 views or more, best first; of equal ones the smaller id. A view, so that it is never stale.')
AS
  SELECT b.caption_id, b.category, b.price_tier, p.total_views, p.engagement_count, p.total_revenue, p.wilson_score_lower_bound
  FROM `${project}.${dataset}.caption_performance_mv` AS p
  JOIN `${project}.${dataset}.caption_bank` AS b ON b.caption_id = p.caption_id
  WHERE p.total_views >= 30 AND p.wilson_score_lower_bound IS NOT NULL
  ORDER BY p.wilson_score_lower_bound DESC, b.caption_id
  LIMIT 1000;
