-- Legacy. Neighbouring classes share their boundary, NULL is nano, and an account at a boundary flaps.

CREATE OR REPLACE FUNCTION `${project}.${dataset}.classify_account_size`(follower_count INT64)
RETURNS STRING
OPTIONS (description = 'Size class of an account.')
AS (
  CASE
    WHEN follower_count BETWEEN 0 AND 1000 THEN 'nano'
    WHEN follower_count BETWEEN 1000 AND 10000 THEN 'micro'
    WHEN follower_count BETWEEN 10000 AND 100000 THEN 'mid_tier'
    WHEN follower_count BETWEEN 100000 AND 1000000 THEN 'macro'
    WHEN follower_count > 1000000 THEN 'mega'
    ELSE 'nano'
  END
);

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.update_account_sizes`()
OPTIONS (description = 'Classifies every account.')
BEGIN
  -- eros: allow L207: every account is classified (eros: all rows intended)
  UPDATE `${project}.${dataset}.account_metrics` AS m
  SET account_size_category = `${project}.${dataset}.classify_account_size`(m.follower_count), last_updated = CURRENT_TIMESTAMP()
  WHERE TRUE;
END;
