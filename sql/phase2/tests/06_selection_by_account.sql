DECLARE v_account STRING DEFAULT (SELECT MIN(m.account_id) FROM `${project}.${dataset}.account_metrics` AS m);
DECLARE v_candidates, v_foreign INT64;
DECLARE v_caption_id, v_again, v_unknown, v_unseeded INT64;
DECLARE v_reason, v_reason_again, v_reason_unknown, v_reason_unseeded STRING;

SET v_foreign = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_candidates`('eros-test-no-such-account') AS c);
SET v_candidates = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_candidates`(v_account) AS c);
CALL `${project}.${dataset}.select_caption_for_account`(v_account, 'test-seed', v_caption_id, v_reason);
CALL `${project}.${dataset}.select_caption_for_account`(v_account, 'test-seed', v_again, v_reason_again);
CALL `${project}.${dataset}.select_caption_for_account`('eros-test-no-such-account', 'test-seed', v_unknown, v_reason_unknown);
CALL `${project}.${dataset}.select_caption_for_account`(v_account, NULL, v_unseeded, v_reason_unseeded);

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('a caption is selected if there is a candidate' AS check_name, (v_caption_id IS NOT NULL) = (v_candidates > 0) AS passed, 'as there are candidates' AS expected, FORMAT('%t of %d', v_caption_id, v_candidates) AS actual),
  STRUCT('the reason tells whether one was selected', (v_reason = 'selected') = (v_caption_id IS NOT NULL), 'selected', v_reason),
  STRUCT('the selected caption is a candidate', v_caption_id IS NULL OR v_caption_id IN (SELECT c.caption_id FROM `${project}.${dataset}.caption_candidates`(v_account) AS c), 'a candidate', FORMAT('%t', v_caption_id)),
  STRUCT('the same seed selects the same caption', v_again IS NOT DISTINCT FROM v_caption_id, 'the same', FORMAT('%t', v_again)),
  STRUCT('an unknown account has no candidates', v_foreign = 0, '0', FORMAT('%t', v_foreign)),
  STRUCT('an unknown account gets none', v_unknown IS NULL AND v_reason_unknown = 'unknown account', 'unknown account', v_reason_unknown),
  STRUCT('no seed gets none', v_unseeded IS NULL AND v_reason_unseeded IN ('no seed', 'unknown account'), 'no seed', v_reason_unseeded)
]) AS c;
