-- Legacy. Replaces thompson_sample by one of another meaning; parameters hide behind columns; a coin per row; nothing looks at locks.

CREATE OR REPLACE FUNCTION `${project}.${dataset}.thompson_sample`(engagement_count INT64, total_views INT64)
RETURNS FLOAT64
OPTIONS (description = 'Thompson sample of engagements and views.')
AS (
  (engagement_count + 1) / (total_views + 2)
    + ABS(SQRT(-2 * LN(1 - RAND())) * COS(6.283185307179586 * RAND()))
      * SQRT((engagement_count + 1) * ABS(total_views - engagement_count + 1) / (POW(total_views + 2, 2) * (total_views + 3)))
);

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.select_caption`(IN account_id STRING, IN seed STRING, OUT selected_caption_id INT64, OUT reason STRING)
OPTIONS (description = 'Selects a caption by Thompson sampling.')
BEGIN
  SET selected_caption_id = (
    SELECT s.caption_id
    FROM `${project}.${dataset}.caption_bandit_stats` AS s
    WHERE s.total_views >= 10
    ORDER BY `${project}.${dataset}.thompson_sample`(s.engagement_count, s.total_views) DESC
    LIMIT 1);
  SET reason = 'selected';
END;

CREATE OR REPLACE TABLE FUNCTION `${project}.${dataset}.caption_candidates`(p_account_id STRING)
OPTIONS (description = 'Candidates of an account with their results.')
AS
  SELECT
    b.caption_id,
    COALESCE(s.total_views, 0) AS total_views,
    COALESCE(s.engagement_count, 0) AS engagement_count,
    s.wilson_score_lower_bound
  FROM `${project}.${dataset}.caption_bank` AS b
  LEFT JOIN `${project}.${dataset}.caption_bandit_stats` AS s ON s.caption_id = b.caption_id
  LEFT JOIN (
    SELECT caption_id, account_id, MAX(occurred_at) AS last_sent_at, SUM(earnings) AS earnings
    FROM `${project}.${dataset}.caption_performance_log`
    GROUP BY caption_id, account_id
  ) AS l ON l.caption_id = b.caption_id AND l.account_id = p_account_id
  WHERE b.is_active
    AND b.caption_text IS NOT NULL
    AND b.caption_id NOT IN (SELECT a.caption_id FROM `${project}.${dataset}.active_caption_assignments` AS a)
    AND (l.last_sent_at IS NULL OR l.last_sent_at < CURRENT_TIMESTAMP());

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.select_caption_for_account`(IN account_id STRING, IN seed STRING, OUT selected_caption_id INT64, OUT reason STRING)
OPTIONS (description = 'Selects a caption with the exploration rate of the account.')
BEGIN
  DECLARE exploration_rate FLOAT64;
  SET exploration_rate = (
    SELECT IF(MAX(m.account_size_category) = 'nano', 0.3, 0.2)
    FROM `${project}.${dataset}.account_metrics` AS m
    WHERE account_id = account_id);
  SET selected_caption_id = (
    SELECT c.caption_id
    FROM `${project}.${dataset}.caption_candidates`(account_id) AS c
    ORDER BY IF(RAND() < exploration_rate, RAND(), COALESCE(c.wilson_score_lower_bound, 0)) DESC
    LIMIT 1);
  SET reason = 'selected';
END;
