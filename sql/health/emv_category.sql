WITH
  figures AS (
    SELECT
      COALESCE(b.category, 'none') AS name,
      COUNTIF(l.viewed) AS views,
      SAFE_DIVIDE(SUM(IF(l.viewed AND l.engaged, CAST(l.earnings AS FLOAT64), 0)), COUNTIF(l.viewed)) AS emv
    FROM `${project}.${dataset}.caption_performance_log` AS l
    JOIN `${project}.${dataset}.caption_bank` AS b ON b.caption_id = l.caption_id
    WHERE l.occurred_at >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY)
    GROUP BY name
  )
SELECT
  'category' AS check_id,
  MAX(IF(f.views > 0, f.emv, NULL)) AS value,
  COALESCE(SUM(f.views), 0) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  COALESCE(STRING_AGG(FORMAT('%t %.4f USD', f.name, f.emv), ', ' ORDER BY f.name), 'no events') AS detail
FROM figures AS f;
