using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Catalog.Ddl;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>The Routine resource.</summary>
internal static class RoutineResource
{
    public static JsonObject Of(RoutineEntry routine)
    {
        var resource = new JsonObject
        {
            ["etag"] = routine.Etag,
            ["routineReference"] = routine.Name.Json(),
            ["routineType"] = TypeName(routine.Kind),
            ["creationTime"] = Resources.Millis(routine.CreatedAt),
            ["lastModifiedTime"] = Resources.Millis(routine.ModifiedAt),
            ["language"] = routine.Language,
            ["definitionBody"] = routine.Body,
        };
        if (routine.Arguments.Count > 0)
            resource["arguments"] = new JsonArray([.. routine.Arguments.Select(argument => Argument(routine.Kind, argument))]);
        if (routine.ReturnType is { } type)
            resource["returnType"] = RoutineTypes.Json(type);
        if (routine.ReturnColumns is { } columns)
            resource["returnTableType"] = RoutineTypes.Table(columns);
        if (routine.Options.TryGetValue("library", out var libraries))
            resource["importedLibraries"] = JsonNode.Parse(libraries);
        Resources.Add(resource, "description", routine.Description);
        Resources.Add(resource, "determinismLevel", routine.DeterminismLevel);
        if (routine.Kind == RoutineKind.Procedure)
            resource["strictMode"] = routine.StrictMode;
        return resource;
    }

    public static JsonObject ListItem(RoutineEntry routine)
    {
        var item = Of(routine);
        foreach (var name in new[] { "definitionBody", "arguments", "returnType", "returnTableType", "description" })
            item.Remove(name);
        return item;
    }

    public static RoutineEntry Read(JsonObject resource, RoutineEntry before) => before with
    {
        Kind = Kind((string?)resource["routineType"]),
        Language = (string?)resource["language"] ?? "SQL",
        Body = (string?)resource["definitionBody"] ?? throw RestException.Required("definitionBody"),
        Arguments = [.. (resource["arguments"] as JsonArray ?? []).Select(argument => Argument(argument!))],
        ReturnType = resource["returnType"] is { } type ? RoutineTypes.Read(type) : null,
        ReturnColumns = resource["returnTableType"] is { } table ? RoutineTypes.ReadTable(table) : null,
        Options = Libraries(resource, before.Options),
        Description = (string?)resource["description"],
        DeterminismLevel = (string?)resource["determinismLevel"],
        StrictMode = (bool?)resource["strictMode"] != false,
    };

    /// <summary>As the option of the statement says it: an array of texts, which JSON writes alike.</summary>
    static Dictionary<string, string> Libraries(JsonObject resource, IReadOnlyDictionary<string, string> before)
    {
        var options = before.ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal);
        options.Remove("library");
        if (resource["importedLibraries"] is JsonArray { Count: > 0 } libraries)
            options["library"] = $"[{string.Join(", ", libraries.Select(library => GoogleText.String((string)library!)))}]";
        return options;
    }

    static JsonObject Argument(RoutineKind kind, RoutineArgument argument)
    {
        var json = new JsonObject();
        Resources.Add(json, "name", argument.Name);
        if (argument.TableColumns is { } columns)
            json["tableType"] = RoutineTypes.Table(columns);
        else if (argument.Type is { } type)
            json["dataType"] = RoutineTypes.Json(type);
        else
            json["argumentKind"] = "ANY_TYPE";
        if (kind == RoutineKind.AggregateFunction && !argument.IsAggregate)
            json["isAggregate"] = false;
        if (kind == RoutineKind.Procedure)
            json["mode"] = argument.Mode.ToString().ToUpperInvariant();
        return json;
    }

    static RoutineArgument Argument(JsonNode json) => new(
        (string?)json["name"],
        json["dataType"] is { } type ? RoutineTypes.Read(type) : null,
        (string?)json["mode"] switch { "OUT" => ArgumentMode.Out, "INOUT" => ArgumentMode.InOut, _ => ArgumentMode.In },
        json["tableType"] is { } table ? RoutineTypes.ReadTable(table) : null) { IsAggregate = (bool?)json["isAggregate"] != false };

    static string TypeName(RoutineKind kind) => kind switch
    {
        RoutineKind.ScalarFunction => "SCALAR_FUNCTION",
        RoutineKind.AggregateFunction => "AGGREGATE_FUNCTION",
        RoutineKind.TableFunction => "TABLE_VALUED_FUNCTION",
        _ => "PROCEDURE",
    };

    static RoutineKind Kind(string? name) => name switch
    {
        "SCALAR_FUNCTION" => RoutineKind.ScalarFunction,
        "AGGREGATE_FUNCTION" => RoutineKind.AggregateFunction,
        "TABLE_VALUED_FUNCTION" => RoutineKind.TableFunction,
        "PROCEDURE" => RoutineKind.Procedure,
        _ => throw BigQueryException.Invalid($"Invalid value for routineType: {name} is not a valid value", "routineType"),
    };
}
