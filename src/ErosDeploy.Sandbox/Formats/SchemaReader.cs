using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>The TableSchema resource, read.</summary>
internal static class SchemaReader
{
    public static IReadOnlyList<ColumnEntry> Columns(JsonNode? schema) =>
        [.. (schema?["fields"] as JsonArray ?? []).OfType<JsonObject>().Select(Column)];

    static ColumnEntry Column(JsonObject field)
    {
        var name = (string?)field["name"] ?? throw BigQueryException.Invalid("A field of the schema has no name.", "schema");
        var fields = Columns(field);
        if (fields.FirstOrDefault(inner => !string.IsNullOrEmpty(inner.Collation)) is { } collated)
            throw BigQueryException.Unimplemented($"collation of field {collated.Name} in a RECORD");
        var type = Type(name, field, fields);
        var mode = Mode(name, (string?)field["mode"]);
        var column = new ColumnEntry
        {
            Name = name,
            Type = mode == ColumnMode.Repeated ? SqlType.Array(type) : type,
            Mode = mode,
            Fields = fields,
            Description = (string?)field["description"],
            DefaultExpression = (string?)field["defaultValueExpression"],
            RoundingMode = RoundingModes.Checked((string?)field["roundingMode"]),
            PolicyTags = [.. (field["policyTags"]?["names"] as JsonArray ?? []).Select(tag => (string)tag!)],
        };
        return Collations.Apply(column, Collations.Checked((string?)field["collation"]));
    }

    static ColumnMode Mode(string name, string? text) => (text ?? "NULLABLE").ToUpperInvariant() switch
    {
        "NULLABLE" or "" => ColumnMode.Nullable,
        "REQUIRED" => ColumnMode.Required,
        "REPEATED" => ColumnMode.Repeated,
        _ => throw BigQueryException.Invalid($"Invalid field mode {text} of field {name}.", "schema"),
    };

    static SqlType Type(string name, JsonObject field, IReadOnlyList<ColumnEntry> fields)
    {
        var text = ((string?)field["type"] ?? "").ToUpperInvariant();
        if (text is "RECORD" or "STRUCT")
            return Record(name, fields);
        if (text == "RANGE")
            return SqlType.Range(TypeText.FromName((string?)field["rangeElementType"]?["type"] ?? "") ?? throw Unknown(name, "RANGE without rangeElementType"));
        var type = TypeText.FromName(text) ?? throw Unknown(name, text);
        return Parameterized(type, field);
    }

    static SqlType Record(string name, IReadOnlyList<ColumnEntry> fields) => fields.Count > 0
        ? SqlType.Struct(fields.Select(field => new StructField(field.Name, field.Type)))
        : throw BigQueryException.Invalid($"Field {name} is type RECORD but has no schema", "schema");

    static SqlType Parameterized(SqlType type, JsonObject field)
    {
        if (Number(field["maxLength"]) is { } length)
            return type.WithLength(length);
        return Number(field["precision"]) is { } precision ? type.WithPrecision((int)precision, (int)(Number(field["scale"]) ?? 0)) : type;
    }

    static long? Number(JsonNode? value) => value is null ? null : long.Parse(value.ToString(), CultureInfo.InvariantCulture);

    static BigQueryException Unknown(string name, string type) =>
        BigQueryException.Invalid($"Invalid value for type of field {name}: {type} is not a valid value", "schema");
}
