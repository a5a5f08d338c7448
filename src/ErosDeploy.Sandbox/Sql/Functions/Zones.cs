using System.Globalization;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Time zones as BigQuery names them: tz database names and offsets such as +5:45.</summary>
internal static partial class Zones
{
    internal static TimeZoneInfo? Find(string name)
    {
        if (name == "UTC") return TimeZoneInfo.Utc;
        if (Offset(name) is { } offset) return TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        // Names are case sensitive; the platform takes this one in any case, and Z.
        if (name == "Z" || name.Equals("UTC", StringComparison.OrdinalIgnoreCase)) return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    /// <summary>The zone that ends a TIMESTAMP's text: `Z`, an offset, or a space and `UTC`, an offset from it or a name.</summary>
    internal static TimeZoneInfo? Suffix(string text)
    {
        if (text is "Z" or "z") return TimeZoneInfo.Utc;
        if (text[0] is '+' or '-') return Find(text);
        return text.Length > 1 && text[0] == ' ' && text[1] is not ('+' or '-') ? Find(text[1..]) : null;
    }

    /// <summary>Local microseconds to UTC; times that a change of clocks leaves out move forward.</summary>
    internal static long ToUtc(long local, TimeZoneInfo zone)
    {
        if (local < ZoneHistory.End && ZoneHistory.Of(zone) is { } history) return local - history.OffsetOfLocal(local) * 1_000_000L;
        var moment = DateTimes.FromMicros(Math.Clamp(local, MomentRanges.LeastMicros, MomentRanges.MostMicros));
        var offset = zone.IsAmbiguousTime(moment) ? zone.GetAmbiguousTimeOffsets(moment).Max() : zone.GetUtcOffset(moment);
        if (zone.IsInvalidTime(moment)) offset = zone.GetUtcOffset(moment.AddHours(-3));
        return local - offset.Ticks / 10;
    }

    internal static long ToLocal(long utc, TimeZoneInfo zone) => utc < ZoneHistory.End && ZoneHistory.Of(zone) is { } history
        ? utc + history.OffsetAt(utc) * 1_000_000L
        : utc + zone.GetUtcOffset(DateTime.SpecifyKind(DateTimes.FromMicros(utc), DateTimeKind.Utc)).Ticks / 10;

    /// <summary>As texts show it: by whole minutes of the offset.</summary>
    internal static long ToShown(long utc, TimeZoneInfo zone) => utc + (ToLocal(utc, zone) - utc) / 60_000_000 * 60_000_000;

    [GeneratedRegex(@"^(?:UTC)?(?<sign>[+-])(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{1,2}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex OffsetText();

    static TimeSpan? Offset(string name)
    {
        var match = OffsetText().Match(name);
        if (!match.Success) return null;
        int Part(string part) => match.Groups[part].Success ? int.Parse(match.Groups[part].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var minutes = Part("hours") * 60 + Part("minutes");
        return minutes <= 14 * 60 && Part("minutes") <= 59 ? TimeSpan.FromMinutes(match.Groups["sign"].ValueSpan is "-" ? -minutes : minutes) : null;
    }
}
