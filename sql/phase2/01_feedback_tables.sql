-- What the statistics hold already is not counted again: every event up to their newest update is marked as batch 0.

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.caption_feedback_events` (
  event_id STRING NOT NULL OPTIONS (description = 'Event of caption_performance_log that is in the statistics.'),
  caption_id INT64 NOT NULL OPTIONS (description = 'Caption it counts for.'),
  views INT64 NOT NULL OPTIONS (description = '1 if viewed, else 0.'),
  engagements INT64 NOT NULL OPTIONS (description = '1 if viewed and engaged, else 0.'),
  earnings NUMERIC NOT NULL OPTIONS (description = 'Earnings, USD.'),
  occurred_at TIMESTAMP NOT NULL OPTIONS (description = 'When it happened, UTC.'),
  batch INT64 NOT NULL OPTIONS (description = 'Batch that folded it in; 0 for what was counted before the first one.'),
  folded_at TIMESTAMP NOT NULL OPTIONS (description = 'When it was folded in, UTC.')
)
PARTITION BY DATE(occurred_at)
CLUSTER BY batch, event_id
OPTIONS (description = 'Marker of the feedback loop: one row per event that is counted.');

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.caption_feedback_state` (
  state_id INT64 NOT NULL OPTIONS (description = 'Always 1: there is one row.'),
  batches INT64 NOT NULL OPTIONS (description = 'Number of the last batch.'),
  watermark TIMESTAMP NOT NULL OPTIONS (description = 'Newest event that is counted, UTC.'),
  settled_before TIMESTAMP NOT NULL OPTIONS (description = 'Everything older was counted when the log had settled_rows of it, UTC.'),
  settled_rows INT64 NOT NULL OPTIONS (description = 'Rows of the log before settled_before; another number now means late events.'),
  updated_at TIMESTAMP NOT NULL OPTIONS (description = 'When the last batch was folded in, UTC.')
)
OPTIONS (description = 'Watermark of the feedback loop; every batch updates this row first in its transaction.');

INSERT INTO `${project}.${dataset}.caption_feedback_events` (event_id, caption_id, views, engagements, earnings, occurred_at, batch, folded_at)
SELECT
  l.event_id,
  l.caption_id,
  IF(l.viewed, 1, 0),
  IF(l.viewed AND l.engaged, 1, 0),
  COALESCE(l.earnings, NUMERIC '0'),
  l.occurred_at,
  0,
  CURRENT_TIMESTAMP()
FROM `${project}.${dataset}.caption_performance_log` AS l
WHERE l.occurred_at <= (SELECT MAX(s.last_updated) FROM `${project}.${dataset}.caption_bandit_stats` AS s)
  AND NOT EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_feedback_state` AS f WHERE f.state_id = 1)
QUALIFY ROW_NUMBER() OVER (PARTITION BY l.event_id ORDER BY l.occurred_at, l.caption_id) = 1;

MERGE `${project}.${dataset}.caption_feedback_state` AS f
USING (
  SELECT 1 AS state_id, COALESCE(MAX(e.occurred_at), TIMESTAMP '1970-01-01 00:00:00+00') AS watermark
  FROM `${project}.${dataset}.caption_feedback_events` AS e
) AS n
ON f.state_id = n.state_id
WHEN NOT MATCHED THEN
  INSERT (state_id, batches, watermark, settled_before, settled_rows, updated_at)
  VALUES (n.state_id, 0, n.watermark, TIMESTAMP '1970-01-01 00:00:00+00', 0, CURRENT_TIMESTAMP());
