using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>
/// Avro schemas as BigQuery writes them: record Root, ["null", T] for NULLABLE, arrays for REPEATED; with logical types DATE, TIME and
/// DATETIME are date, time-micros and a string of logical type datetime, without them strings with a sqlType. NUMERIC(P, S) keeps P and S.
/// </summary>
internal static class AvroSchemas
{
    public static string Of(IReadOnlyList<ColumnEntry> columns, bool logicalTypes)
    {
        var fields = columns.Select(column => Field(column, "root", logicalTypes));
        return new JsonObject { ["type"] = "record", ["name"] = "Root", ["fields"] = new JsonArray([.. fields]) }.ToJsonString();
    }

    static JsonObject Field(ColumnEntry column, string scope, bool logicalTypes)
    {
        var field = new JsonObject { ["name"] = column.Name };
        if (column.Description is not null)
            field["doc"] = column.Description;
        var type = Type(column, column.Type.IsArray ? column.Type.Element! : column.Type, scope, logicalTypes);
        field["type"] = (column.Type.IsArray, column.Mode) switch
        {
            (true, _) => new JsonObject { ["type"] = "array", ["items"] = type },
            (_, ColumnMode.Required) => type,
            _ => new JsonArray("null", type),
        };
        return field;
    }

    /// <summary>Digits after the point of a NUMERIC or BIGNUMERIC.</summary>
    public static int Scale(SqlType type) => type.Precision is null ? type.Kind == TypeKind.Numeric ? 9 : 38 : type.Scale ?? 0;

    static JsonNode Type(ColumnEntry column, SqlType type, string scope, bool logicalTypes) => type.Kind switch
    {
        TypeKind.Struct => Record(column, type, scope, logicalTypes),
        TypeKind.Int64 => "long",
        TypeKind.Float64 => "double",
        TypeKind.Bool => "boolean",
        TypeKind.String => "string",
        TypeKind.Bytes => "bytes",
        TypeKind.Numeric => Decimal(type.Precision ?? 38, Scale(type)),
        TypeKind.BigNumeric => Decimal(type.Precision ?? 77, Scale(type)),
        TypeKind.Timestamp => new JsonObject { ["type"] = "long", ["logicalType"] = "timestamp-micros" },
        TypeKind.Date when logicalTypes => new JsonObject { ["type"] = "int", ["logicalType"] = "date" },
        TypeKind.Time when logicalTypes => new JsonObject { ["type"] = "long", ["logicalType"] = "time-micros" },
        TypeKind.Datetime when logicalTypes => new JsonObject { ["type"] = "string", ["logicalType"] = "datetime" },
        TypeKind.Date or TypeKind.Time or TypeKind.Datetime or TypeKind.Json or TypeKind.Geography =>
            new JsonObject { ["type"] = "string", ["sqlType"] = type.Kind.ToString().ToUpperInvariant() },
        _ => throw BigQueryException.Invalid($"Unsupported type for Avro export: column {column.Name} is {type}"),
    };

    static JsonObject Record(ColumnEntry column, SqlType type, string scope, bool logicalTypes)
    {
        var inner = $"{scope}.{column.Name.ToLowerInvariant()}";
        var fields = column.Fields.Count > 0 ? column.Fields : SchemaResource.FieldsOf(type);
        return new JsonObject
        {
            ["type"] = "record",
            ["namespace"] = scope,
            ["name"] = char.ToUpperInvariant(column.Name[0]) + column.Name[1..],
            ["fields"] = new JsonArray([.. fields.Select(field => Field(field, inner, logicalTypes))]),
        };
    }

    static JsonObject Decimal(int precision, int scale) =>
        new() { ["type"] = "bytes", ["logicalType"] = "decimal", ["precision"] = precision, ["scale"] = scale };
}
