using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Time zones as BigQuery names them: tz database names and offsets such as +5:45.</summary>
internal static class Zones
{
    internal static TimeZoneInfo? Find(string name)
    {
        if (name is "Z" or "z" || name.Equals("UTC", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Utc;
        if (Offset(name) is { } offset) return TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    /// <summary>Local microseconds to UTC; times that a change of clocks leaves out move forward.</summary>
    internal static long ToUtc(long local, TimeZoneInfo zone)
    {
        var moment = DateTimes.FromMicros(local);
        var offset = zone.IsAmbiguousTime(moment) ? zone.GetAmbiguousTimeOffsets(moment).Max() : zone.GetUtcOffset(moment);
        if (zone.IsInvalidTime(moment)) offset = zone.GetUtcOffset(moment.AddHours(-3));
        return local - offset.Ticks / 10;
    }

    internal static long ToLocal(long utc, TimeZoneInfo zone) =>
        utc + zone.GetUtcOffset(DateTime.SpecifyKind(DateTimes.FromMicros(utc), DateTimeKind.Utc)).Ticks / 10;

    static TimeSpan? Offset(string name)
    {
        if (name.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) && name.Length > 3) name = name[3..];
        if (name.Length < 2 || name[0] is not ('+' or '-')) return null;
        var parts = name[1..].Split(':');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)) return null;
        var minutes = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)) return null;
        if (parts.Length == 1 && parts[0].Length == 4) (hours, minutes) = (hours / 100, hours % 100);
        if (hours > 14 || minutes > 59) return null;
        return TimeSpan.FromMinutes((hours * 60 + minutes) * (name[0] == '-' ? -1 : 1));
    }
}
