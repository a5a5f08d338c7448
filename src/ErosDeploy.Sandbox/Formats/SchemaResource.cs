using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>The TableSchema resource, written.</summary>
internal static class SchemaResource
{
    public static JsonObject Of(IEnumerable<ColumnEntry> columns) => Schema(columns.Where(column => !column.IsPseudo).Select(Field));

    public static JsonObject Of(IEnumerable<ResultColumn> columns) =>
        Schema(columns.Select(column => Field(Described(column.Name, column.Type, column.Mode))));

    /// <summary>A column that says no more than its type does.</summary>
    public static ColumnEntry Described(string name, SqlType type, ColumnMode mode = ColumnMode.Nullable) => new()
    {
        Name = name, Type = type, Mode = type.IsArray ? ColumnMode.Repeated : mode, Fields = [.. FieldsOf(type)],
    };

    public static IReadOnlyList<ColumnEntry> FieldsOf(SqlType type)
    {
        var structure = type.IsArray ? type.Element! : type;
        return [.. structure.Fields.Zip(structure.PhysicalFieldNames, (field, name) => Described(field.Name ?? name, field.Type))];
    }

    /// <summary>The field's type in the schema resource: INTEGER, FLOAT, BOOLEAN and RECORD instead of GoogleSQL's names.</summary>
    public static string TypeName(SqlType type) => type.Kind switch
    {
        TypeKind.Int64 => "INTEGER",
        TypeKind.Float64 => "FLOAT",
        TypeKind.Bool => "BOOLEAN",
        TypeKind.Struct => "RECORD",
        TypeKind.Array => TypeName(type.Element!),
        _ => type.Kind.ToString().ToUpperInvariant(),
    };

    static JsonObject Schema(IEnumerable<JsonObject> fields) => new() { ["fields"] = new JsonArray([.. fields]) };

    static JsonObject Field(ColumnEntry column)
    {
        var type = column.Type.IsArray ? column.Type.Element! : column.Type;
        var field = new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = TypeName(type),
            ["mode"] = column.Type.IsArray ? "REPEATED" : column.Mode.ToString().ToUpperInvariant(),
        };
        if (type.IsStruct)
            field["fields"] = new JsonArray([.. (column.Fields.Count > 0 ? column.Fields : FieldsOf(type)).Select(Field)]);
        if (type.IsRange)
            field["rangeElementType"] = new JsonObject { ["type"] = TypeName(type.Element!) };
        AddParameters(field, type);
        AddOptions(field, column);
        return field;
    }

    static void AddParameters(JsonObject field, SqlType type)
    {
        Add(field, "maxLength", type.Length?.ToString(CultureInfo.InvariantCulture));
        Add(field, "precision", type.Precision?.ToString(CultureInfo.InvariantCulture));
        if (type.Scale is not null and not 0)
            Add(field, "scale", type.Scale.Value.ToString(CultureInfo.InvariantCulture));
    }

    static void AddOptions(JsonObject field, ColumnEntry column)
    {
        Add(field, "description", column.Description);
        Add(field, "defaultValueExpression", column.DefaultExpression);
        Add(field, "collation", column.Collation);
        Add(field, "roundingMode", column.RoundingMode);
        if (column.PolicyTags.Count > 0)
            field["policyTags"] = new JsonObject { ["names"] = new JsonArray([.. column.PolicyTags.Select(tag => (JsonNode)tag)]) };
    }

    static void Add(JsonObject field, string name, string? value)
    {
        if (value is not null)
            field[name] = value;
    }
}
