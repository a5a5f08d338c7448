-- Neutral data of the real system's size and awkwardness. Everything but the times follows from the position of a row alone;
-- every time is a fixed distance before v_anchor, so that one anchor gives one dataset and windows of hours have their events.
-- The last week is a better one than the week before.
-- @scale multiplies captions, statistics, events and assignments; put a literal behind v_anchor to have the same times for ever.

DECLARE v_scale INT64 DEFAULT @scale;
DECLARE v_anchor TIMESTAMP DEFAULT TIMESTAMP_TRUNC(CURRENT_TIMESTAMP(), HOUR);
DECLARE v_span_seconds INT64 DEFAULT 548 * 86400;
DECLARE v_texts ARRAY<STRING> DEFAULT [
  'Good morning, have a look at what is new today',
  'Something fresh is waiting for you \U0001F381',
  'Did you see yesterday\'s message? "It\'s a good one"',
  'First line\nSecond line\n\nLast line after a gap',
  'Prices from $5, never more than $100 {while it lasts}',
  'A name in `back-ticks` and a path C:\\pictures\\new',
  'שלום, יש לנו משהו חדש בשבילך',
  'مرحبا، لدينا شيء جديد لك اليوم',
  'Ganz neu: schöne Grüße aus München 🇩🇪',
  'Une idée pour ce soir ? 👩‍👩‍👧‍👦 à bientôt',
  'Tab\there, percent 100 %, under_score, semi;colon -- dashes',
  '今日は新しいお知らせがあります ✨',
  'Reply with 1, 2 or 3 and we choose for you',
  'Weekend plans? Here is an idea 🎉🎉🎉',
  '$ {amount} and $(text) are not placeholders here',
  'Last chance today /* no comment */ # no comment',
  'Thank you for staying with us ❤️',
  '<b>Not bold</b> &amp; not an entity',
  'Zero\u200Bwidth and no\u00A0break spaces',
  'A short one',
  'See you at 8 \u202Eright to left\u202C and back',
  'Question: what should come next? (a) more (b) less',
  'New set, new colours, same price',
  'Back by popular demand: part two'];

CREATE TEMP FUNCTION sample_hash(p_salt STRING, p_position INT64)
RETURNS INT64
AS (FARM_FINGERPRINT(CONCAT('eros:', p_salt, ':', CAST(p_position AS STRING))) & 4611686018427387903);

CREATE TEMP FUNCTION sample_caption_id(p_copy INT64, p_position INT64)
RETURNS INT64
AS (
  CASE
    WHEN MOD(p_position, 2) = 1
      THEN -(FARM_FINGERPRINT(CONCAT('eros:id:', CAST(p_copy AS STRING), ':', CAST(p_position AS STRING))) & 9223372036854775807) - 1
    WHEN p_position < 400 THEN 9223372036854775807 - p_copy * 200 - DIV(p_position, 2)
    ELSE FARM_FINGERPRINT(CONCAT('eros:id:', CAST(p_copy AS STRING), ':', CAST(p_position AS STRING))) & 9223372036854775807
  END
);


IF EXISTS (SELECT 1 FROM `${project}.${dataset}.caption_bank`) THEN
  RAISE USING MESSAGE = 'The sample needs an empty dataset: caption_bank has rows';
END IF;

BEGIN TRANSACTION;

INSERT INTO `${project}.${dataset}.account_metrics` (account_id, follower_count, avg_engagement_rate, account_size_category, last_updated)
SELECT
  FORMAT('account_%03d', n),
  CASE
    WHEN n = 40 THEN NULL
    WHEN n <= 12 THEN [999, 1000, 1001, 9999, 10000, 10001, 99999, 100000, 100001, 999999, 1000000, 1000001][OFFSET(n - 1)]
    ELSE MOD(sample_hash('followers', n), CAST(POW(10, 3 + MOD(n, 4)) AS INT64))
  END,
  IF(n = 39, NULL, MOD(sample_hash('rate', n), 1200) / 10000),
  CASE MOD(n, 7) WHEN 0 THEN 'nano' WHEN 1 THEN 'micro' WHEN 2 THEN 'mid_tier' WHEN 3 THEN 'macro' WHEN 4 THEN 'mega' WHEN 5 THEN 'unknown' END,
  TIMESTAMP_SUB(v_anchor, INTERVAL n HOUR)
FROM UNNEST(GENERATE_ARRAY(1, 40)) AS n;

INSERT INTO `${project}.${dataset}.caption_bank` (caption_id, caption_text, category, price_tier, has_urgency, is_active, created_at)
SELECT
  sample_caption_id(copy, position),
  CONCAT(
    v_texts[OFFSET(MOD(IF(position < 37271, position, position - 37271), ARRAY_LENGTH(v_texts)))],
    ' (', CAST(copy * 37271 + IF(position < 37271, position, position - 37271) + 1 AS STRING), ')'),
  ['greeting', 'offer', 'question', 'reminder', 'event', 'thanks', 'series', 'holiday'][OFFSET(MOD(noise, 8))],
  ['bump', 'low', 'budget', 'mid', 'high', 'premium', 'luxury'][OFFSET(MOD(DIV(noise, 8), 7))],
  MOD(DIV(noise, 56), 5) = 0,
  MOD(DIV(noise, 280), 20) <> 0,
  TIMESTAMP_SUB(v_anchor, INTERVAL MOD(DIV(noise, 5600), v_span_seconds) SECOND)
FROM (
  SELECT copy, position, sample_hash('caption', copy * 44651 + position) AS noise
  FROM UNNEST(GENERATE_ARRAY(0, v_scale - 1)) AS copy
  CROSS JOIN UNNEST(GENERATE_ARRAY(0, 44650)) AS position
);

INSERT INTO `${project}.${dataset}.caption_bandit_stats` (caption_id, total_views, engagement_count, total_revenue, wilson_score_lower_bound, last_updated)
SELECT
  caption_id,
  total_views,
  engagement_count,
  ROUND(engagement_count * (5 + MOD(noise, 96)), 2),
  IF(MOD(position * 6007, 44651) < 28085, NULL, `${project}.${dataset}.calculate_wilson_score`(engagement_count, total_views)),
  TIMESTAMP_SUB(v_anchor, INTERVAL 21600 + MOD(DIV(noise, 96), IF(total_views > 100, 7 * 86400, v_span_seconds - 21600)) SECOND)
FROM (
  SELECT
    caption_id,
    position,
    noise,
    total_views,
    IF(
      place IN (5, 5005, 30000, 41500),
      total_views + 3,
      LEAST(total_views, DIV(total_views * (20 + MOD(DIV(noise, 7), 900)) + MOD(DIV(noise, 6300), 1000), 1000))) AS engagement_count
  FROM (
    SELECT
      sample_caption_id(copy, position) AS caption_id,
      position,
      noise,
      place,
      CASE
        WHEN place < 27509 THEN 101 + DIV(MOD(noise, 1000) * MOD(DIV(noise, 1000), 1000), 400)
        WHEN place < 41482 THEN 1
        ELSE 2 + MOD(noise, 99)
      END AS total_views
    FROM (
      SELECT copy, position, MOD(position * 7919, 44651) AS place, sample_hash('statistics', copy * 44651 + position) AS noise
      FROM UNNEST(GENERATE_ARRAY(0, v_scale - 1)) AS copy
      CROSS JOIN UNNEST(GENERATE_ARRAY(0, 44650)) AS position
    )
  )
);

INSERT INTO `${project}.${dataset}.caption_performance_log` (event_id, caption_id, account_id, viewed, engaged, earnings, occurred_at)
SELECT
  FORMAT('event_%d_%05d', copy, number),
  caption_id,
  FORMAT('account_%03d', 1 + MOD(DIV(noise, 7), 40)),
  viewed,
  viewed AND engaged,
  IF(viewed AND engaged, CAST(5 + MOD(DIV(noise, 11), 96) AS NUMERIC) + CAST(MOD(DIV(noise, 13), 100) AS NUMERIC) / 100, NUMERIC '0'),
  TIMESTAMP_SUB(v_anchor, INTERVAL MOD(DIV(noise, 17), v_span_seconds) SECOND)
FROM (
  SELECT
    copy,
    number,
    noise,
    sample_caption_id(copy, DIV(spot * spot, 44651)) AS caption_id,
    MOD(noise, 100) < 80 AS viewed,
    MOD(DIV(noise, 100), 1000) < 20 + MOD(sample_hash('appeal', DIV(spot * spot, 44651)), 400)
      + IF(MOD(DIV(noise, 17), v_span_seconds) < 7 * 86400, 90, 0) AS engaged
  FROM (
    SELECT copy, number, sample_hash('event', copy * 63411 + number) AS noise, MOD(sample_hash('spot', copy * 63411 + number), 44651) AS spot
    FROM UNNEST(GENERATE_ARRAY(0, v_scale - 1)) AS copy
    CROSS JOIN UNNEST(GENERATE_ARRAY(0, 63410)) AS number
  )
);

INSERT INTO `${project}.${dataset}.active_caption_assignments` (caption_id, account_id, assigned_at, schedule_id, expires_at)
SELECT
  sample_caption_id(copy, number * 291),
  'account_007',
  TIMESTAMP_SUB(v_anchor, INTERVAL number HOUR),
  FORMAT('schedule_%03d', 1 + DIV(number, 12)),
  TIMESTAMP_ADD(v_anchor, INTERVAL 24 * 7 - number HOUR)
FROM UNNEST(GENERATE_ARRAY(0, v_scale - 1)) AS copy
CROSS JOIN UNNEST(GENERATE_ARRAY(0, 152)) AS number;

COMMIT TRANSACTION;
