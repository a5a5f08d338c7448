-- The legacy classes are no state to hold on to: the first classification starts from none.

UPDATE `${project}.${dataset}.account_metrics` AS m
SET
  account_size_category = `${project}.${dataset}.classify_account_size`(m.follower_count, m.avg_engagement_rate, NULL),
  last_updated = CURRENT_TIMESTAMP()
WHERE m.account_size_category
  IS DISTINCT FROM `${project}.${dataset}.classify_account_size`(m.follower_count, m.avg_engagement_rate, NULL);
