namespace ErosDeploy.Sandbox.Transfers;

/// <summary>When a transfer is due, in UTC.</summary>
internal abstract record Schedule
{
    /// <summary>The first due instant at or after <paramref name="from"/>; null if there is none.</summary>
    /// <param name="from">Instants before this are past.</param>
    /// <param name="anchor">Where intervals count from.</param>
    public abstract DateTimeOffset? Next(DateTimeOffset from, DateTimeOffset anchor);
}

/// <summary>Every so often, counted from the anchor or, if synchronized, from midnight.</summary>
internal sealed record IntervalSchedule(TimeSpan Period, bool Synchronized) : Schedule
{
    public override DateTimeOffset? Next(DateTimeOffset from, DateTimeOffset anchor)
    {
        var start = Synchronized ? DateTimeOffset.UnixEpoch : anchor;
        if (from <= start)
            return start;
        var past = (from - start).Ticks;
        return start.AddTicks((past + Period.Ticks - 1) / Period.Ticks * Period.Ticks);
    }
}

/// <summary>Every so often within a part of each day, both ends included; the part may span midnight.</summary>
internal sealed record WindowSchedule(TimeSpan Period, TimeSpan Opens, TimeSpan Closes) : Schedule
{
    public override DateTimeOffset? Next(DateTimeOffset from, DateTimeOffset anchor)
    {
        var midnight = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero);
        return Enumerable.Range(-1, 3).SelectMany(day => Of(midnight.AddDays(day))).First(at => at >= from);
    }

    IEnumerable<DateTimeOffset> Of(DateTimeOffset midnight)
    {
        var length = Closes >= Opens ? Closes - Opens : Closes - Opens + TimeSpan.FromDays(1);
        for (var passed = TimeSpan.Zero; passed <= length; passed += Period)
            yield return midnight + Opens + passed;
    }
}

/// <summary>At a time of chosen days: all sets that are not empty must hold the day.</summary>
internal sealed record DaysSchedule(TimeSpan Time) : Schedule
{
    const int DaysUntilEveryDateHasCome = 366 * 9;

    public HashSet<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Which of the month's (quarter's) such weekdays: 1 to 5.</summary>
    public HashSet<int> Ordinals { get; init; } = [];

    public HashSet<int> MonthDays { get; init; } = [];

    public HashSet<int> Months { get; init; } = [];

    public override DateTimeOffset? Next(DateTimeOffset from, DateTimeOffset anchor)
    {
        var today = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero);
        return Enumerable.Range(0, DaysUntilEveryDateHasCome)
            .Select(day => today.AddDays(day))
            .Where(Holds)
            .Select(day => (DateTimeOffset?)(day + Time))
            .FirstOrDefault(at => at >= from);
    }

    bool Holds(DateTimeOffset day) =>
        Holds(Weekdays, day.DayOfWeek) && Holds(Ordinals, ((day.Day - 1) / 7) + 1) && Holds(MonthDays, day.Day) && Holds(Months, day.Month);

    static bool Holds<T>(HashSet<T> chosen, T value) => chosen.Count == 0 || chosen.Contains(value);
}
