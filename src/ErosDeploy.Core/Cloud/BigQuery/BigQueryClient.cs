using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>
/// BigQuery v2 in one project. Method names are the REST reference's. "Find" semantics: what does not exist is null, every other
/// refusal is an <see cref="ErosException"/> with an EROS5xxx code.
/// </summary>
public sealed partial class BigQueryClient(CloudConnection connection, string projectId)
{
    public string ProjectId => projectId;

    public CloudConnection Connection => connection;

    string Root => $"bigquery/v2/projects/{Escape(projectId)}";

    public Task<Dataset?> GetDatasetAsync(string dataset, CancellationToken cancel) =>
        connection.FindAsync(Get(DatasetPath(dataset), $"Reading dataset {dataset}"), CloudJson.Default.Dataset, cancel);

    public IAsyncEnumerable<Dataset> ListDatasetsAsync(CancellationToken cancel = default) => PagesAsync(
        $"{Root}/datasets?maxResults=1000", $"Listing datasets of {projectId}", CloudJson.Default.DatasetList,
        page => (page.Datasets, page.NextPageToken), cancel);

    /// <summary>A dataset that exists is CloudConflict.</summary>
    public Task<Dataset> InsertDatasetAsync(Dataset dataset, CancellationToken cancel) => connection.SendAsync(
        Write(HttpMethod.Post, $"{Root}/datasets", $"Creating dataset {dataset.DatasetReference?.DatasetId}", dataset, CloudJson.Default.Dataset),
        CloudJson.Default.Dataset, cancel);

    public Task<Dataset> PatchDatasetAsync(string dataset, Dataset changes, string? etag, CancellationToken cancel) => connection.SendAsync(
        Write(HttpMethod.Patch, DatasetPath(dataset), $"Changing dataset {dataset}", changes, CloudJson.Default.Dataset, etag),
        CloudJson.Default.Dataset, cancel);

    /// <summary>False when there was none.</summary>
    public Task<bool> DeleteDatasetAsync(string dataset, bool deleteContents, CancellationToken cancel) => DeleteAsync(
        $"{DatasetPath(dataset)}?deleteContents={(deleteContents ? "true" : "false")}", $"Deleting dataset {dataset}", cancel);

    /// <summary>Tables, views and snapshots of a dataset in short form (reference, type, labels); read one for the rest.</summary>
    public IAsyncEnumerable<Table> ListTablesAsync(string dataset, CancellationToken cancel = default) => PagesAsync(
        $"{DatasetPath(dataset)}/tables?maxResults=1000", $"Listing tables of {dataset}", CloudJson.Default.TableList,
        page => (page.Tables, page.NextPageToken), cancel);

    public Task<Table?> GetTableAsync(TableReference table, CancellationToken cancel) =>
        connection.FindAsync(Get(TablePath(table), $"Reading table {table}"), CloudJson.Default.Table, cancel);

    public Task<Table> InsertTableAsync(Table table, CancellationToken cancel)
    {
        var reference = table.TableReference ?? throw new ArgumentException("A table needs its reference.", nameof(table));
        var path = $"{DatasetPath(reference.DatasetId)}/tables";
        return connection.SendAsync(
            Write(HttpMethod.Post, path, $"Creating table {reference}", table, CloudJson.Default.Table), CloudJson.Default.Table, cancel);
    }

    /// <summary>Changes the members that are set. With an etag it fails when the table changed meanwhile, and may be repeated.</summary>
    public Task<Table> PatchTableAsync(TableReference table, Table changes, string? etag, CancellationToken cancel) => connection.SendAsync(
        Write(HttpMethod.Patch, TablePath(table), $"Changing table {table}", changes, CloudJson.Default.Table, etag),
        CloudJson.Default.Table, cancel);

    /// <summary>Sets members to what is given and takes null ones away: doing it twice is the same as once, so it is repeated like a read.</summary>
    public Task<Table> PatchTableAsync(TableReference table, JsonObject changes, CancellationToken cancel) => connection.SendAsync(
        Write(HttpMethod.Patch, TablePath(table), $"Changing table {table}", changes, CloudJson.Default.JsonObject) with { Idempotent = true },
        CloudJson.Default.Table, cancel);

    /// <summary>False when there was none.</summary>
    public Task<bool> DeleteTableAsync(TableReference table, CancellationToken cancel) =>
        DeleteAsync(TablePath(table), $"Deleting table {table}", cancel);

    public IAsyncEnumerable<Routine> ListRoutinesAsync(string dataset, CancellationToken cancel = default) => PagesAsync(
        $"{DatasetPath(dataset)}/routines?maxResults=1000", $"Listing routines of {dataset}", CloudJson.Default.RoutineList,
        page => (page.Routines, page.NextPageToken), cancel);

    public Task<Routine?> GetRoutineAsync(RoutineReference routine, CancellationToken cancel) =>
        connection.FindAsync(Get(RoutinePath(routine), $"Reading routine {routine.RoutineId}"), CloudJson.Default.Routine, cancel);

    public Task<Routine> InsertRoutineAsync(Routine routine, CancellationToken cancel)
    {
        var reference = routine.RoutineReference ?? throw new ArgumentException("A routine needs its reference.", nameof(routine));
        var path = $"{DatasetPath(reference.DatasetId)}/routines";
        return connection.SendAsync(
            Write(HttpMethod.Post, path, $"Creating routine {reference.RoutineId}", routine, CloudJson.Default.Routine),
            CloudJson.Default.Routine, cancel);
    }

    /// <summary>Replaces the whole routine.</summary>
    public Task<Routine> UpdateRoutineAsync(Routine routine, CancellationToken cancel)
    {
        var reference = routine.RoutineReference ?? throw new ArgumentException("A routine needs its reference.", nameof(routine));
        return connection.SendAsync(
            Write(HttpMethod.Put, RoutinePath(reference), $"Replacing routine {reference.RoutineId}", routine, CloudJson.Default.Routine),
            CloudJson.Default.Routine, cancel);
    }

    /// <summary>False when there was none.</summary>
    public Task<bool> DeleteRoutineAsync(RoutineReference routine, CancellationToken cancel) =>
        DeleteAsync(RoutinePath(routine), $"Deleting routine {routine.RoutineId}", cancel);

    async Task<bool> DeleteAsync(string path, string doing, CancellationToken cancel)
    {
        var reply = await connection.TrySendAsync(Request(HttpMethod.Delete, path, doing, idempotent: true), cancel);
        if (reply.Fault is null)
            return true;
        var error = CloudErrors.Of(reply.Fault, doing);
        return error.Code == ErosErrorCode.CloudNotFound ? false : throw error;
    }

    async IAsyncEnumerable<TItem> PagesAsync<TPage, TItem>(
        string path, string doing, JsonTypeInfo<TPage> type, Func<TPage, (IReadOnlyList<TItem>? Items, string? Next)> read,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        string? token = null;
        do
        {
            var page = await connection.SendAsync(Get(token is null ? path : $"{path}&pageToken={Escape(token)}", doing), type, cancel);
            (var items, token) = read(page);
            foreach (var item in items ?? [])
                yield return item;
        }
        while (!string.IsNullOrEmpty(token));
    }

    // A write without an etag is not repeated after an uncertain failure: the second try would meet the first one's result.
    static CloudRequest Write<T>(HttpMethod method, string path, string doing, T body, JsonTypeInfo<T> type, string? etag = null) =>
        Request(method, path, doing, idempotent: etag is not null || method == HttpMethod.Put) with
        {
            Content = Json.Content(body, type),
            IfMatch = etag,
        };

    static CloudRequest Get(string path, string doing) => Request(HttpMethod.Get, path, doing, idempotent: true);

    static CloudRequest Request(HttpMethod method, string path, string doing, bool idempotent) =>
        new() { Service = CloudService.BigQuery, Method = method, Path = path, Doing = doing, Idempotent = idempotent };

    string DatasetPath(string dataset) => $"{Root}/datasets/{Escape(dataset)}";

    static string TablePath(TableReference table) =>
        $"bigquery/v2/projects/{Escape(table.ProjectId)}/datasets/{Escape(table.DatasetId)}/tables/{Escape(table.TableId)}";

    static string RoutinePath(RoutineReference routine) =>
        $"bigquery/v2/projects/{Escape(routine.ProjectId)}/datasets/{Escape(routine.DatasetId)}/routines/{Escape(routine.RoutineId)}";

    static string Escape(string text) => PathSegment.Of(text);
}
