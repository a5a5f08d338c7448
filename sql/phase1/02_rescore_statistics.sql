-- One statement for all rows. last_updated tells when counts were written, and no count changes here.

UPDATE `${project}.${dataset}.caption_bandit_stats` AS s
SET wilson_score_lower_bound = `${project}.${dataset}.calculate_wilson_score`(s.engagement_count, s.total_views)
WHERE s.wilson_score_lower_bound IS DISTINCT FROM `${project}.${dataset}.calculate_wilson_score`(s.engagement_count, s.total_views);
