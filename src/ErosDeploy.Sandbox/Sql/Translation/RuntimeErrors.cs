namespace ErosDeploy.Sandbox.Sql.Translation;

/// <summary>DuckDB's messages in BigQuery's words, as far as the two have a counterpart.</summary>
internal static class RuntimeErrors
{
    static readonly (string Begin, string Middle, string Operator)[] Overflows =
    [
        ("Overflow in addition of INT64 (", " + ", "+"), ("Overflow in subtraction of INT64 (", " - ", "-"), ("Overflow in multiplication of INT64 (", " * ", "*"),
    ];

    internal static string Explain(string message)
    {
        var text = message.Split('\n')[0];
        var colon = text.IndexOf(" Error: ", StringComparison.Ordinal);
        var inner = colon > 0 ? text[(colon + 8)..] : text;
        foreach (var (begin, middle, symbol) in Overflows)
        {
            if (inner.StartsWith(begin, StringComparison.Ordinal)) return $"int64 overflow: {inner[begin.Length..].TrimEnd('!').TrimEnd(')').Replace(middle, $" {symbol} ", StringComparison.Ordinal)}";
        }
        if (inner.StartsWith("More than one row returned by a subquery", StringComparison.Ordinal)) return "Scalar subquery produced more than one element";
        if (inner.Contains("INT128", StringComparison.Ordinal) && inner.Contains("INT64", StringComparison.Ordinal)) return "int64 overflow";
        if (inner.Contains("DECIMAL", StringComparison.Ordinal) && inner.Contains("out of range", StringComparison.OrdinalIgnoreCase)) return $"numeric overflow: {inner}";
        return message.StartsWith("Invalid Input Error: ", StringComparison.Ordinal) ? message["Invalid Input Error: ".Length..] : inner;
    }
}
