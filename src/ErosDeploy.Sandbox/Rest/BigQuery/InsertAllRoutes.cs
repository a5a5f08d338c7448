using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.tabledata.insertAll: rows as JSON, checked one by one, written in one commit.</summary>
internal sealed class InsertAllRoutes(Func<ICatalog> catalog, ITableData data, string scratchParent)
{
    public void AddTo(Router router) => router.Add(
        "POST", "/bigquery/v2/projects/{project}/datasets/{dataset}/tables/{table}/insertAll", InsertAll);

    async Task<HttpResponseMessage> InsertAll(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.InsertAll, "insertAll", token).ConfigureAwait(false);
        var table = TableRoutes.Find(catalog(), request);
        if (table.Kind is not (TableKind.Table or TableKind.Clone))
            throw BigQueryException.Invalid($"Cannot add rows to a table of type {TableResource.TypeName(table.Kind)}.");
        var rows = (body["rows"] as JsonArray ?? []).Select(row => row!["json"] as JsonObject ?? []).ToList();
        if (rows.Count == 0)
            throw BigQueryException.Invalid("Empty request");
        var checker = new InsertRowCheck([.. table.Columns.Where(column => !column.IsPseudo)], (bool?)body["ignoreUnknownValues"] == true);
        var errors = rows.Select((row, i) => (Index: i, Error: checker.Check(row))).Where(found => found.Error is not null).ToList();
        var skip = (bool?)body["skipInvalidRows"] == true;
        if (errors.Count == 0 || (skip && errors.Count < rows.Count))
            await WriteAsync(table, [.. rows.Where((_, i) => errors.TrueForAll(error => error.Index != i))], token).ConfigureAwait(false);
        return Answer(errors, skip ? 0 : rows.Count);
    }

    async Task WriteAsync(TableEntry table, List<JsonObject> rows, CancellationToken token)
    {
        using var scratch = new ScratchFolder(scratchParent);
        var file = Path.Combine(scratch.Path, "rows.ndjson");
        await File.WriteAllLinesAsync(file, rows.Select(Reply.Text), token).ConfigureAwait(false);
        var source = new LoadSource([file], new LoadOptions { Format = "NEWLINE_DELIMITED_JSON", IgnoreUnknownValues = true })
        {
            Schema = [.. table.Columns.Where(column => !column.IsPseudo)], Scratch = scratch.Path,
        };
        var relation = await FileLoad.RelationAsync(source, data, token).ConfigureAwait(false);
        await data.WriteAsync(new WriteTarget(table.Name) { Write = WriteDisposition.WriteAppend, Create = CreateDisposition.CreateNever }, relation.Columns, relation.Sql, token)
            .ConfigureAwait(false);
    }

    // without skipInvalidRows one wrong row stops the others too
    static HttpResponseMessage Answer(List<(int Index, JsonObject? Error)> errors, int stopped)
    {
        var answer = new JsonObject { ["kind"] = "bigquery#tableDataInsertAllResponse" };
        if (errors.Count == 0)
            return Reply.Json(answer);
        var byIndex = errors.ToDictionary(error => error.Index, error => error.Error!);
        var indexes = stopped > 0 ? Enumerable.Range(0, stopped) : byIndex.Keys;
        answer["insertErrors"] = new JsonArray([.. indexes.Select(index => new JsonObject
        {
            ["index"] = index,
            ["errors"] = new JsonArray(byIndex.TryGetValue(index, out var error) ? error : new JsonObject { ["reason"] = "stopped", ["location"] = "", ["debugInfo"] = "", ["message"] = "" }),
        })]);
        return Reply.Json(answer);
    }
}
