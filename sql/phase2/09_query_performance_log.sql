CREATE TABLE IF NOT EXISTS `${project}.${dataset}.query_performance_log` (
  query_id STRING NOT NULL OPTIONS (description = 'Id of the job.'),
  query_type STRING NOT NULL OPTIONS (description = 'Kind of query: see query_timeout_config.'),
  started_at TIMESTAMP NOT NULL OPTIONS (description = 'When it started, UTC.'),
  duration_ms INT64 OPTIONS (description = 'Time from start to end, milliseconds.'),
  bytes_processed INT64 OPTIONS (description = 'Bytes it read.'),
  bytes_billed INT64 OPTIONS (description = 'Bytes it was charged for.'),
  slot_ms INT64 OPTIONS (description = 'Slot time, milliseconds.'),
  success BOOL NOT NULL OPTIONS (description = 'FALSE if it ended in an error.'),
  error_reason STRING OPTIONS (description = 'Reason of the error; NULL on success.')
)
PARTITION BY DATE(started_at)
CLUSTER BY query_type
OPTIONS (description = 'Queries of the system; the module writes a row for each of its own.');
