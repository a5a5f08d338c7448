using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>A job's configuration: checked, and completed with what the service fills in.</summary>
internal static class JobConfiguration
{
    static readonly string[] Kinds = ["query", "load", "extract", "copy"];

    public static JsonObject Checked(JsonNode? given)
    {
        var configuration = given is JsonObject known ? (JsonObject)known.DeepClone() : throw new BigQueryException("required", "Required parameter is missing");
        var kinds = Kinds.Where(configuration.ContainsKey).ToList();
        if (kinds.Count != 1)
            throw BigQueryException.Invalid("Job configuration must contain exactly one job-specific configuration object (e.g., query, load, extract, spreadsheetExtract), "
                + $"but there were {kinds.Count}: {string.Join(", ", kinds)}");
        configuration["jobType"] = kinds[0].ToUpperInvariant();
        if (configuration[kinds[0]] is JsonObject part)
            Complete(kinds[0], part);
        return configuration;
    }

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
        query["useLegacySql"] = false;
        query["priority"] ??= "INTERACTIVE";
    }
}
