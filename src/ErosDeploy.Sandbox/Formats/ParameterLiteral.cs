using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>A QueryParameterValue as a DuckDB expression of its type's DuckDB form.</summary>
internal static class ParameterLiteral
{
    public static string Of(SqlType type, JsonObject? value, string name) => type.Kind switch
    {
        TypeKind.Array => Array(type, value, name),
        TypeKind.Struct => Struct(type, value, name),
        TypeKind.Range when value?["rangeValue"] is JsonObject range => Range(type, range, name),
        _ => Scalar(type, value?["value"], name),
    };

    static string Array(SqlType type, JsonObject? value, string name)
    {
        var elements = (value?["arrayValues"] as JsonArray ?? []).Select(element => Of(type.Element!, element as JsonObject, name));
        return $"CAST([{string.Join(", ", elements)}] AS {type.DuckType})";
    }

    static string Struct(SqlType type, JsonObject? value, string name)
    {
        if (value?["structValues"] is not JsonObject values)
            return Null(type);
        var members = type.Fields.Zip(type.PhysicalFieldNames, (field, physical) =>
            $"{DuckTypes.Quote(physical)} := {Of(field.Type, values[field.Name ?? physical] as JsonObject, name)}");
        return type.Fields.Count == 0 ? Null(type) : $"CAST(struct_pack({string.Join(", ", members)}) AS {type.DuckType})";
    }

    static string Range(SqlType type, JsonObject range, string name) =>
        $"CAST(struct_pack(\"start\" := {Of(type.Element!, range["start"] as JsonObject, name)}, \"end\" := {Of(type.Element!, range["end"] as JsonObject, name)}) AS {type.DuckType})";

    static string Scalar(SqlType type, JsonNode? value, string name)
    {
        if (value is null)
            return Null(type);
        var text = value.ToString();
        return WireText.ToDuck(type, text) ?? throw BigQueryException.Invalid(
            name.Length > 0 ? $"Invalid value for type {type} of query parameter {name}: '{text}'" : $"Invalid value for type {type} of a query parameter: '{text}'",
            "queryParameters");
    }

    static string Null(SqlType type) => $"CAST(NULL AS {type.DuckType})";
}
