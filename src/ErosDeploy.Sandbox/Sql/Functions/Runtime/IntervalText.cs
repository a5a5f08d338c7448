using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>`Y-M D H:M:S.F`, the canonical text of an INTERVAL.</summary>
internal static partial class IntervalText
{
    internal static string Write(long months, long days, long micros)
    {
        var time = Math.Abs(micros);
        var fraction = DateTimes.Fraction(time % 1_000_000);
        var text = $"{time / 3_600_000_000}:{time / 60_000_000 % 60}:{time / 1_000_000 % 60}{fraction}";
        return FormattableString.Invariant($"{(months < 0 ? "-" : "")}{Math.Abs(months) / 12}-{Math.Abs(months) % 12} {days} {(micros < 0 ? "-" : "")}{text}");
    }

    /// <summary>ISO 8601: `P1Y2M3DT4H5M6.789S`.</summary>
    internal static string Iso(long months, long days, long micros)
    {
        var (date, time) = (new StringBuilder(), new StringBuilder());
        void Add(StringBuilder text, long value, string unit) { if (value != 0) text.Append(CultureInfo.InvariantCulture, $"{value}{unit}"); }
        Add(date, months / 12, "Y");
        Add(date, months % 12, "M");
        Add(date, days, "D");
        Add(time, micros / 3_600_000_000, "H");
        Add(time, micros / 60_000_000 % 60, "M");
        var rest = micros % 60_000_000;
        if (rest != 0) time.Append(CultureInfo.InvariantCulture, $"{rest / 1_000_000m:0.######}S");
        if (time.Length > 0) time.Insert(0, 'T');
        return date.Length + time.Length == 0 ? "P0Y" : $"P{date}{time}";
    }

    internal static string Parts(string text)
    {
        var (months, days, micros) = Parse(text) ?? throw new InvalidOperationException($"Invalid INTERVAL value '{text}'");
        return FormattableString.Invariant($"{months} {days} {micros}");
    }

    /// <summary>The canonical text, or any of its parts alone.</summary>
    internal static (long Months, long Days, long Micros)? Parse(string text)
    {
        if (text.StartsWith('P')) return ParseIso(text);
        (long Months, long Days, long Micros) result = (0, 0, 0);
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Contains(':', StringComparison.Ordinal)) { if (Time(part) is { } time) result.Micros = time; else return null; }
            else if (part.IndexOf('-', 1) > 0) { if (YearMonth(part) is { } months) result.Months = months; else return null; }
            else if (long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)) result.Days = days;
            else return null;
        }
        return result;
    }

    [GeneratedRegex(@"^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:[.,]\d{1,9})?)S)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex IsoText();

    static (long Months, long Days, long Micros)? ParseIso(string text)
    {
        var match = IsoText().Match(text);
        if (!match.Success || text.Length == 1 || text.EndsWith('T')) return null;
        decimal Part(int group) => match.Groups[group].Success ? decimal.Parse(match.Groups[group].Value.Replace(',', '.'), CultureInfo.InvariantCulture) : 0;
        return ((long)(Part(1) * 12 + Part(2)), (long)(Part(3) * 7 + Part(4)), (long)((Part(5) * 60 + Part(6)) * 60_000_000 + Part(7) * 1_000_000));
    }

    internal static long? YearMonth(string text)
    {
        var parts = text.TrimStart('-', '+').Split('-');
        if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var years) || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var months)) return null;
        return (years * 12 + months) * (text[0] == '-' ? -1 : 1);
    }

    /// <summary>`H:M:S.F`; fewer parts are the leading ones.</summary>
    internal static long? Time(string text)
    {
        var parts = text.TrimStart('-', '+').Split(':');
        var sum = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!decimal.TryParse(parts[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || i > 2) return null;
            sum += (long)(value * (i switch { 0 => 3_600_000_000m, 1 => 60_000_000m, _ => 1_000_000m }));
        }
        return text[0] == '-' ? -sum : sum;
    }
}
