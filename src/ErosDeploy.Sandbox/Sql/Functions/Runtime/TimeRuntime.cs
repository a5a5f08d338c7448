using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Dates as days, instants and datetimes as microseconds since 1970.</summary>
internal static class TimeRuntime
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<string, long?>("bq_parse_date", text => DateTimes.ParseDate(text) is { } date ? date.DayNumber - DateTimes.EpochDay : throw new InvalidOperationException($"Invalid date: '{text}'"));
        f.Add<string, long?>("bq_parse_time", text => DateTimes.ParseTime(text) ?? throw new InvalidOperationException($"Invalid time string \"{text}\""));
        f.Add<string, long?>("bq_parse_datetime", text => DateTimes.ParseDatetime(text) ?? throw new InvalidOperationException($"Invalid datetime string \"{text}\""));
        f.Add<string, string, long?>("bq_parse_timestamp", (text, zone) => DateTimes.ParseTimestamp(text, Zone(zone)) ?? throw new InvalidOperationException($"Invalid timestamp: '{text}'"));
        f.Add<long, string>("bq_datetime_text", DateTimes.Text);
        f.Add<long, string>("bq_time_text", DateTimes.TimeText);
        f.Add<long, string, string>("bq_timestamp_text", (micros, zone) => TimestampText(micros, Zone(zone)));
        f.Add<long, string, long?>("bq_to_utc", (local, zone) => Zones.ToUtc(local, Zone(zone)) is >= MomentRanges.LeastMicros and <= MomentRanges.MostMicros and var utc
            ? utc : throw new InvalidOperationException($"Cannot convert {DateTimes.Text(local)} to timestamp in time zone {zone}"));
        f.Add<long, string, long?>("bq_to_local", (utc, zone) => Local(utc, Zone(zone)));
        f.Add<long, string, long?>("bq_to_local_unbounded", (utc, zone) => Zones.ToLocal(utc, Zone(zone)));
        f.Add<long, long, long, long?>("bq_make_date", MakeDate);
        f.Add<long, long, long, long?>("bq_make_time", MakeTime);
        f.Add<string, string, long?>("bq_timestamp_of", TimestampOf);
        f.Add<string, long, string, string, string>("bq_strftime", (format, micros, zone, type) => TimeFormat.Format(format, micros, Zone(zone), type));
        f.Add<string, string, string, string, long?>("bq_strptime", (format, text, zone, type) => TimeParse.Parse(format, text, Zone(zone), type));
        f.Add<long, string, string, string, string>("bq_cast_format", CastFormat.Write);
        f.AddVariadic("bq_cast_parse", CastParse.Run);
        f.Add<long, long, long, string>("bq_interval_text", IntervalText.Write);
        f.Add<long, long, long, string>("bq_interval_iso", IntervalText.Iso);
        f.Add<long, long, long, string>("bq_justify_hours", (months, days, micros) => IntervalJustify.Hours(months, days, micros));
        f.Add<long, long, long, string>("bq_justify_days", (months, days, micros) => IntervalJustify.Days(months, days, micros));
        f.Add<long, long, long, string>("bq_justify_interval", (months, days, micros) => IntervalJustify.All(months, days, micros));
        f.Add<string, string>("bq_parse_interval", IntervalParse.Run);
    }

    /// <summary>TIMESTAMP(text, zone): the text may not say a zone of its own.</summary>
    static long? TimestampOf(string text, string zone)
    {
        if (DateTimes.HasZone(text)) throw new InvalidOperationException($"Timezone is not allowed in \"{text}\"");
        return DateTimes.ParseTimestamp(text, Zone(zone)) ?? throw new InvalidOperationException($"Invalid timestamp string \"{text}\"");
    }

    internal static TimeZoneInfo Zone(string name) => Zones.Find(name) ?? throw new InvalidOperationException(name.Length == 0 ? "Invalid empty time zone" : $"Invalid time zone: {name}");

    static long? Local(long utc, TimeZoneInfo zone) => Zones.ToLocal(utc, zone) is >= MomentRanges.LeastMicros and <= MomentRanges.MostMicros and var local
        ? local
        : throw new InvalidOperationException($"Invalid date extracted from timestamp {DateTimes.Text(utc)}+00 in time zone {zone.Id}");

    static string TimestampText(long micros, TimeZoneInfo zone) => DateTimes.Text(Zones.ToShown(micros, zone)) + OffsetText(micros, zone, colon: true);

    /// <summary>`+00`, `-05`, `+05:45`.</summary>
    internal static string OffsetText(long micros, TimeZoneInfo zone, bool colon)
    {
        var offset = (Zones.ToLocal(micros, zone) - micros) / 60_000_000;
        var (hours, minutes) = (Math.Abs(offset) / 60, Math.Abs(offset) % 60);
        var sign = offset < 0 ? '-' : '+';
        return colon
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{hours:00}{(minutes == 0 ? "" : $":{minutes:00}")}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{hours:00}{minutes:00}");
    }

    static long? MakeDate(long year, long month, long day)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
            throw new InvalidOperationException(FormattableString.Invariant($"Input calculates to invalid date: {year:0000}-{month:00}-{day:00}"));
        return DateTimes.Days((int)year, (int)month, (int)day);
    }

    /// <summary>Second 60 is the first one of the next minute.</summary>
    static long? MakeTime(long hour, long minute, long second) =>
        hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60
            ? throw new InvalidOperationException(FormattableString.Invariant($"Input calculates to invalid time: {hour:00}:{minute:00}:{second:00}"))
            : ((hour * 60 + minute) * 60 + second) * 1_000_000;
}
