using System.Globalization;
using System.Text.RegularExpressions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>The text of a scalar, as it travels in JSON, turned into a DuckDB literal.</summary>
internal static partial class WireText
{
    /// <summary>Null if the text is not of the type.</summary>
    public static string? ToDuck(SqlType type, string text) => type.Kind switch
    {
        TypeKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"CAST('{value}' AS BIGINT)")
            : null,
        TypeKind.Float64 => Float(text),
        TypeKind.Numeric => Number().IsMatch(text) ? Cast(type, text) : null,
        TypeKind.BigNumeric => Sql.Functions.BigNumerics.Parse(text.Trim()) is { } digits ? Sql.Functions.BigNumerics.Sql(digits) : null,
        TypeKind.Bool => bool.TryParse(text, out var flag) ? Cast(type, flag ? "true" : "false") : null,
        TypeKind.String or TypeKind.Geography or TypeKind.Json => Cast(type, text),
        TypeKind.Bytes => Bytes(text),
        TypeKind.Timestamp => WireInstant.Parse(text) is { } micros ? string.Create(CultureInfo.InvariantCulture, $"make_timestamptz({micros}::BIGINT)") : null,
        TypeKind.Date => Date().IsMatch(text) ? Cast(type, text) : null,
        TypeKind.Time => Time().IsMatch(text) ? Cast(type, text) : null,
        TypeKind.Datetime => Datetime().IsMatch(text) ? Cast(type, text.Replace('T', ' ').Replace('t', ' ')) : null,
        TypeKind.Interval => Interval(text),
        TypeKind.Range => Range(type, text),
        _ => null,
    };

    static string Cast(SqlType type, string text) => $"CAST({Literal(text)} AS {type.DuckType})";

    // DuckDB's SQL text ends at NUL
    static string Literal(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? $"({string.Join(" || chr(0) || ", text.Split('\0').Select(DuckTypes.Literal))})"
        : DuckTypes.Literal(text);

    static string? Float(string text) => text.ToUpperInvariant() switch
    {
        "NAN" => "CAST('nan' AS DOUBLE)",
        "INF" or "+INF" or "INFINITY" or "+INFINITY" => "CAST('inf' AS DOUBLE)",
        "-INF" or "-INFINITY" => "CAST('-inf' AS DOUBLE)",
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"CAST({DuckTypes.Literal(text)} AS DOUBLE)" : null,
    };

    static string? Bytes(string base64)
    {
        var normal = base64.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[normal.Length];
        return Convert.TryFromBase64String(normal.PadRight((normal.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? $"unhex('{Convert.ToHexString(bytes, 0, length)}')"
            : null;
    }

    static string? Interval(string text)
    {
        var match = IntervalForm().Match(text);
        if (!match.Success)
            return null;
        var months = Signed(match, "s1", long.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture) * 12 + Part(match, "m"));
        var micros = Signed(match, "s2", ((Part(match, "h") * 60 + Part(match, "i")) * 60 + Part(match, "s")) * 1_000_000 + Micros(match));
        return string.Create(CultureInfo.InvariantCulture, $"(to_months({months}) + to_days({Part(match, "d")}) + to_microseconds({micros}))");
    }

    static long Signed(Match match, string sign, long value) => match.Groups[sign].Value == "-" ? -value : value;

    static long Part(Match match, string name) => long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    static long Micros(Match match) => long.Parse(match.Groups["f"].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);

    static string? Range(SqlType type, string text)
    {
        var match = RangeForm().Match(text);
        if (!match.Success || Bound(type, match.Groups[1].Value) is not { } start || Bound(type, match.Groups[2].Value) is not { } end)
            return null;
        return $"CAST(struct_pack(\"start\" := {start}, \"end\" := {end}) AS {type.DuckType})";
    }

    static string? Bound(SqlType type, string text) =>
        text.Trim().ToUpperInvariant() is "UNBOUNDED" or "NULL" ? $"CAST(NULL AS {type.Element!.DuckType})" : ToDuck(type.Element!, text.Trim());

    [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{1,4}-\d{1,2}-\d{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\d{1,2}:\d{1,2}:\d{1,2}(\.\d{1,6})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"^\d{1,4}-\d{1,2}-\d{1,2}([ Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d{1,6})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Datetime();

    [GeneratedRegex(@"^(?<s1>-?)(?<y>\d+)-(?<m>\d+) (?<d>-?\d+) (?<s2>-?)(?<h>\d+):(?<i>\d+):(?<s>\d+)(\.(?<f>\d{1,6}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex IntervalForm();

    [GeneratedRegex(@"^\[([^,]+),([^)]+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex RangeForm();
}
