using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>BigQuery's texts of dates and times. Instants and datetimes are microseconds since 1970, times microseconds since midnight.</summary>
internal static class DateTimes
{
    const long TicksPerMicro = 10;
    internal const long MicrosPerDay = 86_400_000_000;
    internal const int EpochDay = 719_162;

    /// <summary>The calendar, weekdays too, repeats itself after this.</summary>
    const int CycleYears = 400;
    const long CycleDays = 146_097;

    internal static DateTime FromMicros(long micros) => new(DateTime.UnixEpoch.Ticks + micros * TicksPerMicro, DateTimeKind.Unspecified);

    internal static long ToMicros(DateTime moment) => (moment.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMicro;

    /// <summary>Days since 1970 of a date of the years 0 to 10000, which local times can be in.</summary>
    internal static long Days(int year, int month, int day)
    {
        var cycles = year < 1 ? -1 : year > 9999 ? 1 : 0;
        return new DateOnly(year - cycles * CycleYears, month, day).DayNumber - EpochDay + cycles * CycleDays;
    }

    internal static int DaysInMonth(int year, int month) => DateTime.DaysInMonth(year is 0 or 10000 ? 2000 : year, month);

    /// <summary>A moment within DateTime's range on the same day of the calendar, and the years by which the true one is later.</summary>
    internal static (DateTime Moment, int Years) Local(long micros)
    {
        var cycles = micros < MomentRanges.LeastMicros ? -1 : micros > MomentRanges.MostMicros ? 1 : 0;
        return (FromMicros(micros - cycles * CycleDays * MicrosPerDay), cycles * CycleYears);
    }

    internal static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Text(long micros)
    {
        var (moment, years) = Local(micros);
        return string.Create(CultureInfo.InvariantCulture, $"{moment.Year + years:0000}{moment:-MM-dd HH:mm:ss}{Fraction(Modulo(micros, 1_000_000))}");
    }

    internal static string TimeText(long micros) =>
        FromMicros(Modulo(micros, MicrosPerDay)).ToString("HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(Modulo(micros, 1_000_000));

    /// <summary>Nothing, three or six digits after the point.</summary>
    internal static string Fraction(long micros) => micros switch
    {
        0 => "",
        _ when micros % 1000 == 0 => string.Create(CultureInfo.InvariantCulture, $".{micros / 1000:000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $".{micros:000000}"),
    };

    internal static long Modulo(long value, long divisor) => (value % divisor + divisor) % divisor;

    internal static DateOnly? ParseDate(string text)
    {
        var reader = new MomentReader(text);
        return reader.Date(4) is { } days && reader.AtEnd && days >= -EpochDay ? DateOnly.FromDayNumber((int)days + EpochDay) : null;
    }

    internal static long? ParseTime(string text)
    {
        var reader = new MomentReader(text);
        return reader.Time() is { } time && reader.AtEnd ? Modulo(time, MicrosPerDay) : null;
    }

    internal static long? ParseDatetime(string text)
    {
        var reader = new MomentReader(text);
        if (reader.Date(4) is not { } days) return null;
        if (reader.AtEnd) return InRange(days * MicrosPerDay);
        return reader.Separator() && reader.Time() is { } time && reader.AtEnd ? InRange(days * MicrosPerDay + time) : null;
    }

    static long? InRange(long micros) => micros is >= MomentRanges.LeastMicros and <= MomentRanges.MostMicros ? micros : null;

    /// <summary>A zone in the text wins over <paramref name="zone"/>; without both it is UTC.</summary>
    internal static long? ParseTimestamp(string text, TimeZoneInfo? zone)
    {
        var reader = new MomentReader(text);
        if (reader.Date(5) is not { } days) return null;
        var micros = days * MicrosPerDay;
        if (!reader.AtEnd)
        {
            if (!reader.Separator()) return null;
            if (!reader.AtSign)
            {
                if (reader.Time() is not { } time) return null;
                micros += time;
            }
            if (!reader.AtEnd)
            {
                zone = Zones.Suffix(reader.Rest);
                if (zone is null) return null;
            }
        }
        return InRange(zone is null ? micros : Zones.ToUtc(micros, zone));
    }

    /// <summary>Whether a text says its zone itself.</summary>
    internal static bool HasZone(string text)
    {
        var reader = new MomentReader(text);
        return reader.Date(5) is not null && !reader.AtEnd && reader.Separator() && (reader.AtSign || reader.Time() is not null && !reader.AtEnd);
    }
}
