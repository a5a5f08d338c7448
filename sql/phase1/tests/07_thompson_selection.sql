DECLARE v_account STRING DEFAULT (SELECT MIN(m.account_id) FROM `${project}.${dataset}.account_metrics` AS m);
DECLARE v_eligible INT64 DEFAULT (SELECT COUNT(*) FROM `${project}.${dataset}.eligible_captions`(v_account) AS c);
DECLARE v_caption_id, v_again, v_unknown, v_unseeded INT64;
DECLARE v_reason, v_reason_again, v_reason_unknown, v_reason_unseeded STRING;

CALL `${project}.${dataset}.select_caption`(v_account, 'test-seed', v_caption_id, v_reason);
CALL `${project}.${dataset}.select_caption`(v_account, 'test-seed', v_again, v_reason_again);
CALL `${project}.${dataset}.select_caption`('eros-test-no-such-account', 'test-seed', v_unknown, v_reason_unknown);
CALL `${project}.${dataset}.select_caption`(v_account, NULL, v_unseeded, v_reason_unseeded);

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('a caption is selected if one is eligible' AS check_name, (v_caption_id IS NOT NULL) = (v_eligible > 0) AS passed, 'as eligible' AS expected, FORMAT('%t of %d', v_caption_id, v_eligible) AS actual),
  STRUCT('the reason tells whether one was selected', (v_reason = 'selected') = (v_caption_id IS NOT NULL), 'selected', v_reason),
  STRUCT('the selected caption is eligible', v_caption_id IS NULL OR v_caption_id IN (SELECT c.caption_id FROM `${project}.${dataset}.eligible_captions`(v_account) AS c), 'eligible', FORMAT('%t', v_caption_id)),
  STRUCT('the same seed selects the same caption', v_again IS NOT DISTINCT FROM v_caption_id, 'the same', FORMAT('%t', v_again)),
  STRUCT('an unknown account gets none', v_unknown IS NULL AND v_reason_unknown = 'unknown account', 'unknown account', v_reason_unknown),
  STRUCT('no seed gets none', v_unseeded IS NULL AND v_reason_unseeded IN ('no seed', 'unknown account'), 'no seed', v_reason_unseeded),
  STRUCT('no eligible caption is inactive, locked or assigned', (
    SELECT COUNT(*)
    FROM `${project}.${dataset}.eligible_captions`(v_account) AS c
    WHERE c.caption_id IN (SELECT b.caption_id FROM `${project}.${dataset}.caption_bank` AS b WHERE b.is_active IS NOT TRUE)
      OR c.caption_id IN (SELECT k.caption_id FROM `${project}.${dataset}.caption_locks` AS k WHERE k.expires_at > CURRENT_TIMESTAMP())
      OR c.caption_id IN (
        SELECT a.caption_id FROM `${project}.${dataset}.active_caption_assignments` AS a WHERE a.expires_at IS NULL OR a.expires_at > CURRENT_TIMESTAMP())
  ) = 0, 'none', 'see the rows of eligible_captions')
]) AS c;
