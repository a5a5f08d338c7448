-- Rows that are there keep their values: an operator may have changed them.

CREATE TABLE IF NOT EXISTS `${project}.${dataset}.query_timeout_config` (
  query_type STRING NOT NULL OPTIONS (description = 'Kind of query; fallback holds for every kind without a row.'),
  timeout_seconds INT64 NOT NULL OPTIONS (description = 'jobTimeoutMs of its jobs, in seconds.'),
  maximum_bytes_billed INT64 OPTIONS (description = 'maximumBytesBilled of its jobs; NULL without limit.'),
  max_retries INT64 NOT NULL OPTIONS (description = 'Attempts after the first.'),
  description STRING OPTIONS (description = 'What the kind is.')
)
OPTIONS (description = 'Limits per kind of query; the module runs its jobs with them.');

MERGE `${project}.${dataset}.query_timeout_config` AS c
USING (
  SELECT 'caption_selection' AS query_type, 30 AS timeout_seconds, 1073741824 AS maximum_bytes_billed, 3 AS max_retries, 'Selection of a caption for an account' AS description
  UNION ALL SELECT 'stats_update', 60, 10737418240, 2, 'Folding events into the statistics'
  UNION ALL SELECT 'wilson_score_calc', 45, 10737418240, 2, 'Scoring of the statistics'
  UNION ALL SELECT 'batch_processing', 300, 107374182400, 1, 'Work over whole tables'
  UNION ALL SELECT 'reporting', 120, 107374182400, 1, 'Health checks and reports'
  UNION ALL SELECT 'backup', 600, 1099511627776, 0, 'Backups and verification'
  UNION ALL SELECT 'fallback', 60, 10737418240, 2, 'Every other kind'
) AS n
ON c.query_type = n.query_type
WHEN NOT MATCHED THEN
  INSERT (query_type, timeout_seconds, maximum_bytes_billed, max_retries, description)
  VALUES (n.query_type, n.timeout_seconds, n.maximum_bytes_billed, n.max_retries, n.description);
