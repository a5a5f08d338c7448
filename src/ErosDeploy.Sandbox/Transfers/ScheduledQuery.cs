using System.Globalization;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Transfers;

/// <summary>The data source <c>scheduled_query</c>: from a config's parameters to a query job.</summary>
internal static class ScheduledQuery
{
    static readonly string[] Known = ["query", "destination_table_name_template", "write_disposition", "partitioning_field", "partitioning_type"];

    /// <summary>What is wrong with the parameters; null if nothing is.</summary>
    public static string? Fault(JsonObject given)
    {
        var unknown = (given["params"] as JsonObject ?? []).Select(pair => pair.Key).FirstOrDefault(name => !Known.Contains(name));
        if (unknown is not null)
            return $"Unknown parameter of data source scheduled_query: {unknown}";
        if (string.IsNullOrWhiteSpace((string?)given["params"]?["query"]))
            return "Missing required parameter: query";
        if ((string?)given["params"]?["destination_table_name_template"] is not { Length: > 0 } template)
            return null;
        if (TableName(template, DateTimeOffset.UnixEpoch) is null)
            return $"Invalid destination_table_name_template: {template}";
        return given["destinationDatasetId"] is null ? "destination_table_name_template needs destination_dataset_id" : null;
    }

    /// <summary>The Job resource of a run.</summary>
    public static JsonObject Job(TransferConfig config, TransferRun run) => new()
    {
        ["jobReference"] = new JsonObject { ["projectId"] = config.Project, ["jobId"] = run.JobId, ["location"] = config.Location.ToUpperInvariant() is "US" or "EU" ? config.Location.ToUpperInvariant() : config.Location },
        ["configuration"] = new JsonObject
        {
            ["query"] = Query(config, run),
            ["labels"] = new JsonObject { ["data_source_id"] = "scheduled_query" },
        },
    };

    static JsonObject Query(TransferConfig config, TransferRun run)
    {
        var query = new JsonObject
        {
            ["query"] = config.Param("query"),
            ["useLegacySql"] = false,
            ["parameterMode"] = "NAMED",
            ["queryParameters"] = new JsonArray(
                Parameter("run_time", "TIMESTAMP", run.RunTime.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF+00:00", CultureInfo.InvariantCulture)),
                Parameter("run_date", "DATE", run.RunTime.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        };
        if (config.Param("destination_table_name_template") is { Length: > 0 } template)
            AddDestination(query, config, TableName(template, run.RunTime)!);
        return query;
    }

    static void AddDestination(JsonObject query, TransferConfig config, string table)
    {
        query["destinationTable"] = new JsonObject
        {
            ["projectId"] = config.Project, ["datasetId"] = (string?)config.Given["destinationDatasetId"], ["tableId"] = table,
        };
        query["writeDisposition"] = config.Param("write_disposition") is { Length: > 0 } disposition ? disposition : "WRITE_APPEND";
        if (config.Param("partitioning_field") is { Length: > 0 } field)
            query["timePartitioning"] = new JsonObject { ["type"] = config.Param("partitioning_type") is { Length: > 0 } type ? type : "DAY", ["field"] = field };
    }

    static JsonObject Parameter(string name, string type, string value) => new()
    {
        ["name"] = name, ["parameterType"] = new JsonObject { ["type"] = type }, ["parameterValue"] = new JsonObject { ["value"] = value },
    };

    // {run_date} and {run_time|"%Y%m%d"}; offsets of run_time are refused
    static string? TableName(string template, DateTimeOffset runTime)
    {
        var open = template.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return template;
        var close = template.IndexOf('}', open);
        var value = close < 0 ? null : Placeholder(template[(open + 1)..close], runTime);
        return value is null || TableName(template[(close + 1)..], runTime) is not { } rest ? null : template[..open] + value + rest;
    }

    static string? Placeholder(string text, DateTimeOffset runTime) => text switch
    {
        "run_date" => TransferTime.Format(runTime, "%Y%m%d"),
        ['r', 'u', 'n', '_', 't', 'i', 'm', 'e', '|', '"', .. var format, '"'] => TransferTime.Format(runTime, format),
        _ => null,
    };
}
