CREATE OR REPLACE TABLE FUNCTION `${project}.${dataset}.caption_candidates`(p_account_id STRING)
OPTIONS (description = 'Captions that may be sent by a known account now (active, under no live lock, in no live assignment) with their results: caption_id, total_views and engagement_count (0 without statistics), wilson_score_lower_bound (NULL without a score). Empty for an unknown or NULL account.')
AS
  SELECT
    b.caption_id,
    COALESCE(p.total_views, 0) AS total_views,
    COALESCE(p.engagement_count, 0) AS engagement_count,
    p.wilson_score_lower_bound
  FROM `${project}.${dataset}.caption_bank` AS b
  LEFT JOIN `${project}.${dataset}.caption_performance_mv` AS p ON p.caption_id = b.caption_id
  WHERE b.is_active
    AND EXISTS (SELECT 1 FROM `${project}.${dataset}.account_metrics` AS m WHERE m.account_id = p_account_id)
    AND NOT EXISTS (
      SELECT 1
      FROM `${project}.${dataset}.active_caption_assignments` AS a
      WHERE a.caption_id = b.caption_id AND (a.expires_at IS NULL OR a.expires_at > CURRENT_TIMESTAMP()))
    AND NOT EXISTS (
      SELECT 1
      FROM `${project}.${dataset}.caption_locks` AS k
      WHERE k.caption_id = b.caption_id AND k.expires_at > CURRENT_TIMESTAMP());

CREATE OR REPLACE FUNCTION `${project}.${dataset}.selection_explores`(p_account_id STRING, p_size STRING, p_seed STRING)
RETURNS BOOL
OPTIONS (description = 'The one coin of a selection: TRUE with the probability exploration_rate(p_size), repeatable from seed and account. NULL if account or seed is NULL.')
AS (
  `${project}.${dataset}.uniform_draw`(CONCAT('coin:', p_account_id, ':', p_seed)) < `${project}.${dataset}.exploration_rate`(p_size)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.selection_merit`(p_explores BOOL, p_engagements INT64, p_views INT64, p_seed STRING, p_caption_id INT64)
RETURNS FLOAT64
OPTIONS (description = 'What a selection orders its candidates by, 0 to 1: the Thompson draw of seed and caption if it explores (see thompson_draw), else the lower bound of the engagement rate (see calculate_wilson_score). NULL for counts that are no sample, and if the seed of one that explores is NULL.')
AS (
  IF(
    p_explores,
    `${project}.${dataset}.thompson_draw`(p_engagements, p_views, p_seed, p_caption_id, 0),
    `${project}.${dataset}.calculate_wilson_score`(p_engagements, p_views))
);

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.select_caption_for_account`(IN p_account_id STRING, IN p_seed STRING, OUT p_caption_id INT64, OUT p_reason STRING)
OPTIONS (description = 'Selects a candidate. One coin per call, with the exploration rate of the size class of the account, decides: to explore takes the highest Thompson draw of the seed, else the highest lower bound of the engagement rate counts; of equal ones the smaller id. The same seed and data give the same caption. p_caption_id is NULL where nothing qualifies, and p_reason says why: see selection_reason.')
BEGIN
  DECLARE v_explores BOOL DEFAULT (
    SELECT `${project}.${dataset}.selection_explores`(p_account_id, MAX(m.account_size_category), p_seed)
    FROM `${project}.${dataset}.account_metrics` AS m
    WHERE m.account_id = p_account_id);

  SET p_caption_id = (
    SELECT IF(d.merit IS NULL, NULL, d.caption_id)
    FROM (
      SELECT
        c.caption_id,
        `${project}.${dataset}.selection_merit`(v_explores, c.engagement_count, c.total_views, p_seed, c.caption_id) AS merit
      FROM `${project}.${dataset}.caption_candidates`(p_account_id) AS c
    ) AS d
    WHERE p_seed IS NOT NULL
    ORDER BY d.merit DESC, d.caption_id
    LIMIT 1);
  SET p_reason = `${project}.${dataset}.selection_reason`(
    p_caption_id IS NOT NULL,
    EXISTS (SELECT 1 FROM `${project}.${dataset}.account_metrics` AS m WHERE m.account_id = p_account_id),
    p_seed IS NOT NULL,
    EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_bank` AS b WHERE b.is_active),
    EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_candidates`(p_account_id) AS c));
END;
