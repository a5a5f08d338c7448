using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>
/// DuckDB SQL that turns a value into BigQuery's wire text (VARCHAR, NULL stays NULL): scalars as their text with TIMESTAMP in integer
/// microseconds, ARRAY and STRUCT as the JSON of <c>[{v}]</c> and <c>{f:[{v}]}</c>.
/// </summary>
internal static class WireProjection
{
    /// <summary>As <see cref="Sql.Execution.QueryRequest.Projection"/> wants it.</summary>
    public static string Of(SqlType type, string sql) => type.Kind switch
    {
        TypeKind.Array or TypeKind.Struct => $"CAST({Json(type, sql, 0)} AS VARCHAR)",
        TypeKind.Json => $"CAST(CAST({sql} AS JSON) AS VARCHAR)",
        _ => Scalar(type, sql),
    };

    public static bool IsNested(SqlType type) => type.Kind is TypeKind.Array or TypeKind.Struct;

    static string Json(SqlType type, string sql, int depth) => type.Kind switch
    {
        TypeKind.Array => $"coalesce(to_json({Elements(type.Element!, sql, depth)}), '[]'::JSON)",
        TypeKind.Struct => $"CASE WHEN {sql} IS NOT NULL THEN json_object('f', json_array({Fields(type, sql, depth)})) END",
        _ => $"CAST({Scalar(type, sql)} AS VARCHAR)",
    };

    static string Elements(SqlType element, string sql, int depth) =>
        $"list_transform({sql}, lambda e{depth}: json_object('v', {Json(element, $"e{depth}", depth + 1)}))";

    static string Fields(SqlType type, string sql, int depth) => string.Join(", ", type.PhysicalFieldNames.Zip(
        type.Fields,
        (name, field) => $"json_object('v', {Json(field.Type, $"struct_extract({sql}, {DuckTypes.Literal(name)})", depth)})"));

    static string Scalar(SqlType type, string sql) => type.Kind switch
    {
        TypeKind.Float64 => FloatText(sql),
        TypeKind.Numeric => $"rtrim(rtrim(CAST({sql} AS VARCHAR), '0'), '.')",
        TypeKind.BigNumeric => $"bq.big_text({sql})",
        TypeKind.Bytes => $"to_base64({sql})",
        TypeKind.Time => Micros($"CAST({sql} AS VARCHAR)", 15),
        TypeKind.Datetime => Micros($"replace(CAST({sql} AS VARCHAR), ' ', 'T')", 26),
        TypeKind.Timestamp => $"CAST(epoch_us({sql}) AS VARCHAR)",
        TypeKind.Interval => IntervalText(sql),
        TypeKind.Range => RangeText(type.Element!, sql),
        _ => $"CAST({sql} AS VARCHAR)",
    };

    static string FloatText(string sql) =>
        $"CASE WHEN isfinite({sql}) THEN CAST({sql} AS VARCHAR) WHEN isnan({sql}) THEN 'NaN' WHEN {sql} > 0 THEN 'Infinity' WHEN {sql} < 0 THEN '-Infinity' END";

    static string Micros(string text, int width) => $"CASE WHEN contains({text}, '.') THEN rpad({text}, {width}, '0') ELSE {text} END";

    static string RangeText(SqlType element, string sql) =>
        $"CASE WHEN {sql} IS NOT NULL THEN '[' || {Bound(element, sql, "start")} || ', ' || {Bound(element, sql, "end")} || ')' END";

    static string Bound(SqlType element, string sql, string end) =>
        $"coalesce({Scalar(element, $"struct_extract({sql}, '{end}')")}, 'UNBOUNDED')";

    static string IntervalText(string sql)
    {
        var months = $"(datepart('year', {sql}) * 12 + datepart('month', {sql}))";
        var micros = $"(datepart('hour', {sql}) * 3600000000 + datepart('minute', {sql}) * 60000000 + datepart('microsecond', {sql}))";
        var fraction = $"CASE WHEN abs({micros}) % 1000000 = 0 THEN '' ELSE '.' || lpad(CAST(abs({micros}) % 1000000 AS VARCHAR), 6, '0') END";
        return $"CASE WHEN {sql} IS NOT NULL THEN concat({Sign(months)}, abs({months}) // 12, '-', abs({months}) % 12, ' ', datepart('day', {sql}), ' ', "
            + $"{Sign(micros)}, abs({micros}) // 3600000000, ':', abs({micros}) // 60000000 % 60, ':', abs({micros}) // 1000000 % 60, {fraction}) END";
    }

    static string Sign(string number) => $"CASE WHEN {number} < 0 THEN '-' ELSE '' END";
}
