SELECT
  FORMAT('%t followers, rate %t', e.followers, e.rate) AS check_name,
  COALESCE(`${project}.${dataset}.classify_account_size`(e.followers, e.rate, NULL) = e.size, FALSE) AS passed,
  e.size AS expected,
  `${project}.${dataset}.classify_account_size`(e.followers, e.rate, NULL) AS actual
FROM UNNEST([
  STRUCT(0 AS followers, 0.0 AS rate, 'nano' AS size),
  STRUCT(999, 0.05, 'nano'), STRUCT(999, NULL, 'nano'), STRUCT(999, 0.0500001, 'nano_high_engagement'), STRUCT(1000, 0.9, 'micro'),
  STRUCT(9999, 0.0, 'micro'), STRUCT(10000, 0.0, 'mid_tier'), STRUCT(99999, 0.0, 'mid_tier'), STRUCT(100000, 0.0, 'macro'),
  STRUCT(999999, 0.0, 'macro'), STRUCT(1000000, 0.0, 'mega'), STRUCT(2000000000, 0.0, 'mega'),
  STRUCT(NULL, 0.9, 'unknown'), STRUCT(-1, 0.9, 'unknown')]) AS e;
