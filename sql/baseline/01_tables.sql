-- The declared schema of EROS: every deployment compares the live catalogue with these tables first.

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.caption_bank` (
  caption_id INT64 NOT NULL OPTIONS (description = 'Signed 64-bit hash of the caption; half of all ids are negative and many exceed 2^53.'),
  caption_text STRING NOT NULL OPTIONS (description = 'Text of the message; several captions may share one text.'),
  category STRING OPTIONS (description = 'Topic of the caption.'),
  price_tier STRING OPTIONS (description = 'bump, low, budget, mid, high, premium or luxury.'),
  has_urgency BOOL OPTIONS (description = 'TRUE if the text presses for time.'),
  is_active BOOL DEFAULT TRUE OPTIONS (description = 'FALSE keeps the caption from being selected.'),
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP() OPTIONS (description = 'When the caption entered the bank, UTC.')
)
CLUSTER BY caption_id
OPTIONS (description = 'Bank of message texts.');

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.caption_bandit_stats` (
  caption_id INT64 NOT NULL OPTIONS (description = 'Caption of the bank.'),
  total_views INT64 DEFAULT 0 OPTIONS (description = 'Messages of the caption that were viewed.'),
  engagement_count INT64 DEFAULT 0 OPTIONS (description = 'Viewed messages that were answered by a purchase or reply.'),
  total_revenue FLOAT64 OPTIONS (description = 'Earnings of the caption, USD.'),
  wilson_score_lower_bound FLOAT64 OPTIONS (description = 'Lower bound of the engagement rate at 95 %, 0 to 1; NULL where the counts are no sample.'),
  last_updated TIMESTAMP OPTIONS (description = 'When the counts were written last, UTC.')
)
PARTITION BY DATE(last_updated)
OPTIONS (description = 'Bandit statistics, at most one row per caption.');

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.active_caption_assignments` (
  caption_id INT64 NOT NULL OPTIONS (description = 'Caption of the bank.'),
  account_id STRING NOT NULL OPTIONS (description = 'Account that the caption is scheduled for.'),
  assigned_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP() OPTIONS (description = 'When it was scheduled, UTC.'),
  schedule_id STRING OPTIONS (description = 'Schedule that holds the message.'),
  expires_at TIMESTAMP OPTIONS (description = 'When the assignment ends, UTC; NULL never.')
)
PARTITION BY DATE(assigned_at)
CLUSTER BY account_id, caption_id
OPTIONS (description = 'Captions that are scheduled now; legitimately empty at times.');

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.caption_performance_log` (
  event_id STRING NOT NULL OPTIONS (description = 'Identity of the event; a repeated delivery has the same one.'),
  caption_id INT64 NOT NULL OPTIONS (description = 'Caption that was sent.'),
  account_id STRING OPTIONS (description = 'Account that sent it.'),
  viewed BOOL OPTIONS (description = 'TRUE if the message was viewed.'),
  engaged BOOL OPTIONS (description = 'TRUE if the viewer answered by a purchase or reply.'),
  earnings NUMERIC OPTIONS (description = 'Earnings of the message, USD.'),
  occurred_at TIMESTAMP NOT NULL OPTIONS (description = 'When it happened, UTC; events arrive late.')
)
PARTITION BY DATE(occurred_at)
OPTIONS (description = 'Results of messages: the source of the feedback loop.');

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.account_metrics` (
  account_id STRING NOT NULL OPTIONS (description = 'Account of a creator.'),
  follower_count INT64 OPTIONS (description = 'Followers; NULL if not known.'),
  avg_engagement_rate FLOAT64 OPTIONS (description = 'Engagements per view over all captions, 0 to 1.'),
  account_size_category STRING OPTIONS (description = 'nano, nano_high_engagement, micro, mid_tier, macro, mega or unknown.'),
  last_updated TIMESTAMP OPTIONS (description = 'When the row was written last, UTC.')
)
OPTIONS (description = 'Size and engagement of the accounts.');
