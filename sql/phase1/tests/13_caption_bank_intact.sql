SELECT c.check_name, c.violations = 0 AS passed, '0' AS expected, FORMAT('%d', c.violations) AS actual
FROM (
  SELECT
    COUNT(*) - COUNT(DISTINCT caption_id) AS repeated,
    COUNTIF(SAFE_CAST(CAST(caption_id AS STRING) AS INT64) IS DISTINCT FROM caption_id) AS inexact,
    COUNTIF(TRIM(caption_text) = '') AS blank
  FROM `${project}.${dataset}.caption_bank`
) AS b
CROSS JOIN UNNEST([
  STRUCT('captions that share an id' AS check_name, b.repeated AS violations),
  STRUCT('ids that lose digits', b.inexact),
  STRUCT('blank texts', b.blank)]) AS c;
