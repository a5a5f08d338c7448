CREATE TABLE IF NOT EXISTS `${project}.${dataset}.caption_locks` (
  caption_id INT64 NOT NULL OPTIONS (description = 'Caption that is locked.'),
  account_id STRING NOT NULL OPTIONS (description = 'Account that holds the lock.'),
  lock_id STRING NOT NULL OPTIONS (description = 'Token of the owner; all locks of one batch share it.'),
  locked_at TIMESTAMP NOT NULL OPTIONS (description = 'When the lock was taken, server time, UTC.'),
  expires_at TIMESTAMP NOT NULL OPTIONS (description = 'When the lock ends unless renewed, server time, UTC.')
)
CLUSTER BY caption_id
OPTIONS (description = 'Locks of captions; only the lock routines write here.');

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.caption_lock_guard` (
  guard_id INT64 NOT NULL OPTIONS (description = 'Always 1: there is one row.'),
  generation INT64 NOT NULL OPTIONS (description = 'Number of acquisitions so far.')
)
OPTIONS (description = 'Every acquisition updates this row first in its transaction, so that two of them conflict and one is aborted.');

MERGE `${project}.${dataset}.caption_lock_guard` AS g
USING (SELECT 1 AS guard_id) AS n
ON g.guard_id = n.guard_id
WHEN NOT MATCHED THEN INSERT (guard_id, generation) VALUES (n.guard_id, 0);
