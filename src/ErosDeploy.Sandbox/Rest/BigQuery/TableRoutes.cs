using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.tables</summary>
internal sealed class TableRoutes(Func<ICatalog> catalog, ICatalogWriter writer, ITableData data)
{
    const string Path = "/bigquery/v2/projects/{project}/datasets/{dataset}/tables";

    public void AddTo(Router router) => router
        .Add("GET", Path, List)
        .Add("POST", Path, Insert)
        .Add("GET", Path + "/{table}", Get)
        .Add("PATCH", Path + "/{table}", (request, token) => Change(request, patch: true, token))
        .Add("POST", Path + "/{table}", Act)
        .Add("PUT", Path + "/{table}", (request, token) => Change(request, patch: false, token))
        .Add("DELETE", Path + "/{table}", Delete);

    public static BigQueryException NotFound(TableName name) => new("notFound", $"Not found: Table {name}");

    public static TableEntry Find(ICatalog catalog, RestRequest request)
    {
        var dataset = new DatasetName(request["project"], request["dataset"]);
        var name = new TableName(dataset.Project, dataset.Dataset, request["table"]);
        if (catalog.FindDataset(dataset) is null)
            throw DatasetRoutes.NotFound(dataset);
        return catalog.FindTable(name) ?? throw NotFound(name);
    }

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token)
    {
        var dataset = new DatasetName(request["project"], request["dataset"]);
        _ = catalog().FindDataset(dataset) ?? throw DatasetRoutes.NotFound(dataset);
        var tables = catalog().ListTables(dataset);
        var (page, next) = Paging.Of(tables, request, 50);
        var body = new JsonObject { ["kind"] = "bigquery#tableList", ["etag"] = $"{tables.Count}" };
        if (page.Count > 0)
            body["tables"] = new JsonArray([.. page.Select(TableResource.ListItem)]);
        if (next is not null)
            body["nextPageToken"] = next;
        body["totalItems"] = tables.Count;
        return Task.FromResult(Reply.Json(body));
    }

    async Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Table, "table", token).ConfigureAwait(false);
        var dataset = new DatasetName(request["project"], request["dataset"]);
        var parent = catalog().FindDataset(dataset) ?? throw DatasetRoutes.NotFound(dataset);
        var id = (string?)body["tableReference"]?["tableId"] ?? throw RestException.Required("tableReference.tableId");
        Identifiers.RequireTable(id);
        var entry = new TableEntry { Name = new TableName(dataset.Project, dataset.Dataset, id), Location = parent.Location };
        var made = await writer.CreateAsync(Collations.Inherited(TableReader.Read(body, entry), parent), token).ConfigureAwait(false);
        return await AnswerAsync(made, token).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> Get(RestRequest request, CancellationToken token)
    {
        var table = Find(catalog(), request);
        return Resources.Unless(request, TableResource.Of(table, await FiguresAsync(table, token).ConfigureAwait(false)));
    }

    /// <summary>Methods that stand behind a colon.</summary>
    Task<HttpResponseMessage> Act(RestRequest request, CancellationToken token) => request["table"].Split(':') is [var id, "testIamPermissions"]
        ? TestPermissionsAsync(request, id, token)
        : throw RestException.NotFound($"Not Found: POST {request.Message.RequestUri!.AbsolutePath}");

    /// <summary>Everybody may do everything here; of what does not exist nobody has any permission, which is no error.</summary>
    async Task<HttpResponseMessage> TestPermissionsAsync(RestRequest request, string id, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.TestPermissions, "testIamPermissions", token).ConfigureAwait(false);
        var asked = (body["permissions"] as JsonArray ?? []).Select(permission => (string)permission!).ToList();
        if (asked.FirstOrDefault(permission => !permission.StartsWith("bigquery.", StringComparison.Ordinal) || permission.Contains('*', StringComparison.Ordinal)) is { } wrong)
            throw BigQueryException.Invalid($"Permission {wrong} is not valid for this resource.");
        var exists = catalog().FindTable(new TableName(request["project"], request["dataset"], id)) is not null;
        return Reply.Json(exists && asked.Count > 0 ? new JsonObject { ["permissions"] = new JsonArray([.. asked.Select(permission => (JsonNode)permission)]) } : []);
    }

    async Task<HttpResponseMessage> Change(RestRequest request, bool patch, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Table, "table", token).ConfigureAwait(false);
        var changed = await writer.UpdateAsync(Find(catalog(), request).Name, current =>
        {
            Resources.RequireEtag(request, current.Etag);
            var before = TableResource.Of(current, null);
            var after = TableReader.Read(patch ? JsonMerge.Patch(before, body) : Kept(before, body), current);
            SchemaChange.Require(current, after);
            return after;
        }, token).ConfigureAwait(false);
        return await AnswerAsync(changed, token).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> Delete(RestRequest request, CancellationToken token)
    {
        var table = Find(catalog(), request);
        Resources.RequireEtag(request, table.Etag);
        await writer.DeleteAsync(table.Name, token).ConfigureAwait(false);
        return Reply.Empty();
    }

    async Task<HttpResponseMessage> AnswerAsync(TableEntry table, CancellationToken token) =>
        Reply.Json(TableResource.Of(table, await FiguresAsync(table, token).ConfigureAwait(false)));

    async Task<TableFigures?> FiguresAsync(TableEntry table, CancellationToken token) =>
        table.HoldsRows || table.Kind == TableKind.MaterializedView ? await data.FiguresAsync(table, token).ConfigureAwait(false) : new TableFigures(0, 0);

    // an update keeps schema, partitioning and definition where the caller leaves them out
    static JsonObject Kept(JsonObject before, JsonObject body)
    {
        var whole = (JsonObject)body.DeepClone();
        foreach (var name in new[] { "schema", "timePartitioning", "rangePartitioning", "view", "materializedView" })
        {
            if (whole[name] is null && before[name] is { } value)
                whole[name] = value.DeepClone();
        }

        return whole;
    }
}
