using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>StandardSqlDataType of the routine resource.</summary>
internal static class RoutineTypes
{
    public static JsonObject Json(SqlType type)
    {
        var json = new JsonObject { ["typeKind"] = type.Kind.ToString().ToUpperInvariant() };
        if (type.IsArray)
            json["arrayElementType"] = Json(type.Element!);
        if (type.IsRange)
            json["rangeElementType"] = Json(type.Element!);
        if (type.IsStruct)
            json["structType"] = new JsonObject { ["fields"] = Fields(type.Fields.Select(field => (field.Name ?? "", field.Type))) };
        return json;
    }

    public static JsonObject Table(IEnumerable<ColumnEntry> columns) =>
        new() { ["columns"] = Fields(columns.Select(column => (column.Name, column.Type))) };

    public static SqlType Read(JsonNode json)
    {
        var kind = (string?)json["typeKind"] ?? "";
        return kind switch
        {
            "ARRAY" => SqlType.Array(Read(json["arrayElementType"]!)),
            "RANGE" => SqlType.Range(Read(json["rangeElementType"]!)),
            "STRUCT" => SqlType.Struct((json["structType"]?["fields"] as JsonArray ?? []).Select(field => new StructField((string?)field!["name"], Read(field["type"]!)))),
            _ => TypeText.FromName(kind) ?? throw BigQueryException.Invalid($"Invalid value for typeKind: {kind} is not a valid value"),
        };
    }

    public static IReadOnlyList<ColumnEntry> ReadTable(JsonNode json) =>
        [.. (json["columns"] as JsonArray ?? []).Select(column => SchemaResource.Described((string)column!["name"]!, Read(column["type"]!)))];

    static JsonArray Fields(IEnumerable<(string Name, SqlType Type)> fields) =>
        new([.. fields.Select(field => new JsonObject { ["name"] = field.Name, ["type"] = Json(field.Type) })]);
}
