using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Checks a row given to insertAll against a table's columns; gives the first thing wrong as an ErrorProto, or null.</summary>
internal sealed class InsertRowCheck(IReadOnlyList<ColumnEntry> columns, bool ignoreUnknown)
{
    public JsonObject? Check(JsonObject row) => Record(row, columns, "");

    JsonObject? Record(JsonObject row, IReadOnlyList<ColumnEntry> fields, string path)
    {
        foreach (var (name, _) in row)
        {
            if (!ignoreUnknown && AvroTypes.Find(fields, name) is null)
                return Error(path + name, $"no such field: {path}{name}.");
        }

        return fields.Select(field => Field(field, row.FirstOrDefault(member => string.Equals(member.Key, field.Name, StringComparison.OrdinalIgnoreCase)).Value, path))
            .FirstOrDefault(error => error is not null);
    }

    JsonObject? Field(ColumnEntry field, JsonNode? value, string path)
    {
        var name = path + field.Name;
        if (value is null)
            return field.Mode == ColumnMode.Required && field.DefaultExpression is null ? Error(name, $"Missing required field: {name}.") : null;
        if (!field.Type.IsArray)
            return Value(field, field.Type, value, name);
        return value is JsonArray array
            ? array.Select(element => element is null ? Error(name, $"Only optional fields can be set to NULL. Field: {name}; Value: NULL") : Value(field, field.Type.Element!, element, name))
                .FirstOrDefault(error => error is not null)
            : Error(name, $"Array specified for non-repeated field: {name}.");
    }

    JsonObject? Value(ColumnEntry field, SqlType type, JsonNode value, string name)
    {
        if (type.IsStruct)
            return value is JsonObject record ? Record(record, field.Fields.Count > 0 ? field.Fields : SchemaResource.FieldsOf(type), name + ".") : Error(name, $"This field: {name} is not a record.");
        if (type.Kind == TypeKind.Json)
            return null;
        if (value is JsonArray)
            return Error(name, $"Array specified for non-repeated field: {name}.");
        return value is JsonValue scalar && Fits(type, scalar) ? null : Error(name, Message(type, value));
    }

    static bool Fits(SqlType type, JsonValue value)
    {
        var text = value.ToString();
        return type.Kind switch
        {
            TypeKind.String => value.GetValueKind() == JsonValueKind.String || value.GetValueKind() == JsonValueKind.Number || value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            TypeKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && real == Math.Truncate(real) && Math.Abs(real) < 9e18),
            TypeKind.Timestamp => value.GetValueKind() == JsonValueKind.Number || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || WireInstant.Parse(text) is not null,
            _ => WireText.ToDuck(type, text) is not null,
        };
    }

    static string Message(SqlType type, JsonNode value) => type.Kind switch
    {
        TypeKind.Int64 => $"Cannot convert value to integer (bad value): {value}",
        TypeKind.Bool => $"Cannot convert value to boolean (bad value): {value}",
        TypeKind.Float64 => $"Cannot convert value to floating point (bad value): {value}",
        _ => $"Cannot convert value to {type} (bad value): {value}",
    };

    static JsonObject Error(string location, string message) =>
        new() { ["reason"] = "invalid", ["location"] = location, ["debugInfo"] = "", ["message"] = message };
}
