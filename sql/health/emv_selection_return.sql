-- What the selection earns: EMV of the messages of top captions over the EMV of all messages.

WITH
  figures AS (
    SELECT
      SAFE_DIVIDE(SUM(IF(t.caption_id IS NOT NULL AND l.viewed AND l.engaged, CAST(l.earnings AS FLOAT64), 0)), COUNTIF(t.caption_id IS NOT NULL AND l.viewed)) AS selected,
      SAFE_DIVIDE(SUM(IF(l.viewed AND l.engaged, CAST(l.earnings AS FLOAT64), 0)), COUNTIF(l.viewed)) AS overall,
      COUNTIF(t.caption_id IS NOT NULL AND l.viewed) AS views
    FROM `${project}.${dataset}.caption_performance_log` AS l
    LEFT JOIN `${project}.${dataset}.top_performing_captions` AS t ON t.caption_id = l.caption_id
    WHERE l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY)
  )
SELECT
  'selection-return' AS check_id,
  SAFE_DIVIDE(selected, overall) AS value,
  views AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%.4f USD per view of a top caption, %.4f of any', selected, overall) AS detail
FROM figures;
