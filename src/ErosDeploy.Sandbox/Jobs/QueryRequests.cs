using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>A query job's configuration as a request to the engine.</summary>
internal static class QueryRequests
{
    static readonly string[] SchemaUpdates = ["ALLOW_FIELD_ADDITION", "ALLOW_FIELD_RELAXATION"];

    public static QueryRequest Of(JobDocument job, Caller caller)
    {
        var query = job.Configuration["query"]!.AsObject();
        var connection = ConnectionProperties.Of(query);
        return new QueryRequest
        {
            Project = job.Project,
            JobId = job.JobId,
            Sql = (string)query["query"]!,
            Location = job.Location,
            DefaultDataset = query["defaultDataset"] is { } dataset ? References.Dataset(dataset, job.Project) : null,
            Parameters = QueryParameters.Read(query),
            Destination = query["destinationTable"] is { } table ? Target(query, References.Table(table, job.Project)) : null,
            MaximumBytesBilled = Long(query["maximumBytesBilled"]),
            Labels = Labels(job.Configuration["labels"]),
            CreateSession = (bool?)query["createSession"] == true,
            SessionId = connection.SessionId,
            QueryLabel = connection.QueryLabel,
            DatasetProject = connection.DatasetProjectId,
            TimeZone = connection.TimeZone,
            Caller = caller,
            Projection = WireProjection.Of,
        };
    }

    /// <summary>The destination of a query, load or copy configuration.</summary>
    public static WriteTarget Target(JsonObject configuration, TableName table, WriteDisposition standard = WriteDisposition.WriteEmpty)
    {
        var options = (configuration["schemaUpdateOptions"] as JsonArray ?? []).Select(option => ((string)option!).ToUpperInvariant()).ToList();
        if (options.Find(option => !SchemaUpdates.Contains(option)) is { } unknown)
            throw BigQueryException.Invalid($"Invalid value for schemaUpdateOptions: {unknown} is not a valid value", "schemaUpdateOptions");
        var write = Write((string?)configuration["writeDisposition"], standard);
        if (options.Count > 0 && !(write == WriteDisposition.WriteAppend || (write == WriteDisposition.WriteTruncate && table.Table.Contains('$', StringComparison.Ordinal))))
            throw BigQueryException.Invalid("Schema update options should only be specified with WRITE_APPEND disposition, or with WRITE_TRUNCATE disposition on a table partition.");
        return new WriteTarget(table)
        {
            Create = Create((string?)configuration["createDisposition"]),
            Write = write,
            AllowFieldAddition = options.Contains("ALLOW_FIELD_ADDITION"),
            AllowFieldRelaxation = options.Contains("ALLOW_FIELD_RELAXATION"),
            TimePartitioning = Partitions.Time(configuration["timePartitioning"]),
            RangePartitioning = Partitions.Range(configuration["rangePartitioning"]),
            Clustering = Partitions.Clustering(configuration["clustering"]),
        };
    }

    static CreateDisposition Create(string? text) => text switch
    {
        null or "" or "CREATE_IF_NEEDED" => CreateDisposition.CreateIfNeeded,
        "CREATE_NEVER" => CreateDisposition.CreateNever,
        _ => throw BigQueryException.Invalid($"Invalid value for createDisposition: {text} is not a valid value", "createDisposition"),
    };

    static WriteDisposition Write(string? text, WriteDisposition standard) => text switch
    {
        null or "" => standard,
        "WRITE_EMPTY" => WriteDisposition.WriteEmpty,
        "WRITE_APPEND" => WriteDisposition.WriteAppend,
        "WRITE_TRUNCATE" => WriteDisposition.WriteTruncate,
        "WRITE_TRUNCATE_DATA" => WriteDisposition.WriteTruncateData,
        _ => throw BigQueryException.Invalid($"Invalid value for writeDisposition: {text} is not a valid value", "writeDisposition"),
    };

    static Dictionary<string, string> Labels(JsonNode? labels) =>
        (labels as JsonObject ?? []).ToDictionary(label => label.Key, label => (string?)label.Value ?? "", StringComparer.Ordinal);

    static long? Long(JsonNode? value) => value is null ? null : long.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
