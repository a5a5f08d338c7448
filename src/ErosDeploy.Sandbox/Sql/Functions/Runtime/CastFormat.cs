using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>The elements of CAST(... FORMAT 'YYYY-MM-DD'), by way of the % elements.</summary>
internal static class CastFormat
{
    static readonly (string Element, string Code)[] Elements =
    [
        ("YYYY", "%Y"), ("YY", "%y"), ("MONTH", "%B"), ("MON", "%b"), ("MM", "%m"), ("DDD", "%j"), ("DD", "%d"), ("DAY", "%A"), ("DY", "%a"), ("D", "%u"),
        ("HH24", "%H"), ("HH12", "%I"), ("HH", "%I"), ("MI", "%M"), ("SS", "%S"), ("AM", "%p"), ("PM", "%p"), ("A.M.", "%p"), ("P.M.", "%p"), ("TZH", "%z"), ("Q", "%Q"),
        ("FF6", "%E6f"), ("FF3", "%E3f"), ("FF1", "%E1f"), ("FF2", "%E2f"), ("FF4", "%E4f"), ("FF5", "%E5f"),
    ];

    internal static string Write(string format, long micros, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        foreach (var (written, code) in Split(format))
        {
            text.Append(code is null ? written : InCase(TimeFormat.Format(code, micros, zone), written, code));
        }
        return text.ToString();
    }

    /// <summary>Names are written in the case of their element.</summary>
    static string InCase(string text, string element, string code) => code is not ("%B" or "%b" or "%A" or "%a") ? text
        : element.All(char.IsUpper) ? text.ToUpperInvariant()
        : element.All(char.IsLower) ? text.ToLowerInvariant() : text;

    internal static long Read(string format, string text, TimeZoneInfo zone) =>
        TimeParse.Parse(string.Concat(Split(format).Select(p => p.Code ?? p.Written.Replace("%", "%%", StringComparison.Ordinal))), text, zone)!.Value;

    static IEnumerable<(string Written, string? Code)> Split(string format)
    {
        for (var i = 0; i < format.Length;)
        {
            if (format[i] == '"' && format.IndexOf('"', i + 1) is > 0 and var end)
            {
                yield return (format[(i + 1)..end], null);
                i = end + 1;
                continue;
            }
            var found = Elements.FirstOrDefault(e => format.AsSpan(i).StartsWith(e.Element, StringComparison.OrdinalIgnoreCase));
            if (found.Element is null && char.IsAsciiLetter(format[i]) && format[i] is not 'T' and not 'Z') throw new InvalidOperationException($"Unsupported element in FORMAT: {format[i..]}");
            var length = found.Element?.Length ?? 1;
            yield return (format.Substring(i, length), found.Code);
            i += length;
        }
    }
}
