CREATE OR REPLACE TABLE FUNCTION `${project}.${dataset}.eligible_captions`(p_account_id STRING)
OPTIONS (description = 'Captions that may be sent by a known account now: active, under no live lock, and in no live assignment of any account. Columns: caption_id, category, price_tier, total_views and engagement_count (0 for a caption without statistics). Empty for an unknown or NULL account.')
AS
  SELECT
    b.caption_id,
    b.category,
    b.price_tier,
    COALESCE(s.total_views, 0) AS total_views,
    COALESCE(s.engagement_count, 0) AS engagement_count
  FROM `${project}.${dataset}.caption_bank` AS b
  LEFT JOIN `${project}.${dataset}.caption_bandit_stats` AS s ON s.caption_id = b.caption_id
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

CREATE OR REPLACE FUNCTION `${project}.${dataset}.selection_reason`(p_selected BOOL, p_account_known BOOL, p_seeded BOOL, p_active BOOL, p_eligible BOOL)
RETURNS STRING
OPTIONS (description = 'Why a selection gave a caption or none: selected, unknown account, no seed, no active caption, all locked or assigned, or no valid statistics. NULL never; a NULL argument counts as FALSE.')
AS (
  CASE
    WHEN p_selected THEN 'selected'
    WHEN p_account_known IS NOT TRUE THEN 'unknown account'
    WHEN p_seeded IS NOT TRUE THEN 'no seed'
    WHEN p_active IS NOT TRUE THEN 'no active caption'
    WHEN p_eligible IS NOT TRUE THEN 'all locked or assigned'
    ELSE 'no valid statistics'
  END
);

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.select_caption`(IN p_account_id STRING, IN p_seed STRING, OUT p_caption_id INT64, OUT p_reason STRING)
OPTIONS (description = 'Selects the eligible caption with the highest Thompson draw of the seed: the same seed and data give the same caption. p_caption_id is NULL where nothing qualifies, and p_reason says why: see selection_reason. Selecting locks nothing: acquire_caption_lock does.')
BEGIN
  SET p_caption_id = (
    SELECT IF(d.draw IS NULL, NULL, d.caption_id)
    FROM (
      SELECT
        c.caption_id,
        `${project}.${dataset}.thompson_draw`(c.engagement_count, c.total_views, p_seed, c.caption_id, 0) AS draw
      FROM `${project}.${dataset}.eligible_captions`(p_account_id) AS c
    ) AS d
    ORDER BY d.draw DESC, d.caption_id
    LIMIT 1);
  SET p_reason = `${project}.${dataset}.selection_reason`(
    p_caption_id IS NOT NULL,
    EXISTS (SELECT 1 FROM `${project}.${dataset}.account_metrics` AS m WHERE m.account_id = p_account_id),
    p_seed IS NOT NULL,
    EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_bank` AS b WHERE b.is_active),
    EXISTS (SELECT 1 FROM `${project}.${dataset}.eligible_captions`(p_account_id) AS c));
END;
