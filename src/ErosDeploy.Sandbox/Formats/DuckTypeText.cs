using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>The BigQuery type for a type that DuckDB found in a file, from DuckDB's text of it.</summary>
internal static class DuckTypeText
{
    public static SqlType Parse(string text)
    {
        text = text.Trim();
        if (text.EndsWith("[]", StringComparison.Ordinal))
            return SqlType.Array(Parse(text[..^2]));
        if (text.StartsWith("STRUCT(", StringComparison.Ordinal))
            return SqlType.Struct(Split(text["STRUCT(".Length..^1]).Select(Field));
        return text.StartsWith("DECIMAL(", StringComparison.Ordinal) ? Decimal(text) : Simple(text);
    }

    static SqlType Simple(string text) => text switch
    {
        "BIGINT" or "INTEGER" or "SMALLINT" or "TINYINT" or "UINTEGER" or "USMALLINT" or "UTINYINT" => SqlType.Int64,
        "HUGEINT" or "UBIGINT" or "UHUGEINT" => SqlType.BigNumeric,
        "DOUBLE" or "FLOAT" => SqlType.Float64,
        "BOOLEAN" => SqlType.Bool,
        "BLOB" => SqlType.Bytes,
        "DATE" => SqlType.Date,
        "TIME" => SqlType.Time,
        "TIMESTAMP WITH TIME ZONE" or "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => SqlType.Timestamp,
        "INTERVAL" => SqlType.Interval,
        "JSON" => SqlType.Json,
        "VARCHAR" or "UUID" => SqlType.String,
        _ when text.StartsWith("ENUM", StringComparison.Ordinal) => SqlType.String,
        _ => throw BigQueryException.Unimplemented($"column of type {text} in a file"),
    };

    static SqlType Decimal(string text)
    {
        var parts = text["DECIMAL(".Length..^1].Split(',', StringSplitOptions.TrimEntries);
        var scale = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        return scale <= 9 ? SqlType.Numeric : SqlType.BigNumeric;
    }

    static StructField Field(string text)
    {
        if (text[0] != '"')
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            return new StructField(text[..space], Parse(text[space..]));
        }

        var end = 1;
        while (text[end] != '"' || (end + 1 < text.Length && text[end + 1] == '"'))
            end += text[end] == '"' ? 2 : 1;
        return new StructField(text[1..end].Replace("\"\"", "\"", StringComparison.Ordinal), Parse(text[(end + 1)..]));
    }

    static IEnumerable<string> Split(string fields)
    {
        var depth = 0;
        var quoted = false;
        var start = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            quoted ^= fields[i] == '"';
            depth += quoted ? 0 : fields[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (fields[i] != ',' || depth > 0 || quoted)
                continue;
            yield return fields[start..i].Trim();
            start = i + 1;
        }

        yield return fields[start..].Trim();
    }
}
