using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>DuckDB SQL (VARCHAR, never NULL) that writes a value as TO_JSON_STRING does.</summary>
internal static class JsonSql
{
    internal static string Of(Binder binder, Typed value) => $"coalesce({Text(binder, value)}, 'null')";

    static string Text(Binder binder, Typed value) => value.Type.Kind switch
    {
        TypeKind.Int64 => $"bq_json_int64({value.Sql})",
        TypeKind.Float64 => $"bq_json_float64_text({value.Sql})",
        TypeKind.Bool => $"{value.Sql}::VARCHAR",
        TypeKind.Numeric => $"bq_json_decimal({value.Sql}::VARCHAR)",
        TypeKind.BigNumeric => $"bq_json_decimal(bq.big_text({value.Sql}))",
        TypeKind.String or TypeKind.Geography => $"bq_json_quote({value.Sql})",
        TypeKind.Bytes => $"('\"' || to_base64({value.Sql}) || '\"')",
        TypeKind.Date => $"('\"' || {value.Sql}::VARCHAR || '\"')",
        TypeKind.Time => $"('\"' || bq_time_text(epoch_us({value.Sql})) || '\"')",
        TypeKind.Datetime => $"('\"' || replace(bq_datetime_text(epoch_us({value.Sql})), ' ', 'T') || '\"')",
        TypeKind.Timestamp => $"('\"' || replace(bq_datetime_text(epoch_us({value.Sql})), ' ', 'T') || 'Z\"')",
        TypeKind.Json => $"{value.Sql}::VARCHAR",
        TypeKind.Interval => $"bq_json_quote({Casts.IntervalText(value.Sql)})",
        TypeKind.Array => Array(binder, value),
        TypeKind.Struct => Struct(binder, value),
        TypeKind.Range => Struct(binder, new(SqlType.Struct(("start", value.Type.Element!), ("end", value.Type.Element!)), value.Sql)),
        _ => $"bq_json_quote({value.Sql}::VARCHAR)",
    };

    static string Array(Binder binder, Typed value)
    {
        var item = binder.Session.NextAlias("j");
        return $"('[' || array_to_string(list_transform({value.Sql}, lambda {item}: {Of(binder, Typed.Simple(value.Type.Element!, item))}), ',') || ']')";
    }

    static string Struct(Binder binder, Typed value)
    {
        var members = value.Type.Fields.Select((field, i) =>
        {
            var name = new System.Text.StringBuilder();
            JsonText.AppendString(name, field.Name ?? "");
            return $"{DuckTypes.Literal(name + ":")} || {Of(binder, Binder.FieldAt(value, i))}";
        });
        return $"(CASE WHEN {value.Sql} IS NOT NULL THEN '{{' || {string.Join(" || ',' || ", members)} || '}}' END)";
    }
}
