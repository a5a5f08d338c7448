SELECT caption_id, performance_tier, total_views, messages, last_sent_at
FROM `${project}.${dataset}.caption_performance_summary`
WHERE caption_id = 9223372036854775807;
