using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>How long a query of a kind may take and what it may be billed; null: without limit.</summary>
sealed record QueryLimit(TimeSpan? Time, long? BytesBilled)
{
    public static readonly QueryLimit None = new(null, null);
}

/// <summary>
/// The limits of query_timeout_config, read once: a command runs by those that held when it began. Where the table is not there yet, there are
/// none; a kind without a row has those of <c>fallback</c>.
/// </summary>
sealed class QueryLimits(BigQueryClient client, ErosTarget target, TimeProvider time)
{
    const string Table = "query_timeout_config";
    const string Fallback = "fallback";

    IReadOnlyDictionary<string, QueryLimit>? _limits;

    public async Task<QueryLimit> OfAsync(string type, CancellationToken cancellationToken)
    {
        // Calls that come first at once may each read; all read the same.
        var limits = _limits ??= await ReadAsync(cancellationToken);
        return limits.GetValueOrDefault(type) ?? limits.GetValueOrDefault(Fallback) ?? QueryLimit.None;
    }

    async Task<IReadOnlyDictionary<string, QueryLimit>> ReadAsync(CancellationToken cancellationToken)
    {
        if (await client.GetTableAsync(new TableReference(target.Project, target.Dataset, Table), cancellationToken) is null)
            return new Dictionary<string, QueryLimit>();
        var request = new QueryRequest(
            JobNames.ForReading(RunIdentity.NewRunId(time)).Next("read-limits"),
            $"SELECT query_type, timeout_seconds, maximum_bytes_billed FROM {target.QuotedTable(Table)}")
        {
            Location = target.Location,
            Labels = new Dictionary<string, string> { [QueryTypes.Label] = QueryTypes.Reporting },
        };
        var rows = (await client.QueryAsync(request, cancellationToken)).Rows;
        return rows.GroupBy(r => r.Text("query_type")!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Limit(g.First()), StringComparer.Ordinal);
    }

    static QueryLimit Limit(QueryRow row) =>
        new(row.Find<long>("timeout_seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null, row.Find<long>("maximum_bytes_billed"));
}
