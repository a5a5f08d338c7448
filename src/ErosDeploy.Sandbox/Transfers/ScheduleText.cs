using System.Globalization;

namespace ErosDeploy.Sandbox.Transfers;

/// <summary>
/// Schedules as the service writes them: <c>every 6 hours</c>, <c>every 15 minutes from 08:00 to 18:00</c>, <c>every day 03:05</c>,
/// <c>every mon,thu 09:00</c>, <c>1,15 of month 00:00</c>, <c>first sunday of quarter 02:00</c>.
/// </summary>
internal static class ScheduleText
{
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    static readonly string[] OrdinalNames = ["first", "second", "third", "fourth", "fifth"];
    static readonly string[] OrdinalNumbers = ["1st", "2nd", "3rd", "4th", "5th"];
    static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The schedule, or null if the text is none that the service knows.</summary>
    public static Schedule? Parse(string text)
    {
        var words = text.ToLowerInvariant().Replace(", ", ",", StringComparison.Ordinal).Replace('_', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["every", var count, var unit, .. var rest] when Number(count) is { } n && Unit(unit) is { } one && n * one >= Shortest => Interval(n * one, rest),
            ["every", "day", var time] when Time(time) is { } at => new DaysSchedule(at),
            ["every", var days, var time] when Time(time) is { } at && Set(days, Weekday) is { } chosen => new DaysSchedule(at) { Weekdays = chosen },
            [var dates, "of", var months, var time] when Time(time) is { } at && Set(dates, MonthDay) is { } chosen && MonthSet(months) is { } of =>
                new DaysSchedule(at) { MonthDays = chosen, Months = of },
            [var ordinals, var days, "of", var months, var time] when Time(time) is { } at && MonthSet(months) is { } of
                && Set(ordinals, Ordinal) is { } nth && Set(days, Weekday) is { } chosen => new DaysSchedule(at) { Ordinals = nth, Weekdays = chosen, Months = of },
            _ => null,
        };
    }

    static Schedule? Interval(TimeSpan period, string[] rest) => rest switch
    {
        [] => new IntervalSchedule(period, Synchronized: false),
        ["synchronized"] => new IntervalSchedule(period, Synchronized: true),
        ["from", var opens, "to", var closes] when Time(opens) is { } first && Time(closes) is { } last => new WindowSchedule(period, first, last),
        _ => null,
    };

    static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 100_000 ? n : null;

    static TimeSpan? Unit(string word) => word switch
    {
        "minute" or "minutes" or "min" or "mins" => TimeSpan.FromMinutes(1),
        "hour" or "hours" => TimeSpan.FromHours(1),
        "day" or "days" => TimeSpan.FromDays(1),
        "week" or "weeks" => TimeSpan.FromDays(7),
        _ => null,
    };

    static TimeSpan? Time(string word) => TimeOnly.TryParseExact(word, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time.ToTimeSpan()
        : null;

    static DayOfWeek? Weekday(string word) => Named(word, Weekdays) is { } index ? (DayOfWeek)index : null;

    static int? Month(string word) => Named(word, Months) + 1;

    static int? MonthDay(string word) => Number(word) is { } day and <= 31 ? day : null;

    static int? Ordinal(string word) => Math.Max(Array.IndexOf(OrdinalNames, word), Array.IndexOf(OrdinalNumbers, word)) is >= 0 and var index ? index + 1 : null;

    static HashSet<int>? MonthSet(string word) => word switch
    {
        "month" => [],
        "quarter" => [1, 4, 7, 10],
        _ => Set(word, Month),
    };

    static int? Named(string word, string[] names) =>
        Array.FindIndex(names, name => name == word || name[..3] == word) is >= 0 and var index ? index : null;

    static HashSet<T>? Set<T>(string list, Func<string, T?> item)
        where T : struct
    {
        var items = list.Split(',').Select(item).ToList();
        return items.Contains(null) ? null : [.. items.Select(found => found!.Value)];
    }
}
