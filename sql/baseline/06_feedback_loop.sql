-- Legacy. Every run adds the last seven days again: at four runs a day each message is counted about 28 times.

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.update_caption_stats_batch`(IN batch_size INT64)
OPTIONS (description = 'Adds the results of the last seven days to the statistics.')
BEGIN
  MERGE `${project}.${dataset}.caption_bandit_stats` AS s
  USING (
    SELECT
      l.caption_id,
      COUNTIF(l.viewed) AS views,
      COUNTIF(l.engaged) AS engagements,
      CAST(SUM(l.earnings) AS FLOAT64) AS earnings
    FROM `${project}.${dataset}.caption_performance_log` AS l
    WHERE l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY)
    GROUP BY l.caption_id
  ) AS e
  ON s.caption_id = e.caption_id
  WHEN MATCHED THEN UPDATE SET
    total_views = s.total_views + e.views,
    engagement_count = s.engagement_count + e.engagements,
    total_revenue = COALESCE(s.total_revenue, 0) + COALESCE(e.earnings, 0),
    wilson_score_lower_bound = `${project}.${dataset}.calculate_wilson_score`(s.engagement_count + e.engagements, s.total_views + e.views),
    last_updated = CURRENT_TIMESTAMP();
END;
