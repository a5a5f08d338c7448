-- EMV = purchases / views x earnings per purchase; each week has its own, and the weeks are compared.

WITH
  weeks AS (
    SELECT
      l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY) AS is_recent,
      COUNTIF(l.viewed) AS views,
      SAFE_DIVIDE(COUNTIF(l.viewed AND l.engaged), COUNTIF(l.viewed)) AS purchase_rate,
      SAFE_DIVIDE(SUM(IF(l.viewed AND l.engaged, CAST(l.earnings AS FLOAT64), 0)), COUNTIF(l.viewed AND l.engaged)) AS earnings
    FROM `${project}.${dataset}.caption_performance_log` AS l
    WHERE l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 14 DAY)
    GROUP BY is_recent
  ),
  compared AS (
    SELECT
      MAX(IF(is_recent, COALESCE(purchase_rate * earnings, 0), NULL)) AS recent,
      MAX(IF(is_recent, NULL, COALESCE(purchase_rate * earnings, 0))) AS former,
      COALESCE(IF(COUNT(*) = 2, MIN(views), 0), 0) AS views
    FROM weeks
  )
SELECT
  'week-over-week' AS check_id,
  SAFE_DIVIDE(recent - former, former) AS value,
  views AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('%.4f USD per view, %.4f the week before', recent, former) AS detail
FROM compared;
