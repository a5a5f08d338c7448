using System.Globalization;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>A job's configuration: checked, and completed with what the service fills in.</summary>
internal static class JobConfiguration
{
    /// <summary>.NET has no longer timers: 49 days, far beyond the six hours that a job may run.</summary>
    const long LongestTimer = uint.MaxValue - 1;

    static readonly string[] Kinds = ["query", "load", "extract", "copy"];

    public static JsonObject Checked(JsonNode? given)
    {
        var configuration = given is JsonObject known ? (JsonObject)known.DeepClone() : throw new BigQueryException("required", "Required parameter is missing");
        var kinds = Kinds.Where(kind => configuration[kind] is not null).ToList();
        if (kinds.Count != 1)
            throw BigQueryException.Invalid("Job configuration must contain exactly one job-specific configuration object (e.g., query, load, extract, spreadsheetExtract), "
                + $"but there were {kinds.Count}: {string.Join(", ", kinds)}");
        _ = TimeoutOf(configuration);
        configuration["jobType"] = kinds[0].ToUpperInvariant();
        if (configuration[kinds[0]] is JsonObject part)
            Complete(kinds[0], part);
        return configuration;
    }

    /// <summary>How long the job may run; null for as long as it likes.</summary>
    public static TimeSpan? TimeoutOf(JsonObject configuration) => configuration["jobTimeoutMs"]?.ToString() switch
    {
        null or "" or "0" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) => TimeSpan.FromMilliseconds(Math.Min(ms, LongestTimer)),
        var text => throw BigQueryException.Invalid($"Invalid value for jobTimeoutMs: {text} is not a valid value", "jobTimeoutMs"),
    };

    static void Complete(string kind, JsonObject part)
    {
        if (kind == "query")
            CompleteQuery(part);
        else if (kind == "extract" && part["destinationUris"] is null && part["destinationUri"] is { } single)
            part["destinationUris"] = new JsonArray(single.DeepClone());
        else if (kind == "extract" && part["destinationUris"] is JsonArray { Count: > 0 } uris)
            part["destinationUri"] = uris[0]!.DeepClone();
    }

    static void CompleteQuery(JsonObject query)
    {
        if (string.IsNullOrEmpty((string?)query["query"]))
            throw new BigQueryException("required", "Required parameter is missing: query");
        if ((bool?)query["useLegacySql"] == true)
            throw BigQueryException.Unimplemented("legacy SQL (useLegacySql)");
        if ((string?)query["priority"] is { Length: > 0 } priority && priority is not ("INTERACTIVE" or "BATCH" or "PRIORITY_UNSPECIFIED"))
            throw BigQueryException.Invalid($"Invalid value for priority: {priority} is not a valid value", "priority");
        query["useLegacySql"] = false;
        query["priority"] ??= "INTERACTIVE";
    }
}
