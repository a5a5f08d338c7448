using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.tabledata.list, of stored tables and of the rows of finished queries.</summary>
internal sealed class TableDataRoutes(Func<ICatalog> catalog, ITableData data, JobStore jobs)
{
    const long PageBytes = 10_000_000;

    public void AddTo(Router router) => router.Add(
        "GET", "/bigquery/v2/projects/{project}/datasets/{dataset}/tables/{table}/data", List);

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token)
    {
        var name = new TableName(request["project"], request["dataset"], request["table"]);
        return QueryDestinations.JobOf(name) is { } job
            ? Task.FromResult(OfResult(jobs.Get(name.Project, job).Document, request))
            : OfTableAsync(request, token);
    }

    HttpResponseMessage OfResult(JobDocument job, RestRequest request)
    {
        var result = job.Result ?? throw BigQueryException.JobNotFound(job.Project, job.Location, job.JobId);
        var page = ResultPage.Of(request);
        var rows = page.Size == 0 || page.Start >= result.Rows ? [] : jobs.Results.Read(job.Project, result.JobId, page.Start, page.Size, PageBytes);
        return Answer(job.JobId, result.Rows, page, rows, RowsReply.Types(result.Schema));
    }

    async Task<HttpResponseMessage> OfTableAsync(RestRequest request, CancellationToken token)
    {
        var table = TableRoutes.Find(catalog(), request);
        if (!table.HoldsRows)
            throw BigQueryException.Invalid($"Cannot list a table of type {TableResource.TypeName(table.Kind)}.");
        var page = ResultPage.Of(request);
        var columns = Selected(table, request.Query["selectedFields"]);
        var figures = await data.FiguresAsync(table, token).ConfigureAwait(false);
        var wanted = new TableRows(table)
        {
            Columns = [.. columns.Select(column => column.Name)],
            Offset = page.Start,
            Limit = Math.Min(page.Size, 100_000),
            Projection = WireProjection.Of,
            Caller = Callers.Of(request),
        };
        var types = columns.Select(column => column.Type).ToList();
        var rows = page.Size == 0 ? [] : await data.ReadAsync(wanted, (reader, stop) => WireRows.ReadAsync(reader, types, PageBytes, stop), token).ConfigureAwait(false);
        return Answer(table.Etag, figures.Rows, page, rows, types);
    }

    static HttpResponseMessage Answer(string etag, long total, ResultPage page, List<byte[]> rows, IReadOnlyList<Sql.Types.SqlType> types)
    {
        var body = new JsonObject
        {
            ["kind"] = "bigquery#tableDataList", ["etag"] = etag, ["totalRows"] = total.ToString(CultureInfo.InvariantCulture),
        };
        if (rows.Count > 0 && page.Start + rows.Count < total)
            body["pageToken"] = Paging.Token(page.Start + rows.Count);
        return RowsReply.Of(body, rows, types, page.Timestamps);
    }

    static List<ColumnEntry> Selected(TableEntry table, string? fields)
    {
        var columns = table.Columns.Where(column => !column.IsPseudo).ToList();
        if (string.IsNullOrEmpty(fields))
            return columns;
        var names = fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = Array.Find(names, name => AvroTypes.Find(columns, name) is null);
        return unknown is null
            ? columns.FindAll(column => names.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            : throw BigQueryException.Invalid($"Selected field not found in schema: {unknown}", "selectedFields");
    }
}
