SELECT
  'storage' AS check_id,
  (SUM(t.active_logical_bytes) * @price_per_gib_month_active + SUM(t.long_term_logical_bytes) * @price_per_gib_month_long_term) / POW(2, 30) AS value,
  COUNT(*) AS sample_size,
  CURRENT_TIMESTAMP() AS measured_at,
  FORMAT('a month for %t bytes, %t of them not changed for 90 days, in %d tables', SUM(t.total_logical_bytes), SUM(t.long_term_logical_bytes), COUNT(*)) AS detail
FROM `${project}`.`region-us`.INFORMATION_SCHEMA.TABLE_STORAGE AS t
WHERE t.table_schema = '${dataset}' AND NOT t.deleted;
