WITH
  declared AS (
    SELECT *
    FROM UNNEST([
      STRUCT('query_id' AS column_name, 'STRING' AS data_type), STRUCT('query_type', 'STRING'), STRUCT('started_at', 'TIMESTAMP'),
      STRUCT('duration_ms', 'INT64'), STRUCT('bytes_processed', 'INT64'), STRUCT('bytes_billed', 'INT64'), STRUCT('slot_ms', 'INT64'),
      STRUCT('success', 'BOOL'), STRUCT('error_reason', 'STRING')])
  )
SELECT
  CONCAT('column ', d.column_name) AS check_name,
  COALESCE(c.data_type = d.data_type, FALSE) AS passed,
  d.data_type AS expected,
  c.data_type AS actual
FROM declared AS d
LEFT JOIN (
  SELECT column_name, data_type
  FROM `${project}.${dataset}.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'query_performance_log'
) AS c ON c.column_name = d.column_name;
