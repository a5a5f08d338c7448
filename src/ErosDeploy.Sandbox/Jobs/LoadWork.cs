using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Runs load jobs: files of the object store (or one uploaded) into a table, in one commit.</summary>
internal sealed class LoadWork(FileImport import, Func<ICatalog> catalog)
{
    public async Task<JobDocument> RunAsync(JobDocument job, JobRequestSource source, CancellationToken token)
    {
        var load = job.Configuration["load"]!.AsObject();
        var table = References.Table(load["destinationTable"] ?? throw new BigQueryException("required", "Required parameter is missing: destinationTable"), job.Project);
        List<string> files = source.UploadedFile is { } uploaded ? [uploaded] : Files(load);
        try
        {
            var rows = await LoadAsync(load, table, files, token).ConfigureAwait(false);
            return job with { Statistics = Statistics(files, rows) };
        }
        finally
        {
            if (source.UploadedFile is not null)
                File.Delete(source.UploadedFile);
        }
    }

    Task<long> LoadAsync(JsonObject load, TableName table, List<string> files, CancellationToken token)
    {
        var target = QueryRequests.Target(load, table, WriteDisposition.WriteAppend);
        var options = Options(load);
        return import.ReadAsync(files, options, Schema(load, table, options), relation => import.WriteAsync(relation, target, token), token);
    }

    IReadOnlyList<ColumnEntry> Schema(JsonObject load, TableName table, LoadOptions options)
    {
        var given = SchemaReader.Columns(load["schema"]);
        if (given.Count > 0 && options.Format is not ("AVRO" or "PARQUET"))
            return given;
        var existing = catalog().FindTable(table)?.Columns.Where(column => !column.IsPseudo).ToList() ?? [];
        var selfDescribing = options.Format is "AVRO" or "PARQUET";
        return existing.Count > 0 || options.Autodetect || selfDescribing ? existing : throw BigQueryException.Invalid("No schema specified on job or table.");
    }

    List<string> Files(JsonObject load)
    {
        var uris = (load["sourceUris"] as JsonArray ?? []).Select(uri => (string)uri!).ToList();
        if (uris.Count == 0)
            throw new BigQueryException("required", "Required parameter is missing: sourceUris");
        return import.Files(uris);
    }

    static LoadOptions Options(JsonObject load)
    {
        if ((string?)load["encoding"] is { Length: > 0 } encoding && !encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase))
            throw BigQueryException.Unimplemented($"configuration.load.encoding {encoding}");
        var options = Read(load);
        if (load["decimalTargetTypes"] is JsonArray { Count: > 0 } && options.Format != "AVRO")
            throw BigQueryException.Unimplemented($"configuration.load.decimalTargetTypes of {options.Format}");
        return options is { IgnoreUnknownValues: true, Format: not "NEWLINE_DELIMITED_JSON" } ? throw BigQueryException.Unimplemented($"configuration.load.ignoreUnknownValues of {options.Format}") : options;
    }

    static LoadOptions Read(JsonObject load) => new()
    {
        Format = ((string?)load["sourceFormat"] ?? "CSV").ToUpperInvariant(),
        Autodetect = (bool?)load["autodetect"] == true,
        UseAvroLogicalTypes = (bool?)load["useAvroLogicalTypes"] == true,
        DecimalTargetTypes = load["decimalTargetTypes"] is JsonArray { Count: > 0 } types ? types.Select(type => (string)type!).ToList() : ["NUMERIC"],
        IgnoreUnknownValues = (bool?)load["ignoreUnknownValues"] == true,
        SkipLeadingRows = load["skipLeadingRows"] is { } skip ? long.Parse(skip.ToString(), CultureInfo.InvariantCulture) : 0,
        FieldDelimiter = (string?)load["fieldDelimiter"] is { Length: > 0 } delimiter ? delimiter : ",",
        Quote = (string?)load["quote"] ?? "\"",
        NullMarker = (string?)load["nullMarker"] ?? "",
        AllowQuotedNewlines = (bool?)load["allowQuotedNewlines"] == true,
        AllowJaggedRows = (bool?)load["allowJaggedRows"] == true,
    };

    static JsonObject Statistics(List<string> files, long rows) => new()
    {
        ["load"] = new JsonObject
        {
            ["inputFiles"] = Text(files.Count),
            ["inputFileBytes"] = Text(files.Sum(file => new FileInfo(file).Length)),
            ["outputRows"] = Text(rows),
            ["outputBytes"] = Text(files.Sum(file => new FileInfo(file).Length)),
            ["badRecords"] = "0",
        },
    };

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
