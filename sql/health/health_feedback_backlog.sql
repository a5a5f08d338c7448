SELECT
  'feedback-backlog' AS check_id,
  CAST(COUNT(*) AS FLOAT64) AS value,
  (SELECT COUNT(*) FROM `${project}.${dataset}.caption_feedback_state`) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('oldest %t', MIN(p.occurred_at)) AS detail
FROM `${project}.${dataset}.pending_caption_events`(TIMESTAMP '0001-01-01 00:00:00+00') AS p;
