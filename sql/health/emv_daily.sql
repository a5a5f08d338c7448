SELECT
  'daily' AS check_id,
  SAFE_DIVIDE(SUM(IF(d.is_last, d.earnings, 0)), SUM(IF(d.is_last, d.views, 0))) AS value,
  COALESCE(SUM(IF(d.is_last, d.views, 0)), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%t %.4f USD', d.day, SAFE_DIVIDE(d.earnings, d.views)), ', ' ORDER BY d.day, d.is_last), 'no events') AS detail
FROM (
  SELECT
    DATE(l.occurred_at, 'America/Los_Angeles') AS day,
    l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY) AS is_last,
    COUNTIF(l.viewed) AS views,
    SUM(IF(l.viewed AND l.engaged, CAST(l.earnings AS FLOAT64), 0)) AS earnings
  FROM `${project}.${dataset}.caption_performance_log` AS l
  WHERE l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY)
  GROUP BY day, is_last
) AS d;
