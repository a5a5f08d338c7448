CREATE OR REPLACE TABLE FUNCTION `${project}.${dataset}.foreign_caption_locks`(p_caption_ids ARRAY<INT64>, p_account_id STRING, p_lock_id STRING)
OPTIONS (description = 'Live locks, by server time, on any of the captions that the account does not hold under the token p_lock_id. Columns: caption_id, account_id of the holder, expires_at (UTC).')
AS
  SELECT k.caption_id, k.account_id, k.expires_at
  FROM `${project}.${dataset}.caption_locks` AS k
  WHERE k.caption_id IN UNNEST(p_caption_ids)
    AND k.expires_at > CURRENT_TIMESTAMP()
    AND NOT (k.lock_id = p_lock_id AND k.account_id = p_account_id);

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.acquire_caption_locks`(
  IN p_caption_ids ARRAY<INT64>,
  IN p_account_id STRING,
  IN p_lock_id STRING,
  IN p_seconds INT64,
  OUT p_acquired BOOL,
  OUT p_holders ARRAY<STRUCT<caption_id INT64, account_id STRING, expires_at TIMESTAMP>>)
OPTIONS (description = 'Locks all captions for an account under the token p_lock_id for p_seconds (1 to 86400) by server time, or none of them. p_acquired is TRUE if all are held now; else p_holders names who holds which. A retry with the same token and account finds its own locks and changes nothing. Raises an error if an argument is NULL, blank, empty or out of range, or if other acquisitions got in between a hundred times. Two acquisitions exclude each other because both update the row of caption_lock_guard in their transactions.')
BEGIN
  DECLARE v_attempts INT64 DEFAULT 0;
  DECLARE v_done BOOL DEFAULT FALSE;

  IF COALESCE(ARRAY_LENGTH(p_caption_ids), 0) = 0 OR EXISTS (SELECT 1 FROM UNNEST(p_caption_ids) AS c WHERE c IS NULL) THEN
    RAISE USING MESSAGE = 'acquire_caption_locks: p_caption_ids must name at least one caption and no NULL';
  END IF;
  IF COALESCE(TRIM(p_account_id), '') = '' OR COALESCE(TRIM(p_lock_id), '') = '' THEN
    RAISE USING MESSAGE = 'acquire_caption_locks: p_account_id and p_lock_id must not be blank';
  END IF;
  IF p_seconds IS NULL OR p_seconds < 1 OR p_seconds > 86400 THEN
    RAISE USING MESSAGE = 'acquire_caption_locks: p_seconds must be 1 to 86400';
  END IF;

  WHILE NOT v_done DO
    SET p_holders = ARRAY(
      SELECT AS STRUCT f.caption_id, f.account_id, f.expires_at
      FROM `${project}.${dataset}.foreign_caption_locks`(p_caption_ids, p_account_id, p_lock_id) AS f
      ORDER BY f.caption_id);
    IF ARRAY_LENGTH(p_holders) > 0 THEN
      SET p_acquired = FALSE;
      SET v_done = TRUE;
    ELSE
      BEGIN
        BEGIN TRANSACTION;
        UPDATE `${project}.${dataset}.caption_lock_guard` SET generation = generation + 1 WHERE guard_id = 1;
        SET p_holders = ARRAY(
          SELECT AS STRUCT f.caption_id, f.account_id, f.expires_at
          FROM `${project}.${dataset}.foreign_caption_locks`(p_caption_ids, p_account_id, p_lock_id) AS f
          ORDER BY f.caption_id);
        SET p_acquired = ARRAY_LENGTH(p_holders) = 0;
        IF p_acquired THEN
          DELETE FROM `${project}.${dataset}.caption_locks` AS k
          WHERE k.caption_id IN UNNEST(p_caption_ids) AND k.expires_at <= CURRENT_TIMESTAMP();
          INSERT INTO `${project}.${dataset}.caption_locks` (caption_id, account_id, lock_id, locked_at, expires_at)
          SELECT DISTINCT c, p_account_id, p_lock_id, CURRENT_TIMESTAMP(), TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL p_seconds SECOND)
          FROM UNNEST(p_caption_ids) AS c
          WHERE NOT EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_locks` AS k WHERE k.caption_id = c);
        END IF;
        COMMIT TRANSACTION;
        SET v_done = TRUE;
      EXCEPTION WHEN ERROR THEN
        BEGIN
          DECLARE v_message STRING DEFAULT @@error.message;
          SET v_attempts = v_attempts + 1;
          BEGIN
            ROLLBACK TRANSACTION;
          EXCEPTION WHEN ERROR THEN
            SET v_done = FALSE;
          END;
          IF v_attempts >= 100 OR NOT REGEXP_CONTAINS(v_message, r'(?i)concurrent|aborted|serializ') THEN
            RAISE USING MESSAGE = v_message;
          END IF;
        END;
      END;
    END IF;
  END WHILE;
END;

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.acquire_caption_lock`(
  IN p_caption_id INT64,
  IN p_account_id STRING,
  IN p_lock_id STRING,
  IN p_seconds INT64,
  OUT p_acquired BOOL,
  OUT p_holder STRING)
OPTIONS (description = 'Locks one caption: see acquire_caption_locks. p_holder is the account that holds it now, whether this one or another.')
BEGIN
  DECLARE v_holders ARRAY<STRUCT<caption_id INT64, account_id STRING, expires_at TIMESTAMP>>;
  CALL `${project}.${dataset}.acquire_caption_locks`([p_caption_id], p_account_id, p_lock_id, p_seconds, p_acquired, v_holders);
  SET p_holder = IF(p_acquired, p_account_id, v_holders[SAFE_OFFSET(0)].account_id);
END;

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.renew_caption_lock`(
  IN p_caption_id INT64,
  IN p_lock_id STRING,
  IN p_seconds INT64,
  OUT p_renewed BOOL,
  OUT p_expires_at TIMESTAMP)
OPTIONS (description = 'Lets the live lock of a caption under the token p_lock_id end p_seconds (1 to 86400) from now, server time, UTC. p_renewed is FALSE and p_expires_at NULL if there is no such lock: a lock that has expired or is another owner\'s is not renewed. Raises an error if p_seconds is NULL or out of range.')
BEGIN
  IF p_seconds IS NULL OR p_seconds < 1 OR p_seconds > 86400 THEN
    RAISE USING MESSAGE = 'renew_caption_lock: p_seconds must be 1 to 86400';
  END IF;
  UPDATE `${project}.${dataset}.caption_locks` AS k
  SET expires_at = TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL p_seconds SECOND)
  WHERE k.caption_id = p_caption_id AND k.lock_id = p_lock_id AND k.expires_at > CURRENT_TIMESTAMP();
  SET p_renewed = @@row_count > 0;
  SET p_expires_at = IF(
    p_renewed,
    (SELECT MAX(k.expires_at) FROM `${project}.${dataset}.caption_locks` AS k WHERE k.caption_id = p_caption_id AND k.lock_id = p_lock_id),
    NULL);
END;

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.release_caption_lock`(IN p_caption_id INT64, IN p_lock_id STRING, OUT p_released BOOL)
OPTIONS (description = 'Removes the lock of one caption if its token is p_lock_id. p_released is FALSE, and nothing changes, for another owner\'s lock, no lock, or a NULL argument.')
BEGIN
  DELETE FROM `${project}.${dataset}.caption_locks` AS k
  WHERE k.caption_id = p_caption_id AND k.lock_id = p_lock_id;
  SET p_released = @@row_count > 0;
END;

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.release_caption_locks`(IN p_lock_id STRING, OUT p_released INT64)
OPTIONS (description = 'Removes all locks under the token p_lock_id, as a batch takes them. p_released is their number; 0 for an unknown or NULL token.')
BEGIN
  DELETE FROM `${project}.${dataset}.caption_locks` AS k WHERE k.lock_id = p_lock_id;
  SET p_released = @@row_count;
END;

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.sweep_expired_caption_locks`(OUT p_swept INT64)
OPTIONS (description = 'Removes the locks whose expiry has passed by server time. p_swept is their number. An expired lock excludes nobody even before it is swept.')
BEGIN
  DELETE FROM `${project}.${dataset}.caption_locks` AS k WHERE k.expires_at <= CURRENT_TIMESTAMP();
  SET p_swept = @@row_count;
END;
