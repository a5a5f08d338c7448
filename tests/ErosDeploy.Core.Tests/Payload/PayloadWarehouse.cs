using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.TestKit;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>A sandbox that scripts of <c>sql/</c> run on, over REST.</summary>
public sealed class PayloadWarehouse : IDisposable
{
    readonly SandboxFixture _sandbox = new();
    readonly CloudConnection _connection;
    readonly BigQueryClient _client;
    int _jobs;

    static DatasetReference Dataset => new(SqlFolder.Target.Project, SqlFolder.Target.Dataset);

    public PayloadWarehouse()
    {
        _connection = new CloudConnection(_sandbox.Handler);
        _client = new BigQueryClient(_connection, SqlFolder.Target.Project);
    }

    public async Task CreateDatasetAsync(CancellationToken cancellationToken) => await _client.InsertDatasetAsync(
        new Dataset
        {
            DatasetReference = Dataset,
            Location = SqlFolder.Target.Location,
        },
        cancellationToken);

    public async Task RunAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
            await RunAsync(file, cancellationToken);
    }

    public Task<QueryResult> RunAsync(string file, CancellationToken cancellationToken) => RunAsync(file, sql => sql, cancellationToken);

    public async Task SampleAsync(int scale, CancellationToken cancellationToken)
    {
        foreach (var file in (await SqlFolder.OpenAsync(cancellationToken)).Catalogue.Sample)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(SqlFolder.Path, file), cancellationToken);
            await QueryAsync(ScriptText.Of(file, bytes).For(SqlFolder.Target), [Parameter.Int64("scale", scale)], cancellationToken);
        }
    }

    /// <param name="change">What the test makes of the script before it runs.</param>
    public Task<QueryResult> RunAsync(string file, Func<string, string> change, CancellationToken cancellationToken) => RunAsync(file, change, _ => [], cancellationToken);

    /// <param name="parameters">Those of the changed script.</param>
    public async Task<QueryResult> RunAsync(
        string file, Func<string, string> change, Func<string, IReadOnlyList<QueryParameter>> parameters, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(SqlFolder.Path, file), cancellationToken);
        var sql = change(ScriptText.Of(file, bytes).For(SqlFolder.Target));
        return await QueryAsync(sql, parameters(sql), cancellationToken);
    }

    /// <summary>SQL whose unqualified names are of the dataset.</summary>
    public Task<QueryResult> QueryAsync(string sql, CancellationToken cancellationToken) => QueryAsync(sql, [], cancellationToken);

    public Task<QueryResult> QueryAsync(string sql, IReadOnlyList<QueryParameter> parameters, CancellationToken cancellationToken) => _client.QueryAsync(
        new QueryRequest($"payload_{Interlocked.Increment(ref _jobs)}", sql)
        {
            Location = SqlFolder.Target.Location,
            DefaultDataset = Dataset,
            Parameters = parameters,
        },
        cancellationToken);

    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken) =>
        (await QueryAsync(sql, cancellationToken)).Single()[0] as long? ?? throw new InvalidOperationException($"No number: {sql}");

    /// <summary>One line per object of the dataset: a table with the digest of its rows, a view or routine with that of its definition.</summary>
    public async Task<IReadOnlyList<string>> DigestsAsync(CancellationToken cancellationToken)
    {
        var objects = (await QueryAsync(
            """
            SELECT table_name AS name, table_type AS kind, CAST(FARM_FINGERPRINT(ddl) AS STRING) AS digest FROM INFORMATION_SCHEMA.TABLES
            UNION ALL
            SELECT routine_name, routine_type, CAST(FARM_FINGERPRINT(ddl) AS STRING) FROM INFORMATION_SCHEMA.ROUTINES
            """, cancellationToken)).Rows;
        var digests = new List<string>();
        foreach (var o in objects)
            digests.Add($"{o.Text("kind")} {o.Text("name")} {o.Text("digest")} {(o.Text("kind") == "BASE TABLE" ? await RowsAsync(o.Text("name")!, cancellationToken) : null)}");
        return [.. digests.Order(StringComparer.Ordinal)];
    }

    async Task<string> RowsAsync(string table, CancellationToken cancellationToken)
    {
        var row = (await QueryAsync($"SELECT CAST(COUNT(*) AS STRING) AS n, CAST(BIT_XOR(FARM_FINGERPRINT(TO_JSON_STRING(t))) AS STRING) AS d FROM `{table}` AS t", cancellationToken)).Single();
        return $"{row.Text("n")} rows {row.Text("d")}";
    }

    public void Dispose()
    {
        _connection.Dispose();
        _sandbox.Dispose();
    }
}
