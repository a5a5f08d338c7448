DECLARE v_pending INT64 DEFAULT (SELECT COUNT(*) FROM `${project}.${dataset}.pending_caption_events`(TIMESTAMP '0001-01-01 00:00:00+00') AS p);
DECLARE v_before, v_after STRUCT<views INT64, engagements INT64, batches INT64, markers INT64>;

SET v_before = (
  SELECT AS STRUCT
    (SELECT SUM(s.total_views) FROM `${project}.${dataset}.caption_bandit_stats` AS s) AS views,
    (SELECT SUM(s.engagement_count) FROM `${project}.${dataset}.caption_bandit_stats` AS s) AS engagements,
    (SELECT SUM(f.batches) FROM `${project}.${dataset}.caption_feedback_state` AS f) AS batches,
    (SELECT COUNT(*) FROM `${project}.${dataset}.caption_feedback_events` AS e) AS markers);
IF v_pending = 0 THEN
  CALL `${project}.${dataset}.update_caption_stats_batch`(1000);
END IF;
SET v_after = (
  SELECT AS STRUCT
    (SELECT SUM(s.total_views) FROM `${project}.${dataset}.caption_bandit_stats` AS s) AS views,
    (SELECT SUM(s.engagement_count) FROM `${project}.${dataset}.caption_bandit_stats` AS s) AS engagements,
    (SELECT SUM(f.batches) FROM `${project}.${dataset}.caption_feedback_state` AS f) AS batches,
    (SELECT COUNT(*) FROM `${project}.${dataset}.caption_feedback_events` AS e) AS markers);

SELECT c.check_name, c.passed, c.expected, c.actual
FROM UNNEST([
  STRUCT('the views stay' AS check_name, v_after.views IS NOT DISTINCT FROM v_before.views AS passed, 'the same' AS expected, FORMAT('%t then %t', v_before.views, v_after.views) AS actual),
  STRUCT('the engagements stay', v_after.engagements IS NOT DISTINCT FROM v_before.engagements, 'the same', FORMAT('%t then %t', v_before.engagements, v_after.engagements)),
  STRUCT('no batch is written', v_after.batches = v_before.batches, 'the same', FORMAT('%t then %t', v_before.batches, v_after.batches)),
  STRUCT('no marker is written', v_after.markers = v_before.markers, 'the same', FORMAT('%t then %t', v_before.markers, v_after.markers)),
  STRUCT('no event has two markers', (SELECT COUNT(*) - COUNT(DISTINCT e.event_id) FROM `${project}.${dataset}.caption_feedback_events` AS e) = 0, '0', 'see caption_feedback_events')
]) AS c;
