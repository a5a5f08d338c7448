-- Reserved captions and accounts; what is left of them is removed in any case.

DECLARE v_token_a STRING DEFAULT CONCAT('test-', GENERATE_UUID());
DECLARE v_token_b STRING DEFAULT CONCAT('test-', GENERATE_UUID());
DECLARE v_others, v_others_after, v_rows INT64;
DECLARE v_first, v_second, v_retry, v_stolen, v_renewed_by_other, v_renewed, v_released, v_after, v_freed BOOL;
DECLARE v_first_holder, v_second_holder, v_retry_holder, v_after_holder STRING;
DECLARE v_expires_at, v_other_expires_at TIMESTAMP;

BEGIN
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
  SET v_others = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_locks`);
  CALL `${project}.${dataset}.acquire_caption_lock`(-9223372036854775101, 'eros-test-a', v_token_a, 600, v_first, v_first_holder);
  CALL `${project}.${dataset}.acquire_caption_lock`(-9223372036854775101, 'eros-test-b', v_token_b, 600, v_second, v_second_holder);
  CALL `${project}.${dataset}.acquire_caption_lock`(-9223372036854775101, 'eros-test-a', v_token_a, 600, v_retry, v_retry_holder);
  SET v_rows = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_locks` AS k WHERE k.caption_id = -9223372036854775101);
  CALL `${project}.${dataset}.release_caption_lock`(-9223372036854775101, v_token_b, v_stolen);
  CALL `${project}.${dataset}.renew_caption_lock`(-9223372036854775101, v_token_b, 600, v_renewed_by_other, v_other_expires_at);
  CALL `${project}.${dataset}.renew_caption_lock`(-9223372036854775101, v_token_a, 1200, v_renewed, v_expires_at);
  CALL `${project}.${dataset}.release_caption_lock`(-9223372036854775101, v_token_a, v_released);
  CALL `${project}.${dataset}.acquire_caption_lock`(-9223372036854775101, 'eros-test-b', v_token_b, 600, v_after, v_after_holder);
  CALL `${project}.${dataset}.release_caption_lock`(-9223372036854775101, v_token_b, v_freed);
  SET v_others_after = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_locks`);
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
EXCEPTION WHEN ERROR THEN
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
  RAISE;
END;

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('a free caption is locked' AS check_name, (v_first) IS TRUE AS passed, 'true' AS expected, FORMAT('%t', v_first) AS actual),
  STRUCT('the holder is the owner', v_first_holder = 'eros-test-a', 'eros-test-a', v_first_holder),
  STRUCT('a second owner is refused', (v_second) IS FALSE, 'false', FORMAT('%t', v_second)),
  STRUCT('the second is told who holds it', v_second_holder = 'eros-test-a', 'eros-test-a', v_second_holder),
  STRUCT('a retry with the token is the same lock', (v_retry) IS TRUE, 'true', FORMAT('%t', v_retry)),
  STRUCT('there is one lock', v_rows = 1, '1', FORMAT('%t', v_rows)),
  STRUCT('another owner cannot release it', (v_stolen) IS FALSE, 'false', FORMAT('%t', v_stolen)),
  STRUCT('another owner cannot renew it', (v_renewed_by_other) IS FALSE, 'false', FORMAT('%t', v_renewed_by_other)),
  STRUCT('the owner renews it', (v_renewed) IS TRUE, 'true', FORMAT('%t', v_renewed)),
  STRUCT('a renewed lock ends later than now', v_expires_at > CURRENT_TIMESTAMP(), 'later', FORMAT('%t', v_expires_at)),
  STRUCT('the owner releases it', (v_released) IS TRUE, 'true', FORMAT('%t', v_released)),
  STRUCT('a released caption is free for another', v_after AND v_after_holder = 'eros-test-b', 'eros-test-b', v_after_holder),
  STRUCT('locks of others stay', v_others_after = v_others, 'as many', FORMAT('%t then %t', v_others, v_others_after))
]) AS c;
