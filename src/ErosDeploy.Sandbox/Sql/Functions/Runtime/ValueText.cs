using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Single values as FORMAT's %t (for reading) and %T (as GoogleSQL) write them, from their raw text: that of CAST to STRING, for FLOAT64 one that keeps the sign of zero, hexadecimal for BYTES.</summary>
internal static class ValueText
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<string, string, string>("bq_value_printed", Printed);
        f.Add<string, string, string>("bq_value_literal", Literal);
        f.AddVariadic("bq_format", Formatting.Format);
        f.Add<string, bool, string, string>("bq_number_format", NumberFormat.Write);
    }

    internal static string Printed(string type, string raw) => type switch
    {
        "FLOAT64" => IsFinite(raw) ? FloatText.Literal(double.Parse(raw, CultureInfo.InvariantCulture)) : raw,
        "BYTES" => EscapedBytes(Convert.FromHexString(raw), null),
        _ => raw,
    };

    internal static string Literal(string type, string raw) => type switch
    {
        "INT64" or "BOOL" => raw,
        "FLOAT64" => IsFinite(raw) ? Printed(type, raw) : $"CAST(\"{raw}\" AS FLOAT64)",
        "STRING" or "GEOGRAPHY" => Quoted(raw),
        "BYTES" => Quote(raw.Contains("22", StringComparison.Ordinal) ? Encoding.Latin1.GetString(Convert.FromHexString(raw)) : "") is var quote ? $"b{quote}{EscapedBytes(Convert.FromHexString(raw), quote)}{quote}" : "",
        "JSON" => $"JSON {Quoted(raw)}",
        "INTERVAL" => $"INTERVAL \"{raw}\" YEAR TO SECOND",
        _ => $"{type} \"{raw}\"",
    };

    static bool IsFinite(string raw) => raw is not ("inf" or "-inf" or "nan");

    static char Quote(string text) => text.Contains('"', StringComparison.Ordinal) && !text.Contains('\'', StringComparison.Ordinal) ? '\'' : '"';

    static string Quoted(string text)
    {
        var quote = Quote(text);
        var result = new StringBuilder().Append(quote);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\\' => result.Append("\\\\"),
                _ when c == quote => result.Append('\\').Append(c),
                < ' ' or '\u007f' => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => result.Append(c),
            };
        }
        return result.Append(quote).ToString();
    }

    /// <summary>Without a quote all quotes are escaped.</summary>
    static string EscapedBytes(byte[] bytes, char? quote)
    {
        var result = new StringBuilder();
        foreach (var b in bytes)
        {
            var c = (char)b;
            if (c is < ' ' or > '~') result.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            else if (c == '\\' || (c is '\'' or '"' or '`') && (quote is null || c == quote)) result.Append('\\').Append(c);
            else result.Append(c);
        }
        return result.ToString();
    }
}
