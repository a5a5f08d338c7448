SELECT performance_tier, COUNT(*) AS captions, SUM(total_views) AS views, MAX(last_sent_at) AS last_sent_at
FROM `${project}.${dataset}.caption_performance_summary`
GROUP BY performance_tier
ORDER BY performance_tier;
