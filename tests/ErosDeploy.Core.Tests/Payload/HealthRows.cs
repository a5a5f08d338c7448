namespace ErosDeploy.Core.Tests.Payload;

/// <summary>Rows for the health checks, as SQL.</summary>
static class HealthRows
{
    public static string Captions(int count, string text = "text") =>
        $"INSERT INTO caption_bank (caption_id, caption_text, category, is_active) SELECT n, '{text}', 'offer', TRUE FROM UNNEST(GENERATE_ARRAY(1, {count})) AS n;\n";

    /// <summary>Statistics of 50 engagements in 100 views with the right score, of captions 1 to count.</summary>
    public static string Statistics(int count, int hoursAgo = 0) =>
        $"""
        INSERT INTO caption_bandit_stats (caption_id, total_views, engagement_count, total_revenue, wilson_score_lower_bound, last_updated)
        SELECT n, 100, 50, 1.0, calculate_wilson_score(50, 100), TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL {hoursAgo} HOUR) FROM UNNEST(GENERATE_ARRAY(1, {count})) AS n;

        """;

    public static string Statistic(string views, string engagements, string score, int count = 1) =>
        $"""
        INSERT INTO caption_bandit_stats (caption_id, total_views, engagement_count, wilson_score_lower_bound, last_updated)
        SELECT 1000 + n, {views}, {engagements}, {score}, CURRENT_TIMESTAMP() FROM UNNEST(GENERATE_ARRAY(1, {count})) AS n;

        """;

    /// <summary>Viewed messages of caption 1 and account 'a', some of them engaged, each of those with these earnings.</summary>
    public static string Events(int count, int engaged = 0, string earnings = "1", int hoursAgo = 1) =>
        $"""
        INSERT INTO caption_performance_log (event_id, caption_id, account_id, viewed, engaged, earnings, occurred_at)
        SELECT CONCAT('{hoursAgo}-{count}-', CAST(n AS STRING)), 1, 'a', TRUE, n <= {engaged}, IF(n <= {engaged}, NUMERIC '{earnings}', 0), TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL {hoursAgo} HOUR)
        FROM UNNEST(GENERATE_ARRAY(1, {count})) AS n;

        """;

    public const string Account = "INSERT INTO account_metrics (account_id, account_size_category) VALUES ('a', 'micro');\n";

    public const string FeedbackState =
        """
        INSERT INTO caption_feedback_state (state_id, batches, watermark, settled_before, settled_rows, updated_at)
        VALUES (1, 0, TIMESTAMP '1970-01-01 00:00:00+00', TIMESTAMP '1970-01-01 00:00:00+00', 0, CURRENT_TIMESTAMP());

        """;

    public static string Locks(int live, int expired) =>
        $"""
        INSERT INTO caption_locks (caption_id, account_id, lock_id, locked_at, expires_at)
        SELECT n, 'a', 't', CURRENT_TIMESTAMP(), TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL IF(n <= {live}, 1, -1) HOUR) FROM UNNEST(GENERATE_ARRAY(1, {live + expired})) AS n;

        """;

    public static string Assignment(int caption, string account) =>
        $"INSERT INTO active_caption_assignments (caption_id, account_id, assigned_at) VALUES ({caption}, '{account}', CURRENT_TIMESTAMP());\n";

    /// <summary>Finished queries; the milliseconds may depend on n, which counts from 1.</summary>
    public static string Jobs(int count, string milliseconds = "10", int failed = 0, int hoursAgo = 1, string bytes = "1000", string statement = "SELECT", string type = "reporting",
        string? billed = null, int tables = 1, string hash = "h", string? label = null) =>
        $"""
        INSERT INTO jobs (creation_time, start_time, end_time, job_type, state, statement_type, labels, error_result, total_bytes_billed, total_bytes_processed, referenced_tables, query_info)
        SELECT moment, moment, TIMESTAMP_ADD(moment, INTERVAL CAST({milliseconds} AS INT64) MILLISECOND), 'QUERY', 'DONE', '{statement}', [STRUCT('{label ?? "eros_query_type"}' AS key, '{type}' AS value)],
          IF(n <= {failed}, STRUCT('invalidQuery' AS reason), NULL), {billed ?? bytes}, {bytes},
          ARRAY(SELECT STRUCT('p' AS project_id, 'd' AS dataset_id, CAST(i AS STRING) AS table_id) FROM UNNEST(GENERATE_ARRAY(1, {tables})) AS i), STRUCT(STRUCT('{hash}' AS normalized_literals) AS query_hashes)
        FROM UNNEST(GENERATE_ARRAY(1, {count})) AS n
        CROSS JOIN (SELECT TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL {hoursAgo} HOUR) AS moment);

        """;

    /// <summary>A table that holds so many bytes.</summary>
    public static string Storage(long active, long longTerm, string dataset = "eros_platform") =>
        $"INSERT INTO storage VALUES ('{dataset}', FALSE, {active}, {longTerm}, {active + longTerm});\n";

    public static string Log(int count, int milliseconds, int failed = 0) =>
        $"""
        INSERT INTO query_performance_log (query_id, query_type, started_at, duration_ms, success)
        SELECT CAST(n AS STRING), 'reporting', TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR), {milliseconds}, n > {failed} FROM UNNEST(GENERATE_ARRAY(1, {count})) AS n;

        """;
}
