using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>
/// DuckDB SQL that makes a typed value of JSON (files, insertAll) or of text (CSV). Text that is not of the type is an error that
/// names the column.
/// </summary>
internal static class JsonConversion
{
    /// <summary>The DuckDB type under which a column of this type is best read from JSON.</summary>
    public static string ReadAs(SqlType type) => type.Kind is TypeKind.Array or TypeKind.Struct or TypeKind.Json ? "JSON" : "VARCHAR";

    /// <param name="type">The type wanted.</param>
    /// <param name="sql">A column read as <see cref="ReadAs"/> says.</param>
    /// <param name="column">Its name, for messages.</param>
    /// <param name="jsonAsText">True where a JSON value travels as the text of it.</param>
    public static string Column(SqlType type, string sql, string column, bool jsonAsText) => type.Kind switch
    {
        TypeKind.Array or TypeKind.Struct or TypeKind.Json => FromJson(type, sql, column, jsonAsText, 0),
        _ => FromText(type, sql, column),
    };

    /// <summary>From the text of a scalar.</summary>
    public static string FromText(SqlType type, string text, string column) => type.Kind switch
    {
        TypeKind.String or TypeKind.Geography => text,
        TypeKind.Int64 => Checked(text, @"[+-]?[0-9]+(\.0*)?", $"CAST({text} AS BIGINT)", type, column),
        TypeKind.Bytes => $"from_base64({text})",
        TypeKind.Datetime => $"CAST(replace({text}, 'T', ' ') AS TIMESTAMP)",
        TypeKind.Timestamp => Timestamp(text),
        TypeKind.Json => $"CAST({text} AS JSON)",
        TypeKind.BigNumeric => $"bq.big_parse({text})",
        TypeKind.Interval or TypeKind.Range or TypeKind.Array or TypeKind.Struct =>
            throw BigQueryException.Unimplemented($"loading column {column} of type {type}"),
        _ => $"CAST({text} AS {type.DuckType})",
    };

    static string FromJson(SqlType type, string json, string column, bool jsonAsText, int depth) => type.Kind switch
    {
        TypeKind.Json => jsonAsText ? $"CAST({json} ->> '$' AS JSON)" : $"CASE WHEN json_type({json}) <> 'NULL' THEN {json} END",
        TypeKind.Array => $"coalesce(list_transform(CAST({json} AS JSON[]), lambda j{depth}: {FromJson(type.Element!, $"j{depth}", column, jsonAsText, depth + 1)}), CAST([] AS {type.DuckType}))",
        TypeKind.Struct => $"CASE WHEN json_type({json}) = 'OBJECT' THEN struct_pack({Fields(type, json, column, jsonAsText, depth)}) END",
        _ => FromText(type, $"({json} ->> '$')", column),
    };

    static string Fields(SqlType type, string json, string column, bool jsonAsText, int depth) => string.Join(", ", type.Fields.Zip(
        type.PhysicalFieldNames,
        (field, name) => $"{DuckTypes.Quote(name)} := {FromJson(field.Type, $"({json} -> {Path(name)})", $"{column}.{name}", jsonAsText, depth)}"));

    static string Path(string name) => DuckTypes.Literal($"$.\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");

    static string Timestamp(string text) =>
        $"CASE WHEN regexp_full_match({text}, '-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?') THEN make_timestamptz(CAST(CAST({text} AS DECIMAL(28, 6)) * 1000000 AS BIGINT)) "
        + $"ELSE CAST(regexp_replace({text}, ' ?UTC$', '+00') AS TIMESTAMPTZ) END";

    static string Checked(string text, string form, string value, SqlType type, string column) =>
        $"CASE WHEN {text} IS NULL OR regexp_full_match({text}, '{form}') THEN {value} ELSE error({DuckTypes.Literal($"Could not convert value to {type}. Field: {column}; Value: ")} || {text}) END";
}
