SELECT caption_id, total_views, engagement_count, wilson_score_lower_bound
FROM `${project}.${dataset}.top_performing_captions`
ORDER BY wilson_score_lower_bound DESC, caption_id;
