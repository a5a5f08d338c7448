CREATE OR REPLACE FUNCTION `${project}.${dataset}.account_size_rank`(p_follower_count INT64, p_percent INT64)
RETURNS INT64
OPTIONS (description = 'Size of an account as a rank, 0 nano to 4 mega, with every boundary (1,000, 10,000, 100,000, 1,000,000 followers, each belonging to the larger class) at p_percent of itself. NULL if an argument is NULL or the count negative.')
AS (
  CASE
    WHEN p_follower_count < 0 THEN NULL
    WHEN p_follower_count * 100 < 1000 * p_percent THEN 0
    WHEN p_follower_count * 100 < 10000 * p_percent THEN 1
    WHEN p_follower_count * 100 < 100000 * p_percent THEN 2
    WHEN p_follower_count * 100 < 1000000 * p_percent THEN 3
    WHEN p_follower_count * 100 >= 1000000 * p_percent THEN 4
  END
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.settled_size_rank`(p_current_rank INT64, p_rank INT64, p_rank_up INT64, p_rank_down INT64)
RETURNS INT64
OPTIONS (description = 'Rank an account moves to: p_rank if it has none yet, p_rank_up if that is above the current one, p_rank_down if that is below it, else the current one. NULL if p_rank is NULL.')
AS (
  CASE
    WHEN p_rank IS NULL OR p_current_rank IS NULL THEN p_rank
    WHEN p_rank_up > p_current_rank THEN p_rank_up
    WHEN p_rank_down < p_current_rank THEN p_rank_down
    ELSE p_current_rank
  END
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.account_size_name`(p_rank INT64, p_is_engaged BOOL)
RETURNS STRING
OPTIONS (description = 'Name of a size rank: nano (0; nano_high_engagement if p_is_engaged), micro, mid_tier, macro, mega (4); unknown for any other and for NULL.')
AS (
  CASE p_rank
    WHEN 0 THEN IF(p_is_engaged, 'nano_high_engagement', 'nano')
    WHEN 1 THEN 'micro'
    WHEN 2 THEN 'mid_tier'
    WHEN 3 THEN 'macro'
    WHEN 4 THEN 'mega'
    ELSE 'unknown'
  END
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.classify_account_size`(p_follower_count INT64, p_engagement_rate FLOAT64, p_current STRING)
RETURNS STRING
OPTIONS (description = 'Size class: under 1,000 followers nano (nano_high_engagement above an engagement rate of 0.05), under 10,000 micro, under 100,000 mid_tier, under 1,000,000 macro, else mega; a boundary belongs to the larger class. An account that has a class keeps it until it is 5 % beyond the boundary, of followers as of the rate; p_current NULL or unknown means it has none. A NULL or negative count gives unknown; a NULL rate is not high. Never NULL.')
AS (
  `${project}.${dataset}.account_size_name`(
    `${project}.${dataset}.settled_size_rank`(
      CASE p_current WHEN 'nano' THEN 0 WHEN 'nano_high_engagement' THEN 0 WHEN 'micro' THEN 1 WHEN 'mid_tier' THEN 2 WHEN 'macro' THEN 3 WHEN 'mega' THEN 4 END,
      `${project}.${dataset}.account_size_rank`(p_follower_count, 100),
      `${project}.${dataset}.account_size_rank`(p_follower_count, 105),
      `${project}.${dataset}.account_size_rank`(p_follower_count, 95)),
    p_engagement_rate > CASE p_current WHEN 'nano' THEN 0.0525 WHEN 'nano_high_engagement' THEN 0.0475 ELSE 0.05 END)
);

CREATE OR REPLACE FUNCTION `${project}.${dataset}.exploration_rate`(p_size STRING)
RETURNS FLOAT64
OPTIONS (description = 'Share of selections that explore, by size class: nano 0.30, nano_high_engagement 0.25, micro 0.20, mid_tier 0.15, macro 0.10, mega 0.05, and 0.20 for unknown, any other class and NULL.')
AS (
  CASE p_size
    WHEN 'nano' THEN 0.30
    WHEN 'nano_high_engagement' THEN 0.25
    WHEN 'micro' THEN 0.20
    WHEN 'mid_tier' THEN 0.15
    WHEN 'macro' THEN 0.10
    WHEN 'mega' THEN 0.05
    ELSE 0.20
  END
);

CREATE OR REPLACE PROCEDURE `${project}.${dataset}.update_account_sizes`()
OPTIONS (description = 'Writes the size class of every account whose class has changed, with the hysteresis of classify_account_size against the stored class. Changes nothing when run again.')
BEGIN
  UPDATE `${project}.${dataset}.account_metrics` AS m
  SET
    account_size_category = `${project}.${dataset}.classify_account_size`(m.follower_count, m.avg_engagement_rate, m.account_size_category),
    last_updated = CURRENT_TIMESTAMP()
  WHERE m.account_size_category
    IS DISTINCT FROM `${project}.${dataset}.classify_account_size`(m.follower_count, m.avg_engagement_rate, m.account_size_category);
END;
