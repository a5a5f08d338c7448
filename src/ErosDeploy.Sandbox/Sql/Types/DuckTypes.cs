namespace ErosDeploy.Sandbox.Sql.Types;

/// <summary>How values of each type lie in DuckDB.</summary>
internal static class DuckTypes
{
    /// <summary>
    /// RANGE is STRUCT("start" T, "end" T) with NULL for unbounded. BIGNUMERIC is 32 bytes whose order is that of the numbers
    /// (<see cref="Functions.BigNumerics"/>). GEOGRAPHY is well-known text.
    /// </summary>
    internal static string TextOf(SqlType type) => type.Kind switch
    {
        TypeKind.Int64 => "BIGINT",
        TypeKind.Float64 => "DOUBLE",
        TypeKind.Numeric => "DECIMAL(38,9)",
        TypeKind.BigNumeric => "BLOB",
        TypeKind.Bool => "BOOLEAN",
        TypeKind.String or TypeKind.Geography => "VARCHAR",
        TypeKind.Bytes => "BLOB",
        TypeKind.Date => "DATE",
        TypeKind.Time => "TIME",
        TypeKind.Datetime => "TIMESTAMP",
        TypeKind.Timestamp => "TIMESTAMPTZ",
        TypeKind.Interval => "INTERVAL",
        TypeKind.Json => "JSON",
        TypeKind.Array => TextOf(type.Element!) + "[]",
        TypeKind.Range => $"STRUCT(\"start\" {TextOf(type.Element!)}, \"end\" {TextOf(type.Element!)})",
        TypeKind.Struct => $"STRUCT({string.Join(", ", Fields(type))})",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, null),
    };

    static IEnumerable<string> Fields(SqlType type) =>
        type.PhysicalFieldNames.Zip(type.Fields, (name, field) => $"{Quote(name)} {TextOf(field.Type)}");

    /// <summary>A DuckDB identifier in double quotes.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A DuckDB string literal; U+0000 cannot stand in SQL text and is made by a function.</summary>
    internal static string Literal(string text)
    {
        var quoted = text.Replace("'", "''", StringComparison.Ordinal);
        return quoted.Contains('\0', StringComparison.Ordinal) ? $"('{quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)}')" : $"'{quoted}'";
    }
}
