-- A live lock says that its account may schedule the caption; a restored live assignment says that another account has it. The assignment holds.
DELETE FROM `${project}.${dataset}.caption_locks` AS k
WHERE k.expires_at > CURRENT_TIMESTAMP()
  AND EXISTS (
    SELECT 1 FROM `${project}.${dataset}.active_caption_assignments` AS a
    WHERE a.caption_id = k.caption_id AND a.account_id != k.account_id AND (a.expires_at IS NULL OR a.expires_at > CURRENT_TIMESTAMP()))
  AND NOT EXISTS (
    SELECT 1 FROM `${project}.${dataset}.active_caption_assignments` AS a
    WHERE a.caption_id = k.caption_id AND a.account_id = k.account_id AND (a.expires_at IS NULL OR a.expires_at > CURRENT_TIMESTAMP()));
