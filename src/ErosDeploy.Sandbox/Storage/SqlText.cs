using System.Globalization;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Quotes names and values for DuckDB.</summary>
internal static class SqlText
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string? value) => value is null ? "NULL" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Literal(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    /// <summary>A TIMESTAMPTZ with microseconds.</summary>
    public static string Literal(DateTimeOffset value) =>
        $"TIMESTAMPTZ '{value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00'";

    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));
}
