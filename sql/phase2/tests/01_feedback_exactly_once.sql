-- A reserved caption and its events; they and the watermark are put back in any case.

DECLARE v_caption_id INT64 DEFAULT -9223372036854775201;
DECLARE v_run STRING DEFAULT CONCAT('eros-test-', GENERATE_UUID());
DECLARE v_before STRUCT<batches INT64, watermark TIMESTAMP, settled_before TIMESTAMP, settled_rows INT64, updated_at TIMESTAMP>;
DECLARE v_first, v_again, v_late STRUCT<total_views INT64, engagement_count INT64, total_revenue FLOAT64, wilson_score_lower_bound FLOAT64>;
DECLARE v_rows, v_markers, v_pending INT64;

SET v_before = (
  SELECT AS STRUCT f.batches, f.watermark, f.settled_before, f.settled_rows, f.updated_at
  FROM `${project}.${dataset}.caption_feedback_state` AS f
  WHERE f.state_id = 1);

BEGIN
  INSERT INTO `${project}.${dataset}.caption_performance_log` (event_id, caption_id, account_id, viewed, engaged, earnings, occurred_at)
  SELECT CONCAT(v_run, e.suffix), v_caption_id, 'eros-test', e.viewed, e.engaged, e.earnings, TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL e.minutes MINUTE)
  FROM UNNEST([
    STRUCT('-1' AS suffix, TRUE AS viewed, TRUE AS engaged, NUMERIC '12.25' AS earnings, 30 AS minutes),
    STRUCT('-1', TRUE, TRUE, NUMERIC '12.25', 20),
    STRUCT('-2', TRUE, FALSE, NUMERIC '0', 15),
    STRUCT('-3', TRUE, NULL, NULL, 10),
    STRUCT('-4', FALSE, TRUE, NUMERIC '0', 5),
    STRUCT('-5', NULL, NULL, NUMERIC '0.50', 1)]) AS e;
  CALL `${project}.${dataset}.update_caption_stats_batch`(2);
  CALL `${project}.${dataset}.update_caption_stats_batch`(1000);
  SET v_first = (
    SELECT AS STRUCT s.total_views, s.engagement_count, s.total_revenue, s.wilson_score_lower_bound
    FROM `${project}.${dataset}.caption_bandit_stats` AS s
    WHERE s.caption_id = v_caption_id);

  CALL `${project}.${dataset}.update_caption_stats_batch`(1000);
  SET v_again = (
    SELECT AS STRUCT s.total_views, s.engagement_count, s.total_revenue, s.wilson_score_lower_bound
    FROM `${project}.${dataset}.caption_bandit_stats` AS s
    WHERE s.caption_id = v_caption_id);

  INSERT INTO `${project}.${dataset}.caption_performance_log` (event_id, caption_id, account_id, viewed, engaged, earnings, occurred_at)
  SELECT CONCAT(v_run, suffix), v_caption_id, 'eros-test', TRUE, TRUE, NUMERIC '1', TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 700 DAY)
  FROM UNNEST(['-late', '-2']) AS suffix;
  CALL `${project}.${dataset}.update_caption_stats_batch`(1000);
  SET v_late = (
    SELECT AS STRUCT s.total_views, s.engagement_count, s.total_revenue, s.wilson_score_lower_bound
    FROM `${project}.${dataset}.caption_bandit_stats` AS s
    WHERE s.caption_id = v_caption_id);
  SET v_rows = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_bandit_stats` AS s WHERE s.caption_id = v_caption_id);
  SET v_markers = (SELECT COUNT(*) FROM `${project}.${dataset}.caption_feedback_events` AS e WHERE e.caption_id = v_caption_id);
  SET v_pending = (SELECT COUNT(*) FROM `${project}.${dataset}.pending_caption_events`(TIMESTAMP '0001-01-01 00:00:00+00') AS p WHERE p.caption_id = v_caption_id);
  DELETE FROM `${project}.${dataset}.caption_performance_log` AS l WHERE l.caption_id = v_caption_id AND l.account_id = 'eros-test';
  DELETE FROM `${project}.${dataset}.caption_bandit_stats` AS s WHERE s.caption_id = v_caption_id;
  DELETE FROM `${project}.${dataset}.caption_feedback_events` AS e WHERE e.caption_id = v_caption_id;
  UPDATE `${project}.${dataset}.caption_feedback_state` AS f
  SET
    batches = v_before.batches, watermark = v_before.watermark, settled_before = v_before.settled_before,
    settled_rows = v_before.settled_rows, updated_at = v_before.updated_at
  WHERE f.state_id = 1
    AND NOT EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_feedback_events` AS e WHERE e.batch > v_before.batches);
EXCEPTION WHEN ERROR THEN
  DELETE FROM `${project}.${dataset}.caption_performance_log` AS l WHERE l.caption_id = v_caption_id AND l.account_id = 'eros-test';
  DELETE FROM `${project}.${dataset}.caption_bandit_stats` AS s WHERE s.caption_id = v_caption_id;
  DELETE FROM `${project}.${dataset}.caption_feedback_events` AS e WHERE e.caption_id = v_caption_id;
  UPDATE `${project}.${dataset}.caption_feedback_state` AS f
  SET
    batches = v_before.batches, watermark = v_before.watermark, settled_before = v_before.settled_before,
    settled_rows = v_before.settled_rows, updated_at = v_before.updated_at
  WHERE f.state_id = 1
    AND NOT EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_feedback_events` AS e WHERE e.batch > v_before.batches);
  RAISE;
END;

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('viewed events are counted once' AS check_name, v_first.total_views = 3 AS passed, '3' AS expected, FORMAT('%t', v_first.total_views) AS actual),
  STRUCT('only viewed engagements are counted', v_first.engagement_count = 1, '1', FORMAT('%t', v_first.engagement_count)),
  STRUCT('earnings are added once', v_first.total_revenue = 12.75, '12.75', FORMAT('%t', v_first.total_revenue)),
  STRUCT('the score is that of the counts', ABS(v_first.wilson_score_lower_bound - `${project}.${dataset}.calculate_wilson_score`(1, 3)) < 1e-12, 'lower bound of 1 of 3', FORMAT('%t', v_first.wilson_score_lower_bound)),
  STRUCT('a second run adds nothing', v_again.total_views = 3 AND v_again.engagement_count = 1 AND v_again.total_revenue = 12.75, '3, 1, 12.75', FORMAT('%t, %t, %t', v_again.total_views, v_again.engagement_count, v_again.total_revenue)),
  STRUCT('a late event counts, a late repetition does not', v_late.total_views = 4 AND v_late.engagement_count = 2 AND v_late.total_revenue = 13.75, '4, 2, 13.75', FORMAT('%t, %t, %t', v_late.total_views, v_late.engagement_count, v_late.total_revenue)),
  STRUCT('the caption has one row', v_rows = 1, '1', FORMAT('%t', v_rows)),
  STRUCT('each event has one marker', v_markers = 6, '6', FORMAT('%t', v_markers)),
  STRUCT('nothing is pending', v_pending = 0, '0', FORMAT('%t', v_pending))
]) AS c;
