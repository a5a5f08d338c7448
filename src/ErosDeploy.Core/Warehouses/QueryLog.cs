using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>A row of query_performance_log; times in milliseconds since 1970 and milliseconds.</summary>
sealed record LoggedQuery(string Id, string Type, long StartedAt, long DurationMs, long? BytesProcessed, long? BytesBilled, long? SlotMs, string? Error)
{
    public static LoggedQuery Of(string type, Job job) => new(
        job.JobReference!.JobId, type,
        job.Statistics?.StartTime ?? job.Statistics?.CreationTime ?? 0,
        job.Statistics is { StartTime: { } start, EndTime: { } end } ? end - start : 0,
        job.Statistics?.TotalBytesProcessed, job.Statistics?.Query?.TotalBytesBilled, job.Statistics?.TotalSlotMs, null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<LoggedQuery>))]
sealed partial class QueryLogJson : JsonSerializerContext;

/// <summary>The queries of this process that query_performance_log does not have yet.</summary>
sealed class QueryLog
{
    const string Table = "query_performance_log";

    readonly ConcurrentQueue<LoggedQuery> _queries = new();

    public void Add(LoggedQuery query) => _queries.Enqueue(query);

    /// <summary>Writes what was added since the last time, in one statement; where the table is not there, nothing is kept.</summary>
    public async Task WriteAsync(BigQueryClient client, ErosTarget target, JobNames jobs, CancellationToken cancellationToken)
    {
        var queries = new List<LoggedQuery>();
        while (_queries.TryDequeue(out var query))
            queries.Add(query);
        if (queries.Count == 0 || await client.GetTableAsync(new TableReference(target.Project, target.Dataset, Table), cancellationToken) is null)
            return;
        var request = new QueryRequest(jobs.Next("log-queries"), Insert(target))
        {
            Location = target.Location,
            Labels = new Dictionary<string, string> { [QueryTypes.Label] = QueryTypes.StatsUpdate },
            Parameters = [Parameter.String("queries", JsonSerializer.Serialize(queries, QueryLogJson.Default.IReadOnlyListLoggedQuery))],
        };
        await client.QueryAsync(request, cancellationToken);
    }

    static string Insert(ErosTarget target) =>
        $"""
        INSERT INTO {target.QuotedTable(Table)} (query_id, query_type, started_at, duration_ms, bytes_processed, bytes_billed, slot_ms, success, error_reason)
        SELECT
          JSON_VALUE(q, '$.id'),
          JSON_VALUE(q, '$.type'),
          TIMESTAMP_MILLIS(CAST(JSON_VALUE(q, '$.startedAt') AS INT64)),
          CAST(JSON_VALUE(q, '$.durationMs') AS INT64),
          CAST(JSON_VALUE(q, '$.bytesProcessed') AS INT64),
          CAST(JSON_VALUE(q, '$.bytesBilled') AS INT64),
          CAST(JSON_VALUE(q, '$.slotMs') AS INT64),
          JSON_VALUE(q, '$.error') IS NULL,
          JSON_VALUE(q, '$.error')
        FROM UNNEST(JSON_QUERY_ARRAY(@queries)) AS q
        """;
}
