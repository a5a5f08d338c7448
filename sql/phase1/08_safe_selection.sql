CREATE OR REPLACE PROCEDURE `${project}.${dataset}.select_caption_safe`(
  IN p_account_id STRING,
  IN p_category STRING,
  IN p_price_tier STRING,
  IN p_seed STRING,
  OUT p_caption_id INT64,
  OUT p_reason STRING)
OPTIONS (description = 'Selects by Thompson draw like select_caption, after validate_input has accepted every argument, among the captions of a category and a price tier (NULL: any). p_caption_id is NULL where nothing qualifies, and p_reason says why: an invalid argument and its fault, or see selection_reason. No SQL is made from an argument.')
BEGIN
  DECLARE v_fault STRING DEFAULT (
    SELECT CONCAT('invalid ', v.kind, ': ', v.verdict.reason)
    FROM (
      SELECT 1 AS position, 'account_id' AS kind, `${project}.${dataset}.validate_input`(p_account_id, 'account_id') AS verdict
      UNION ALL
      SELECT 2, 'category', IF(p_category IS NULL, STRUCT(TRUE AS is_valid, 'ok' AS reason), `${project}.${dataset}.validate_input`(p_category, 'category'))
      UNION ALL
      SELECT 3, 'price_tier', IF(p_price_tier IS NULL, STRUCT(TRUE AS is_valid, 'ok' AS reason), `${project}.${dataset}.validate_input`(p_price_tier, 'price_tier'))
      UNION ALL
      SELECT 4, 'seed', `${project}.${dataset}.validate_input`(p_seed, 'seed')
    ) AS v
    WHERE NOT v.verdict.is_valid
    ORDER BY v.position
    LIMIT 1);

  SET p_caption_id = NULL;
  IF v_fault IS NULL THEN
    SET p_caption_id = (
      SELECT IF(d.draw IS NULL, NULL, d.caption_id)
      FROM (
        SELECT
          c.caption_id,
          `${project}.${dataset}.thompson_draw`(c.engagement_count, c.total_views, p_seed, c.caption_id, 0) AS draw
        FROM `${project}.${dataset}.eligible_captions`(p_account_id) AS c
        WHERE (p_category IS NULL OR c.category = p_category) AND (p_price_tier IS NULL OR c.price_tier = p_price_tier)
      ) AS d
      ORDER BY d.draw DESC, d.caption_id
      LIMIT 1);
  END IF;
  SET p_reason = COALESCE(v_fault, `${project}.${dataset}.selection_reason`(
    p_caption_id IS NOT NULL,
    EXISTS (SELECT 1 FROM `${project}.${dataset}.account_metrics` AS m WHERE m.account_id = p_account_id),
    TRUE,
    EXISTS (
      SELECT 1
      FROM `${project}.${dataset}.caption_bank` AS b
      WHERE b.is_active AND (p_category IS NULL OR b.category = p_category) AND (p_price_tier IS NULL OR b.price_tier = p_price_tier)),
    EXISTS (
      SELECT 1
      FROM `${project}.${dataset}.eligible_captions`(p_account_id) AS c
      WHERE (p_category IS NULL OR c.category = p_category) AND (p_price_tier IS NULL OR c.price_tier = p_price_tier))));
END;
