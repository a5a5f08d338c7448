using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>connectionProperties of a query: those the documentation names act or are refused, others are ignored, as the service does.</summary>
internal sealed record ConnectionProperties(string? SessionId, string? QueryLabel, string? DatasetProjectId, string? TimeZone)
{
    public static ConnectionProperties Of(JsonObject query)
    {
        var given = (query["connectionProperties"] as JsonArray ?? []).Select(property => ((string?)property!["key"] ?? "", (string?)property["value"])).ToList();
        if (given.GroupBy(property => property.Item1).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            throw BigQueryException.Invalid($"Connection property {twice} is given more than once", "connectionProperties");
        var values = given.ToDictionary(property => property.Item1, property => property.Item2);
        if (values.GetValueOrDefault("service_account") is { Length: > 0 })
            throw BigQueryException.Unimplemented("configuration.query.connectionProperties service_account");
        return new(values.GetValueOrDefault("session_id"), values.GetValueOrDefault("query_label"), values.GetValueOrDefault("dataset_project_id"), values.GetValueOrDefault("time_zone"));
    }
}
