using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>A query engine on a temporary folder with dataset p:d, and rows as text: values joined by |, NULL as ∅.</summary>
internal sealed class Engine : IDisposable
{
    readonly bool _ownsFolder;
    int _jobs;

    public Engine(TimeProvider? time = null, string? folder = null)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("eros-engine-").FullName;
        Warehouse = Warehouse.Open(Folder, time);
        Queries = new QueryEngine(Warehouse, History);
        Admin = new CatalogAdmin(Warehouse);
        Tables = new WarehouseTables(Warehouse);
        if (Warehouse.State.Datasets.IsEmpty)
            Admin.CreateAsync(new DatasetEntry { Name = new DatasetName("p", "d") }, CancellationToken.None).GetAwaiter().GetResult();
    }

    public string Folder { get; }

    public Warehouse Warehouse { get; }

    public QueryEngine Queries { get; }

    public CatalogAdmin Admin { get; }

    public WarehouseTables Tables { get; }

    public FakeHistory History { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TableName Name(string table) => new("p", "d", table);

    public async Task<(QueryOutcome Outcome, Recorder Recorder)> RunAsync(string sql, Func<QueryRequest, QueryRequest>? change = null, CancellationToken? token = null)
    {
        var recorder = new Recorder();
        var request = new QueryRequest
        {
            Project = "p",
            JobId = string.Create(CultureInfo.InvariantCulture, $"job_{Interlocked.Increment(ref _jobs)}"),
            Sql = sql,
            DefaultDataset = new DatasetName("p", "d"),
        };
        var outcome = await Queries.ExecuteAsync(change?.Invoke(request) ?? request, recorder, token ?? Token);
        return (outcome, recorder);
    }

    /// <summary>The rows of the job's result.</summary>
    public async Task<string[]> RowsAsync(string sql, Func<QueryRequest, QueryRequest>? change = null)
    {
        var (outcome, recorder) = await RunAsync(sql, change);
        return outcome.ResultJobId is { } job ? recorder.Rows[job] : [];
    }

    public async Task<QueryOutcome> OutcomeAsync(string sql, Func<QueryRequest, QueryRequest>? change = null) => (await RunAsync(sql, change)).Outcome;

    public async Task<BigQueryException> FailsAsync(string sql, Func<QueryRequest, QueryRequest>? change = null) =>
        await Assert.ThrowsAsync<BigQueryException>(() => RunAsync(sql, change));

    public void Dispose()
    {
        Queries.Dispose();
        Warehouse.Dispose();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }
}

internal sealed class Recorder : IJobObserver
{
    public ConcurrentDictionary<string, string[]> Rows { get; } = new();

    public List<(ChildJob Child, QueryOutcome? Outcome, BigQueryException? Error)> Children { get; } = [];

    public List<ChildJob> Started { get; } = [];

    public void ChildStarted(ChildJob child) => Started.Add(child);

    public void ChildFinished(ChildJob child, QueryOutcome? outcome, BigQueryException? error, DateTimeOffset endedAt) => Children.Add((child, outcome, error));

    public Task<long> ReadRowsAsync(string jobId, IReadOnlyList<ResultColumn> columns, DuckDBDataReader reader, CancellationToken token)
    {
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, columns.Count).Select(i => Text(reader, i))));
        Rows[jobId] = [.. rows];
        return Task.FromResult((long)rows.Count);
    }

    static string Text(DuckDBDataReader reader, int i) =>
        reader.IsDBNull(i) ? "∅" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
}

internal sealed class FakeHistory : IJobHistory
{
    public List<JobRecord> Records { get; } = [];

    public IReadOnlyList<JobRecord> Jobs(string project) => [.. Records.Where(j => j.Project == project)];
}
