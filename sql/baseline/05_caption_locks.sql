-- Legacy. Looks, then inserts, so that two sessions both find the caption free; its parameters are named like columns, so that
-- every predicate compares a column with itself and a release deletes all assignments.

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.acquire_caption_lock`(IN caption_id INT64, IN account_id STRING, OUT acquired BOOL)
OPTIONS (description = 'Assigns a caption to an account if it is free.')
BEGIN
  DECLARE holders INT64;
  SET holders = (
    SELECT COUNT(*)
    FROM `${project}.${dataset}.active_caption_assignments` AS a
    WHERE a.schedule_id = CONCAT('lock:', CAST(caption_id AS STRING)) AND a.expires_at > CURRENT_TIMESTAMP());
  IF holders = 0 THEN
    INSERT INTO `${project}.${dataset}.active_caption_assignments` (caption_id, account_id, schedule_id, expires_at)
    VALUES (caption_id, account_id, CONCAT('lock:', CAST(caption_id AS STRING)), TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR));
  END IF;
  SET acquired = holders = 0;
END;

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.release_caption_lock`(IN caption_id INT64, IN account_id STRING)
OPTIONS (description = 'Releases the lock of a caption.')
BEGIN
  DELETE FROM `${project}.${dataset}.active_caption_assignments`
  WHERE caption_id = caption_id AND account_id = account_id;
END;
