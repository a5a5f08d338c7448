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

    public async Task<QueryResult> RunAsync(string file, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(SqlFolder.Path, file), cancellationToken);
        return await QueryAsync(ScriptText.Of(file, bytes).For(SqlFolder.Target), cancellationToken);
    }

    /// <summary>SQL whose unqualified names are of the dataset.</summary>
    public Task<QueryResult> QueryAsync(string sql, CancellationToken cancellationToken) => _client.QueryAsync(
        new QueryRequest($"payload_{Interlocked.Increment(ref _jobs)}", sql)
        {
            Location = SqlFolder.Target.Location,
            DefaultDataset = Dataset,
        },
        cancellationToken);

    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken) =>
        (await QueryAsync(sql, cancellationToken)).Single()[0] as long? ?? throw new InvalidOperationException($"No number: {sql}");

    public void Dispose()
    {
        _connection.Dispose();
        _sandbox.Dispose();
    }
}
