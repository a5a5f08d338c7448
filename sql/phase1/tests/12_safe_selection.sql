DECLARE v_account STRING DEFAULT (
  SELECT MIN(m.account_id) FROM `${project}.${dataset}.account_metrics` AS m WHERE `${project}.${dataset}.validate_input`(m.account_id, 'account_id').is_valid);
DECLARE v_captions INT64 DEFAULT (SELECT COUNT(*) FROM `${project}.${dataset}.caption_bank`);
DECLARE v_hostile, v_missing, v_bad_tier, v_bad_category, v_bad_seed, v_unknown, v_valid INT64;
DECLARE v_hostile_reason, v_missing_reason, v_bad_tier_reason, v_bad_category_reason, v_bad_seed_reason, v_unknown_reason, v_valid_reason STRING;

CALL `${project}.${dataset}.select_caption_safe`('x\'; DROP TABLE caption_bank; --', NULL, NULL, 'test-seed', v_hostile, v_hostile_reason);
CALL `${project}.${dataset}.select_caption_safe`(NULL, NULL, NULL, 'test-seed', v_missing, v_missing_reason);
CALL `${project}.${dataset}.select_caption_safe`('eros-test', NULL, 'gold', 'test-seed', v_bad_tier, v_bad_tier_reason);
CALL `${project}.${dataset}.select_caption_safe`('eros-test', 'a;b', NULL, 'test-seed', v_bad_category, v_bad_category_reason);
CALL `${project}.${dataset}.select_caption_safe`('eros-test', NULL, NULL, NULL, v_bad_seed, v_bad_seed_reason);
CALL `${project}.${dataset}.select_caption_safe`('eros-test-no-such-account', NULL, NULL, 'test-seed', v_unknown, v_unknown_reason);
CALL `${project}.${dataset}.select_caption_safe`(v_account, NULL, 'mid', 'test-seed', v_valid, v_valid_reason);

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('hostile text is refused' AS check_name, v_hostile IS NULL AND v_hostile_reason = 'invalid account_id: character not allowed' AS passed, 'invalid account_id: character not allowed' AS expected, v_hostile_reason AS actual),
  STRUCT('a missing account is refused', v_missing IS NULL AND v_missing_reason = 'invalid account_id: missing', 'invalid account_id: missing', v_missing_reason),
  STRUCT('an unknown price tier is refused', v_bad_tier IS NULL AND v_bad_tier_reason = 'invalid price_tier: not a price tier', 'invalid price_tier: not a price tier', v_bad_tier_reason),
  STRUCT('a malformed category is refused', v_bad_category IS NULL AND v_bad_category_reason = 'invalid category: character not allowed', 'invalid category: character not allowed', v_bad_category_reason),
  STRUCT('a missing seed is refused', v_bad_seed IS NULL AND v_bad_seed_reason = 'invalid seed: missing', 'invalid seed: missing', v_bad_seed_reason),
  STRUCT('an unknown account gets none', v_unknown IS NULL AND v_unknown_reason = 'unknown account', 'unknown account', v_unknown_reason),
  STRUCT('a valid selection keeps to its tier', v_account IS NULL OR IF(v_valid IS NULL, v_valid_reason <> 'selected', v_valid_reason = 'selected' AND EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_bank` AS b WHERE b.caption_id = v_valid AND b.price_tier = 'mid' AND b.is_active)), 'an active caption of the tier', v_valid_reason),
  STRUCT('the caption bank is untouched', v_captions = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_bank`), 'as many captions', FORMAT('%d before', v_captions))
]) AS c;
