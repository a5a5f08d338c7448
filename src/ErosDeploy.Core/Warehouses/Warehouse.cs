using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>The target's dataset and its neighbours, in the words of services: every job has an id of ours and runs where the dataset is.</summary>
sealed class Warehouse(BigQueryClient client, ErosTarget target, TablePace pace, QueryLimits? limits = null, QueryLog? log = null)
{
    const int CreateAttempts = 4;

    public ErosTarget Target => target;

    /// <summary>Runs a statement or a script to its end; the rows are those of its last SELECT.</summary>
    /// <param name="type">One of <see cref="QueryTypes"/>: health tells the kinds of queries apart by it.</param>
    public Task<QueryAnswer> QueryAsync(JobName job, string sql, string type, CancellationToken cancellationToken) => QueryAsync(job, sql, type, [], cancellationToken);

    public async Task<QueryAnswer> QueryAsync(JobName job, string sql, string type, IReadOnlyList<QueryParameter> parameters, CancellationToken cancellationToken) =>
        await AnswerAsync(await RequestAsync(job, sql, type, cancellationToken) with { Parameters = parameters }, type, cancellationToken);

    /// <summary>Runs a benchmark's query: never answered from the cache, and a failure is a finding and not the system's.</summary>
    public async Task<QueryAnswer> MeasureAsync(JobName job, string sql, CancellationToken cancellationToken) =>
        await AnswerAsync(await RequestAsync(job, sql, QueryTypes.Probe, cancellationToken) with { UseQueryCache = false }, QueryTypes.Probe, cancellationToken);

    async Task<QueryRequest> RequestAsync(JobName job, string sql, string type, CancellationToken cancellationToken)
    {
        var limit = limits is null ? QueryLimit.None : await limits.OfAsync(type == QueryTypes.Probe ? QueryTypes.Reporting : type, cancellationToken);
        return new QueryRequest(job, sql)
        {
            Location = target.Location,
            Labels = new Dictionary<string, string>(job.Labels) { [QueryTypes.Label] = type },
            Limit = limit.Time,
            MaximumBytesBilled = limit.BytesBilled,
        };
    }

    async Task<QueryAnswer> AnswerAsync(QueryRequest request, string type, CancellationToken cancellationToken)
    {
        var result = await LoggedAsync(request, type, cancellationToken);
        return new QueryAnswer(result.Rows, Numbers(result.Job));
    }

    /// <summary>What the service would make of a script; nothing is run or billed, and no job is left behind. A refusal is thrown.</summary>
    public async Task<Job> DryRunAsync(JobName job, string sql, CancellationToken cancellationToken) =>
        (await client.QueryAsync(new QueryRequest(job, sql) { Location = target.Location, Labels = job.Labels, DryRun = true }, cancellationToken)).Job;

    /// <summary>Those of the permissions that we have on a table.</summary>
    public Task<IReadOnlySet<string>> PermissionsAsync(string table, IReadOnlyList<string> wanted, CancellationToken cancellationToken) =>
        client.TestTablePermissionsAsync(Reference(target.Dataset, table), wanted, cancellationToken);

    /// <summary>Runs DDL on a table or view, at the pace that the service allows for its name.</summary>
    public Task<QueryAnswer> DefineAsync(JobName job, string dataset, string table, string sql, string type, CancellationToken cancellationToken) =>
        pace.RunAsync(dataset, table, () => QueryAsync(job, sql, type, cancellationToken), cancellationToken);

    /// <summary>Runs a script that makes these updates in the target's dataset, when there is room for all of them.</summary>
    public Task<QueryAnswer> ChangeAsync(JobName job, string sql, TableUpdates updates, string type, CancellationToken cancellationToken) =>
        pace.RunAsync(target.Dataset, updates, () => QueryAsync(job, sql, type, cancellationToken), cancellationToken);

    /// <summary>Replaces the rows of all these tables at once, or of none.</summary>
    public async Task ReplaceRowsAsync(JobName job, IReadOnlyList<RowSwap> swaps, string type, CancellationToken cancellationToken)
    {
        if (swaps.Count == 0)
            return;
        foreach (var swap in swaps)
        {
            pace.Count(target.Dataset, swap.Table);
            pace.Count(target.Dataset, swap.Table);
        }
        await QueryAsync(job, ObjectSql.SwapRows(target, swaps), type, cancellationToken);
    }

    /// <summary>Puts what was asked since the last call into query_performance_log.</summary>
    public Task WriteLogAsync(JobNames jobs, CancellationToken cancellationToken) =>
        log is null ? Task.CompletedTask : log.WriteAsync(client, target, jobs, cancellationToken);

    async Task<QueryResult> LoggedAsync(QueryRequest request, string type, CancellationToken cancellationToken)
    {
        if (type == QueryTypes.Probe)
            return await client.QueryAsync(request, cancellationToken);
        try
        {
            var result = await client.QueryAsync(request, cancellationToken);
            log?.Add(LoggedQuery.Of(type, result.Job));
            return result;
        }
        catch (ErosException e) when (log is not null)
        {
            // Where it cannot be read either, the log lacks a line: that must not hide why the query failed.
            await Cleanup.TryAsync("the log without this query", () => LogFailureAsync(request, type, e, cancellationToken));
            throw;
        }
    }

    async Task LogFailureAsync(QueryRequest request, string type, ErosException error, CancellationToken cancellationToken)
    {
        if (await client.GetJobAsync(JobReference(request.JobId), cancellationToken) is { } job)
            log!.Add(LoggedQuery.Of(type, job) with { Error = job.Status?.ErrorResult?.Reason ?? error.CodeText });
    }

    /// <summary>Where the dataset is; one that is missing or elsewhere than the target says is an error.</summary>
    public async Task<string> LocationAsync(CancellationToken cancellationToken)
    {
        var dataset = await client.GetDatasetAsync(target.Dataset, cancellationToken)
            ?? throw new ErosException(ErosErrorCode.DatasetNotFound, $"There is no dataset {target}.", "Name an existing one with -Dataset, or create it.") { Subject = target.ToString() };
        var location = dataset.Location ?? target.Location;
        return string.Equals(location, target.Location, StringComparison.OrdinalIgnoreCase)
            ? location
            : throw new ErosException(ErosErrorCode.LocationMismatch, $"Dataset {target} is in {location}, the target says {target.Location}.", $"Use -Location {location}.") { Subject = target.ToString() };
    }

    /// <summary>Null when there is none.</summary>
    public Task<TableResource?> TableAsync(string table, CancellationToken cancellationToken) => TableAsync(target.Dataset, table, cancellationToken);

    public async Task<TableResource?> TableAsync(string dataset, string table, CancellationToken cancellationToken) =>
        await client.GetTableAsync(Reference(dataset, table), cancellationToken) is { } found
            ? new TableResource(JsonSerializer.SerializeToElement(found, CloudJson.Default.Table))
            : null;

    public Task CreateTableAsync(JsonObject resource, CancellationToken cancellationToken)
    {
        var table = resource.Deserialize(CloudJson.Default.Table)!;
        return CreateOnceAsync(() => InsertAsync(table, cancellationToken), async () => await client.GetTableAsync(table.TableReference!, cancellationToken) is not null);
    }

    public async Task PatchTableAsync(string table, JsonObject changes, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(target.Dataset, table, cancellationToken);
        await client.PatchTableAsync(Reference(target.Dataset, table), changes, cancellationToken);
    }

    /// <summary>One that is there already is left as it is.</summary>
    public async Task CreateDatasetAsync(string dataset, string location, TimeSpan? tableExpiration, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? labels = null)
    {
        var wanted = new Dataset
        {
            DatasetReference = new DatasetReference(target.Project, dataset),
            Location = location,
            DefaultTableExpirationMs = (long?)tableExpiration?.TotalMilliseconds,
            Labels = labels,
        };
        Task<Dataset?> FindAsync() => client.GetDatasetAsync(dataset, cancellationToken);
        if (await FindAsync() is null)
            await CreateOnceAsync(() => client.InsertDatasetAsync(wanted, cancellationToken), async () => await FindAsync() is not null);
    }

    public Task DeleteDatasetAsync(string dataset, CancellationToken cancellationToken) => client.DeleteDatasetAsync(dataset, deleteContents: true, cancellationToken);

    /// <summary>Avro with logical types, in as many files as the service likes.</summary>
    public Task<Job> ExtractAsync(JobName job, string dataset, string table, string uri, CancellationToken cancellationToken) => RunAsync(job, new JobConfiguration
    {
        Extract = new JobConfigurationExtract
        {
            SourceTable = Reference(dataset, table),
            DestinationUris = [uri],
            DestinationFormat = "AVRO",
            Compression = "DEFLATE",
            UseAvroLogicalTypes = true,
        },
    }, cancellationToken);

    /// <summary>Replaces the rows of an existing table by those of exactly these files; its schema stays.</summary>
    /// <param name="append">Adds to the rows instead: for more files than one load takes.</param>
    public Task<Job> LoadAsync(JobName job, string dataset, string table, IReadOnlyList<string> uris, bool append, CancellationToken cancellationToken) =>
        LoadAsync(job, Load("AVRO", dataset, table, uris, append) with { UseAvroLogicalTypes = true, DecimalTargetTypes = AvroForm.DecimalTargets }, cancellationToken);

    /// <summary>As the other, of JSON lines, compressed or not.</summary>
    public Task<Job> LoadLinesAsync(JobName job, string dataset, string table, IReadOnlyList<string> uris, bool append, CancellationToken cancellationToken) =>
        LoadAsync(job, Load("NEWLINE_DELIMITED_JSON", dataset, table, uris, append), cancellationToken);

    /// <summary>Whether a job of an earlier run ended without error; one that still runs is an error.</summary>
    public async Task<bool> EndedWellAsync(string jobId, CancellationToken cancellationToken)
    {
        var job = await client.GetJobAsync(JobReference(jobId), cancellationToken);
        return job is null or { Status.State: "DONE" }
            ? job is { Status.ErrorResult: null }
            : throw new ErosException(ErosErrorCode.LeaseHeld, $"Job {jobId} of a run that died is still running.", "Wait until it has ended, then run again.") { Subject = jobId };
    }

    /// <summary>After this no job of that id works or ever will.</summary>
    public Task SettleAsync(JobName job, CancellationToken cancellationToken) => client.SettleAsync(JobReference(job), cancellationToken);

    /// <summary>A creation whose answer is lost may have been done: it is looked at before it is tried again.</summary>
    static async Task CreateOnceAsync(Func<Task> create, Func<Task<bool>> exists)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await create();
                return;
            }
            catch (ErosException e) when (e.Code is ErosErrorCode.CloudUnreachable or ErosErrorCode.CloudRequestFailed && attempt < CreateAttempts)
            {
                if (await exists())
                    return;
            }
        }
    }

    JobConfigurationLoad Load(string format, string dataset, string table, IReadOnlyList<string> uris, bool append) => new()
    {
        SourceUris = uris,
        DestinationTable = Reference(dataset, table),
        SourceFormat = format,
        CreateDisposition = "CREATE_NEVER",
        WriteDisposition = append ? "WRITE_APPEND" : "WRITE_TRUNCATE_DATA",
    };

    async Task<Job> LoadAsync(JobName job, JobConfigurationLoad load, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(load.DestinationTable.DatasetId, load.DestinationTable.TableId, cancellationToken);
        return await RunAsync(job, new JobConfiguration { Load = load }, cancellationToken);
    }

    async Task InsertAsync(Table table, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(table.TableReference!.DatasetId, table.TableReference.TableId, cancellationToken);
        await client.InsertTableAsync(table, cancellationToken);
    }

    Task<Job> RunAsync(JobName job, JobConfiguration configuration, CancellationToken cancellationToken) =>
        client.RunAsync(new Job { JobReference = JobReference(job), Configuration = configuration with { Labels = job.Labels } }, null, cancellationToken);

    JobReference JobReference(string jobId) => new() { ProjectId = target.Project, JobId = jobId, Location = target.Location };

    TableReference Reference(string dataset, string table) => new(target.Project, dataset, table);

    static JobNumbers Numbers(Job job) => new(
        job.JobReference!.JobId,
        job.Statistics is { StartTime: { } start, EndTime: { } end } ? TimeSpan.FromMilliseconds(end - start) : TimeSpan.Zero,
        job.Statistics?.TotalBytesProcessed,
        job.Statistics?.Query?.TotalBytesBilled,
        job.Statistics?.Query?.NumDmlAffectedRows,
        job.Statistics?.TotalSlotMs is { } slots ? TimeSpan.FromMilliseconds(slots) : null);
}
