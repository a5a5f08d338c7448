using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>queryParameters of a configuration: typed values as DuckDB expressions.</summary>
internal static class QueryParameters
{
    public static IReadOnlyList<QueryParameter> Read(JsonObject query)
    {
        var mode = ((string?)query["parameterMode"])?.ToUpperInvariant();
        if (mode is not (null or "" or "NAMED" or "POSITIONAL"))
            throw BigQueryException.Invalid($"Invalid value for parameterMode: {mode} is not a valid value", "parameterMode");
        var named = mode == "NAMED";
        return [.. (query["queryParameters"] as JsonArray ?? []).OfType<JsonObject>().Select(parameter => One(parameter, named))];
    }

    /// <summary>A parameter that a query uses and nobody declared, with the type that the query wants.</summary>
    public static JsonObject Json(QueryParameter parameter)
    {
        var json = new JsonObject { ["parameterType"] = TypeJson(parameter.Type) };
        if (parameter.Name is not null)
            json["name"] = parameter.Name;
        return json;
    }

    static QueryParameter One(JsonObject parameter, bool named)
    {
        var name = (string?)parameter["name"];
        if (named && string.IsNullOrEmpty(name))
            throw BigQueryException.Invalid("Missing name for named query parameter", "queryParameters");
        var type = Type(parameter["parameterType"] as JsonObject ?? throw BigQueryException.Invalid("Query parameter has no type", "queryParameters"));
        var sql = ParameterLiteral.Of(type, parameter["parameterValue"] as JsonObject, name ?? "");
        return new QueryParameter(string.IsNullOrEmpty(name) ? null : name, type, sql);
    }

    static SqlType Type(JsonObject json)
    {
        var name = (string?)json["type"] ?? "";
        return name.ToUpperInvariant() switch
        {
            "ARRAY" => SqlType.Array(Type(Inner(json, "arrayType"))),
            "STRUCT" or "RECORD" => SqlType.Struct((json["structTypes"] as JsonArray ?? []).Select(Field)),
            "RANGE" => SqlType.Range(Type(Inner(json, "rangeElementType"))),
            _ => TypeText.FromName(name) ?? throw BigQueryException.Invalid($"Invalid value for type: {name} is not a valid value", "queryParameters"),
        };
    }

    static StructField Field(JsonNode? json) => new((string?)json!["name"], Type(Inner(json.AsObject(), "type")));

    static JsonObject Inner(JsonObject json, string name) =>
        json[name] as JsonObject ?? throw BigQueryException.Invalid($"Query parameter type has no {name}", "queryParameters");

    static JsonObject TypeJson(SqlType type)
    {
        var json = new JsonObject { ["type"] = type.Kind.ToString().ToUpperInvariant() };
        if (type.IsArray)
            json["arrayType"] = TypeJson(type.Element!);
        if (type.IsRange)
            json["rangeElementType"] = TypeJson(type.Element!);
        if (type.IsStruct)
            json["structTypes"] = new JsonArray([.. type.Fields.Select(field => new JsonObject { ["name"] = field.Name, ["type"] = TypeJson(field.Type) })]);
        return json;
    }
}
