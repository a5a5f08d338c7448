CREATE OR REPLACE TABLE FUNCTION `${project}.${dataset}.pending_caption_events`(p_from TIMESTAMP)
OPTIONS (description = 'Events of caption_performance_log from p_from on (UTC) that no batch has counted, one row per event_id: of repeated deliveries the earliest. Columns: event_id, caption_id, views (1 if viewed, else 0), engagements (1 if viewed and engaged, else 0), earnings (USD, 0 for NULL), occurred_at (UTC). Empty if p_from is NULL.')
AS
  SELECT
    l.event_id,
    l.caption_id,
    IF(l.viewed, 1, 0) AS views,
    IF(l.viewed AND l.engaged, 1, 0) AS engagements,
    COALESCE(l.earnings, NUMERIC '0') AS earnings,
    l.occurred_at
  FROM `${project}.${dataset}.caption_performance_log` AS l
  WHERE l.occurred_at >= p_from
    AND NOT EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_feedback_events` AS e WHERE e.event_id = l.event_id)
  QUALIFY ROW_NUMBER() OVER (PARTITION BY l.event_id ORDER BY l.occurred_at, l.caption_id) = 1;

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.update_caption_stats_batch`(IN p_batch_size INT64)
OPTIONS (description = 'Adds up to p_batch_size events, oldest first, to caption_bandit_stats, each event exactly once: markers, statistics and watermark change in one transaction, and two runs at once conflict on the row of caption_feedback_state. Creates statistics for captions that have none, and writes the lower bound of the new counts (see calculate_wilson_score). The partitions before the watermark are read only if their number of rows shows late events. Changes nothing if no event is pending. Raises an error if p_batch_size is NULL or less than 1.')
BEGIN
  DECLARE v_batch INT64;
  DECLARE v_settled_before TIMESTAMP;
  DECLARE v_settled_rows INT64;
  DECLARE v_from TIMESTAMP;
  DECLARE v_folded INT64 DEFAULT 0;
  DECLARE v_watermark TIMESTAMP;

  IF p_batch_size IS NULL OR p_batch_size < 1 THEN
    RAISE USING MESSAGE = 'update_caption_stats_batch: p_batch_size must be 1 or more';
  END IF;

  BEGIN
    BEGIN TRANSACTION;
    UPDATE `${project}.${dataset}.caption_feedback_state` SET batches = batches + 1, updated_at = CURRENT_TIMESTAMP() WHERE state_id = 1;
    SET (v_batch, v_settled_before, v_settled_rows, v_watermark) = (
      SELECT AS STRUCT f.batches, f.settled_before, f.settled_rows, f.watermark
      FROM `${project}.${dataset}.caption_feedback_state` AS f
      WHERE f.state_id = 1);
    SET v_from = IF(
      v_settled_rows = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_performance_log` AS l WHERE l.occurred_at < v_settled_before),
      v_settled_before,
      TIMESTAMP '0001-01-01 00:00:00+00');

    INSERT INTO `${project}.${dataset}.caption_feedback_events` (event_id, caption_id, views, engagements, earnings, occurred_at, batch, folded_at)
    SELECT p.event_id, p.caption_id, p.views, p.engagements, p.earnings, p.occurred_at, v_batch, CURRENT_TIMESTAMP()
    FROM `${project}.${dataset}.pending_caption_events`(v_from) AS p
    WHERE TRUE
    QUALIFY ROW_NUMBER() OVER (ORDER BY p.occurred_at, p.event_id) <= p_batch_size;
    SET v_folded = @@row_count;

    IF v_folded = 0 THEN
      ROLLBACK TRANSACTION;
    ELSE
      MERGE `${project}.${dataset}.caption_bandit_stats` AS s
      USING (
        SELECT e.caption_id, SUM(e.views) AS views, SUM(e.engagements) AS engagements, CAST(SUM(e.earnings) AS FLOAT64) AS earnings
        FROM `${project}.${dataset}.caption_feedback_events` AS e
        WHERE e.batch = v_batch
        GROUP BY e.caption_id
      ) AS n
      ON s.caption_id = n.caption_id
      WHEN MATCHED THEN UPDATE SET
        total_views = COALESCE(s.total_views, 0) + n.views,
        engagement_count = COALESCE(s.engagement_count, 0) + n.engagements,
        total_revenue = COALESCE(s.total_revenue, 0) + n.earnings,
        wilson_score_lower_bound = `${project}.${dataset}.calculate_wilson_score`(
          COALESCE(s.engagement_count, 0) + n.engagements, COALESCE(s.total_views, 0) + n.views),
        last_updated = CURRENT_TIMESTAMP()
      WHEN NOT MATCHED THEN
        INSERT (caption_id, total_views, engagement_count, total_revenue, wilson_score_lower_bound, last_updated)
        VALUES (
          n.caption_id, n.views, n.engagements, n.earnings,
          `${project}.${dataset}.calculate_wilson_score`(n.engagements, n.views), CURRENT_TIMESTAMP());

      SET v_watermark = GREATEST(
        v_watermark,
        (SELECT MAX(e.occurred_at) FROM `${project}.${dataset}.caption_feedback_events` AS e WHERE e.batch = v_batch));
      IF v_folded < p_batch_size THEN
        SET v_settled_before = TIMESTAMP_SUB(TIMESTAMP_TRUNC(v_watermark, DAY), INTERVAL 35 DAY);
        SET v_settled_rows = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_performance_log` AS l WHERE l.occurred_at < v_settled_before);
      END IF;
      UPDATE `${project}.${dataset}.caption_feedback_state`
      SET watermark = v_watermark, settled_before = v_settled_before, settled_rows = v_settled_rows
      WHERE state_id = 1;
      COMMIT TRANSACTION;
    END IF;
  EXCEPTION WHEN ERROR THEN
    BEGIN
      DECLARE v_message STRING DEFAULT @@error.message;
      BEGIN
        ROLLBACK TRANSACTION;
      EXCEPTION WHEN ERROR THEN
        SET v_folded = 0;
      END;
      RAISE USING MESSAGE = v_message;
    END;
  END;
END;
