-- Reserved captions and accounts; what is left of them is removed in any case.

DECLARE v_token_a STRING DEFAULT CONCAT('test-', GENERATE_UUID());
DECLARE v_token_b STRING DEFAULT CONCAT('test-', GENERATE_UUID());
DECLARE v_renewed, v_acquired, v_kept BOOL;
DECLARE v_refused BOOL DEFAULT FALSE;
DECLARE v_holder STRING;
DECLARE v_expires_at TIMESTAMP;
DECLARE v_swept, v_expired, v_live INT64;

BEGIN
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
  INSERT INTO `${project}.${dataset}.caption_locks` (caption_id, account_id, lock_id, locked_at, expires_at)
  SELECT c, 'eros-test-a', v_token_a, TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 2 HOUR), TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR)
  FROM UNNEST([-9223372036854775101, -9223372036854775102]) AS c;
  CALL `${project}.${dataset}.renew_caption_lock`(-9223372036854775101, v_token_a, 600, v_renewed, v_expires_at);
  CALL `${project}.${dataset}.acquire_caption_lock`(-9223372036854775101, 'eros-test-b', v_token_b, 600, v_acquired, v_holder);
  CALL `${project}.${dataset}.sweep_expired_caption_locks`(v_swept);
  SET v_expired = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_locks` AS k WHERE k.caption_id = -9223372036854775102);
  SET v_live = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_locks` AS k WHERE k.caption_id = -9223372036854775101 AND k.lock_id = v_token_b);
  BEGIN
    CALL `${project}.${dataset}.acquire_caption_lock`(-9223372036854775103, 'eros-test-b', v_token_b, 0, v_kept, v_holder);
  EXCEPTION WHEN ERROR THEN
    SET v_refused = TRUE;
  END;
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
EXCEPTION WHEN ERROR THEN
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
  RAISE;
END;

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('an expired lock is not renewed' AS check_name, (v_renewed) IS FALSE AS passed, 'false' AS expected, FORMAT('%t', v_renewed) AS actual),
  STRUCT('an expired lock excludes nobody', (v_acquired) IS TRUE, 'true', FORMAT('%t', v_acquired)),
  STRUCT('the sweep removes expired locks', v_swept >= 1 AND v_expired = 0, 'at least 1, then 0', FORMAT('%t, then %t', v_swept, v_expired)),
  STRUCT('the sweep leaves live locks', v_live = 1, '1', FORMAT('%t', v_live)),
  STRUCT('a lock of no duration is an error', (v_refused) IS TRUE, 'true', FORMAT('%t', v_refused))
]) AS c;
