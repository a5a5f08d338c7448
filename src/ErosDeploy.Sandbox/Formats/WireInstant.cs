using System.Globalization;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Texts of a TIMESTAMP: date and time with zone name, offset, Z or UTC; without one UTC.</summary>
internal static partial class WireInstant
{
    /// <summary>Microseconds since 1970; null if the text is no timestamp.</summary>
    public static long? Parse(string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success || !DateTime.TryParseExact(
                match.Groups["date"].Value, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        var hour = Part(match, "h");
        var minute = Part(match, "m");
        var second = Part(match, "s");
        if (hour > 23 || minute > 59 || second > 59)
            return null;
        var local = date.AddHours(hour).AddMinutes(minute).AddSeconds(second);
        var micros = Part(match, "f", match.Groups["f"].Value.PadRight(6, '0'));
        return OffsetAt(match.Groups["zone"].Value.Trim(), local) is { } offset
            ? ((local - offset).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond + micros
            : null;
    }

    static int Part(Match match, string name, string? text = null) =>
        match.Groups[name].Success ? int.Parse(text ?? match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;

    static TimeSpan? OffsetAt(string zone, DateTime local)
    {
        if (zone.Length == 0 || zone is "Z" or "z" || string.Equals(zone, "UTC", StringComparison.OrdinalIgnoreCase))
            return TimeSpan.Zero;
        if (zone[0] is '+' or '-')
            return Offset(zone);
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)) : null;
    }

    static TimeSpan? Offset(string text)
    {
        var parts = text[1..].Split(':');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours))
            return null;
        var minutes = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes))
            return null;
        if (parts.Length == 1 && parts[0].Length == 4)
            (hours, minutes) = (hours / 100, hours % 100);
        var offset = new TimeSpan(hours, minutes, 0);
        return text[0] == '-' ? -offset : offset;
    }

    [GeneratedRegex(
        @"^(?<date>\d{4}-\d{1,2}-\d{1,2})([ Tt](?<h>\d{1,2}):(?<m>\d{1,2})(:(?<s>\d{1,2})(\.(?<f>\d{1,6})\d*)?)?)?(?<zone>\s*([Zz]|[+-]\d{1,2}(:?\d{2})?)|\s+[A-Za-z][A-Za-z0-9_+\-/]*)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
