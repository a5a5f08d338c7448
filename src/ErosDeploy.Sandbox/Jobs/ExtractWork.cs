using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Runs extract jobs: a table's rows into objects.</summary>
internal sealed class ExtractWork(ITableData data, Func<ICatalog> catalog, FileExport export)
{
    public async Task<JobDocument> RunAsync(JobDocument job, CancellationToken token)
    {
        var extract = job.Configuration["extract"]!.AsObject();
        var reference = extract["sourceTable"] ?? throw new BigQueryException("required", "Required parameter is missing: sourceTable");
        var source = TableDecorator.Split(References.Table(reference, job.Project));
        var table = catalog().FindTable(source.Table) ?? throw BigQueryException.TableNotFound(source.Table.Project, source.Table.Dataset, source.Table.Table, job.Location);
        if (!table.HoldsRows)
            throw BigQueryException.Invalid($"{source.Table} is not allowed for this operation because it is currently a {table.Kind.ToString().ToUpperInvariant()}.");
        var figures = await data.FiguresAsync(table, token).ConfigureAwait(false);
        var files = new List<ExportedFiles>();
        foreach (var options in Options(extract))
            files.Add(await ExportAsync(table, source.AsOf, options, token).ConfigureAwait(false));
        return job with { Statistics = Statistics(files, figures) };
    }

    Task<ExportedFiles> ExportAsync(TableEntry table, DateTimeOffset? asOf, ExportOptions options, CancellationToken token)
    {
        options.Require();
        var columns = table.Columns.Where(column => !column.IsPseudo).ToList();
        var rows = new TableRows(table) { AsOf = asOf, Projection = WireProjection.Of, Columns = [.. columns.Select(column => column.Name)] };
        return data.ReadAsync(rows, (reader, stop) => export.WriteAsync(options, columns, reader, stop), token);
    }

    static IEnumerable<ExportOptions> Options(JsonObject extract)
    {
        var uris = extract["destinationUris"] as JsonArray ?? throw new BigQueryException("required", "Required parameter is missing: destinationUris");
        return uris.Select(uri => new ExportOptions(ObjectUri.Parse((string)uri!), ((string?)extract["destinationFormat"] ?? "CSV").ToUpperInvariant())
        {
            Compression = ((string?)extract["compression"] ?? "NONE").ToUpperInvariant(),
            FieldDelimiter = (string?)extract["fieldDelimiter"] is { Length: > 0 } delimiter ? delimiter : ",",
            Header = (bool?)extract["printHeader"] != false,
            UseAvroLogicalTypes = (bool?)extract["useAvroLogicalTypes"] == true,
        });
    }

    static JsonObject Statistics(List<ExportedFiles> files, TableFigures figures) => new()
    {
        ["extract"] = new JsonObject
        {
            ["destinationUriFileCounts"] = new JsonArray([.. files.Select(file => (JsonNode)file.Files.ToString(CultureInfo.InvariantCulture))]),
            ["inputBytes"] = figures.Bytes.ToString(CultureInfo.InvariantCulture),
        },
    };
}
