using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>`Y-M D H:M:S.F`, the canonical text of an INTERVAL.</summary>
internal static class IntervalText
{
    internal static string Write(long months, long days, long micros)
    {
        var time = Math.Abs(micros);
        var fraction = DateTimes.Fraction(time % 1_000_000);
        var text = $"{time / 3_600_000_000}:{time / 60_000_000 % 60}:{time / 1_000_000 % 60}{fraction}";
        return FormattableString.Invariant($"{(months < 0 ? "-" : "")}{Math.Abs(months) / 12}-{Math.Abs(months) % 12} {days} {(micros < 0 ? "-" : "")}{text}");
    }

    internal static string Parts(string text)
    {
        var (months, days, micros) = Parse(text) ?? throw new InvalidOperationException($"Invalid INTERVAL value '{text}'");
        return FormattableString.Invariant($"{months} {days} {micros}");
    }

    /// <summary>The canonical text, or any of its parts alone.</summary>
    internal static (long Months, long Days, long Micros)? Parse(string text)
    {
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
