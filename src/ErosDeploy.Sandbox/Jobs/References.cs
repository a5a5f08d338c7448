using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>The reference objects of the resources, read and written.</summary>
internal static class References
{
    public static DatasetName Dataset(JsonNode reference, string? defaultProject = null) => new(
        (string?)reference["projectId"] ?? defaultProject ?? throw Missing("projectId"),
        (string?)reference["datasetId"] ?? throw Missing("datasetId"));

    public static TableName Table(JsonNode reference, string? defaultProject = null)
    {
        var (project, dataset) = Dataset(reference, defaultProject);
        return new TableName(project, dataset, (string?)reference["tableId"] ?? throw Missing("tableId"));
    }

    public static RoutineName Routine(JsonNode reference, string? defaultProject = null)
    {
        var (project, dataset) = Dataset(reference, defaultProject);
        return new RoutineName(project, dataset, (string?)reference["routineId"] ?? throw Missing("routineId"));
    }

    public static JsonObject Json(this DatasetName name) => new() { ["projectId"] = name.Project, ["datasetId"] = name.Dataset };

    public static JsonObject Json(this TableName name) =>
        new() { ["projectId"] = name.Project, ["datasetId"] = name.Dataset, ["tableId"] = name.Table };

    public static JsonObject Json(this RoutineName name) =>
        new() { ["projectId"] = name.Project, ["datasetId"] = name.Dataset, ["routineId"] = name.Routine };

    static BigQueryException Missing(string member) => new("required", $"Required parameter is missing: {member}");
}
