SELECT
  FORMAT('%s with %t followers, rate %t', e.current_size, e.followers, e.rate) AS check_name,
  COALESCE(`${project}.${dataset}.classify_account_size`(e.followers, e.rate, e.current_size) = e.size, FALSE) AS passed,
  e.size AS expected,
  `${project}.${dataset}.classify_account_size`(e.followers, e.rate, e.current_size) AS actual
FROM UNNEST([
  STRUCT('nano' AS current_size, 1000 AS followers, 0.0 AS rate, 'nano' AS size),
  STRUCT('nano', 1049, 0.0, 'nano'), STRUCT('nano', 1050, 0.0, 'micro'),
  STRUCT('micro', 999, 0.0, 'micro'), STRUCT('micro', 950, 0.0, 'micro'), STRUCT('micro', 949, 0.0, 'nano'),
  STRUCT('micro', 10499, 0.0, 'micro'), STRUCT('micro', 10500, 0.0, 'mid_tier'), STRUCT('mid_tier', 9500, 0.0, 'mid_tier'),
  STRUCT('mid_tier', 9499, 0.0, 'micro'), STRUCT('mid_tier', 104999, 0.0, 'mid_tier'), STRUCT('mid_tier', 105000, 0.0, 'macro'),
  STRUCT('macro', 1049999, 0.0, 'macro'), STRUCT('macro', 1050000, 0.0, 'mega'), STRUCT('mega', 950000, 0.0, 'mega'),
  STRUCT('mega', 949999, 0.0, 'macro'), STRUCT('mega', 500, 0.0, 'nano'), STRUCT('nano', 5000000, 0.0, 'mega'),
  STRUCT('nano', 500, 0.052, 'nano'), STRUCT('nano', 500, 0.053, 'nano_high_engagement'),
  STRUCT('nano_high_engagement', 500, 0.048, 'nano_high_engagement'), STRUCT('nano_high_engagement', 500, 0.047, 'nano'),
  STRUCT('nano_high_engagement', 1049, 0.06, 'nano_high_engagement'), STRUCT('unknown', 1000, 0.0, 'micro'),
  STRUCT('micro', NULL, 0.0, 'unknown')]) AS e
UNION ALL
SELECT
  'stored classes are settled',
  COUNTIF(m.account_size_category IS DISTINCT FROM m.settled) = 0,
  '0 accounts to move',
  FORMAT('%d accounts to move', COUNTIF(m.account_size_category IS DISTINCT FROM m.settled))
FROM (
  SELECT
    account_size_category,
    `${project}.${dataset}.classify_account_size`(follower_count, avg_engagement_rate, account_size_category) AS settled
  FROM `${project}.${dataset}.account_metrics`
) AS m;
