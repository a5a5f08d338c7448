using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>How numbers are written that a double does not hold: TO_JSON_STRING, TO_JSON, and TO_JSON with stringify_wide_numbers.</summary>
internal enum JsonEncoding { Text, Value, Quoted }

/// <summary>DuckDB SQL (VARCHAR, never NULL) that writes a value as JSON.</summary>
internal static class JsonSql
{
    internal static string Of(Binder binder, Typed value, JsonEncoding encoding = JsonEncoding.Value) => $"coalesce({Text(binder, value, encoding)}, 'null')";

    static string Text(Binder binder, Typed value, JsonEncoding encoding) => value.Type.Kind switch
    {
        TypeKind.Int64 => encoding == JsonEncoding.Value ? $"{value.Sql}::VARCHAR" : $"bq_json_int64({value.Sql})",
        TypeKind.Float64 => $"bq_json_float64_{(encoding == JsonEncoding.Text ? "string" : "value")}({value.Sql})",
        TypeKind.Bool => $"{value.Sql}::VARCHAR",
        TypeKind.Numeric or TypeKind.BigNumeric when encoding != JsonEncoding.Text => $"bq_json_wide({Casts.ToSql(binder, value, SqlType.String)}, {(encoding == JsonEncoding.Quoted ? "true" : "false")})",
        TypeKind.Numeric => $"bq_json_decimal({value.Sql}::VARCHAR)",
        TypeKind.BigNumeric => $"bq_json_decimal(bq.big_text({value.Sql}))",
        TypeKind.String or TypeKind.Geography => $"bq_json_quote({value.Sql})",
        TypeKind.Bytes => $"('\"' || to_base64({value.Sql}) || '\"')",
        TypeKind.Date => $"('\"' || {value.Sql}::VARCHAR || '\"')",
        TypeKind.Time => $"('\"' || bq_time_text(epoch_us({value.Sql})) || '\"')",
        TypeKind.Datetime => $"('\"' || replace(bq_datetime_text(epoch_us({value.Sql})), ' ', 'T') || '\"')",
        TypeKind.Timestamp => $"('\"' || replace(bq_datetime_text(epoch_us({value.Sql})), ' ', 'T') || 'Z\"')",
        TypeKind.Json => $"{value.Sql}::VARCHAR",
        TypeKind.Interval => $"bq_json_quote(bq_interval_iso(bq.interval_months({value.Sql}), bq.interval_days({value.Sql}), bq.interval_micros({value.Sql})))",
        TypeKind.Array => Array(binder, value, encoding),
        TypeKind.Struct => Struct(binder, value, encoding),
        TypeKind.Range => Struct(binder, new(SqlType.Struct(("start", value.Type.Element!), ("end", value.Type.Element!)), value.Sql), encoding),
        _ => $"bq_json_quote({value.Sql}::VARCHAR)",
    };

    static string Array(Binder binder, Typed value, JsonEncoding encoding)
    {
        var item = binder.Session.NextAlias("j");
        return $"('[' || array_to_string(list_transform({value.Sql}, lambda {item}: {Of(binder, Typed.Simple(value.Type.Element!, item), encoding)}), ',') || ']')";
    }

    static string Struct(Binder binder, Typed value, JsonEncoding encoding)
    {
        var members = value.Type.Fields.Select((field, i) =>
        {
            var name = new System.Text.StringBuilder();
            JsonText.AppendString(name, field.Name ?? "");
            return $"{DuckTypes.Literal(name + ":")} || {Of(binder, Binder.FieldAt(value, i), encoding)}";
        });
        return $"(CASE WHEN {value.Sql} IS NOT NULL THEN '{{' || {string.Join(" || ',' || ", members)} || '}}' END)";
    }
}
