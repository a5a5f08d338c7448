-- Reserved captions and accounts; what is left of them is removed in any case.

DECLARE v_token_a STRING DEFAULT CONCAT('test-', GENERATE_UUID());
DECLARE v_token_b STRING DEFAULT CONCAT('test-', GENERATE_UUID());
DECLARE v_first, v_second, v_retry, v_empty, v_with_null BOOL;
DECLARE v_refused_empty, v_refused_null, v_refused_blank BOOL DEFAULT FALSE;
DECLARE v_holders ARRAY<STRUCT<caption_id INT64, account_id STRING, expires_at TIMESTAMP>>;
DECLARE v_named ARRAY<STRUCT<caption_id INT64, account_id STRING, expires_at TIMESTAMP>>;
DECLARE v_third, v_rows, v_released INT64;

BEGIN
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
  CALL `${project}.${dataset}.acquire_caption_locks`([-9223372036854775101, -9223372036854775102, -9223372036854775101], 'eros-test-a', v_token_a, 600, v_first, v_holders);
  CALL `${project}.${dataset}.acquire_caption_locks`([-9223372036854775102, -9223372036854775103], 'eros-test-b', v_token_b, 600, v_second, v_named);
  SET v_third = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_locks` AS k WHERE k.caption_id = -9223372036854775103);
  CALL `${project}.${dataset}.acquire_caption_locks`([-9223372036854775101, -9223372036854775102], 'eros-test-a', v_token_a, 600, v_retry, v_holders);
  SET v_rows = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_locks` AS k WHERE k.lock_id = v_token_a);
  BEGIN
    CALL `${project}.${dataset}.acquire_caption_locks`(CAST([] AS ARRAY<INT64>), 'eros-test-b', v_token_b, 600, v_empty, v_holders);
  EXCEPTION WHEN ERROR THEN
    SET v_refused_empty = TRUE;
  END;
  BEGIN
    CALL `${project}.${dataset}.acquire_caption_locks`(NULL, 'eros-test-b', v_token_b, 600, v_with_null, v_holders);
  EXCEPTION WHEN ERROR THEN
    SET v_refused_null = TRUE;
  END;
  BEGIN
    CALL `${project}.${dataset}.acquire_caption_locks`([-9223372036854775103], ' ', v_token_b, 600, v_empty, v_holders);
  EXCEPTION WHEN ERROR THEN
    SET v_refused_blank = TRUE;
  END;
  CALL `${project}.${dataset}.release_caption_locks`(v_token_a, v_released);
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
EXCEPTION WHEN ERROR THEN
  DELETE FROM `${project}.${dataset}.caption_locks` WHERE account_id IN ('eros-test-a', 'eros-test-b') AND caption_id IN (-9223372036854775101, -9223372036854775102, -9223372036854775103);
  RAISE;
END;

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('a free batch is locked' AS check_name, (v_first) IS TRUE AS passed, 'true' AS expected, FORMAT('%t', v_first) AS actual),
  STRUCT('a batch with one held caption is refused', (v_second) IS FALSE, 'false', FORMAT('%t', v_second)),
  STRUCT('the held caption is named', ARRAY_LENGTH(v_named) = 1 AND v_named[SAFE_OFFSET(0)].caption_id = -9223372036854775102 AND v_named[SAFE_OFFSET(0)].account_id = 'eros-test-a', '-9223372036854775102 by eros-test-a', FORMAT('%t by %t', v_named[SAFE_OFFSET(0)].caption_id, v_named[SAFE_OFFSET(0)].account_id)),
  STRUCT('nothing of a refused batch is locked', v_third = 0, '0', FORMAT('%t', v_third)),
  STRUCT('a retry of the batch is the same lock', (v_retry) IS TRUE, 'true', FORMAT('%t', v_retry)),
  STRUCT('a repeated caption is locked once', v_rows = 2, '2', FORMAT('%t', v_rows)),
  STRUCT('an empty batch is an error', (v_refused_empty) IS TRUE, 'true', FORMAT('%t', v_refused_empty)),
  STRUCT('a NULL batch is an error', (v_refused_null) IS TRUE, 'true', FORMAT('%t', v_refused_null)),
  STRUCT('a lock without an owner is an error', (v_refused_blank) IS TRUE, 'true', FORMAT('%t', v_refused_blank)),
  STRUCT('the token releases the whole batch', v_released = 2, '2', FORMAT('%t', v_released))
]) AS c;
