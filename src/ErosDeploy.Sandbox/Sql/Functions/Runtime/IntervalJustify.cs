namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Intervals with whole days of hours and months of 30 days carried over, and the signs of what is carried between made the same; for bq.interval_of.</summary>
internal static class IntervalJustify
{
    const long DaysPerMonth = 30;

    internal static string Hours(long months, long days, long micros)
    {
        days += micros / DateTimes.MicrosPerDay;
        micros %= DateTimes.MicrosPerDay;
        Agree(ref days, ref micros, DateTimes.MicrosPerDay);
        return Text(months, days, micros);
    }

    internal static string Days(long months, long days, long micros)
    {
        months += days / DaysPerMonth;
        days %= DaysPerMonth;
        Agree(ref months, ref days, DaysPerMonth);
        return Text(months, days, micros);
    }

    internal static string All(long months, long days, long micros)
    {
        days += micros / DateTimes.MicrosPerDay;
        micros %= DateTimes.MicrosPerDay;
        months += days / DaysPerMonth;
        days %= DaysPerMonth;
        var sign = Math.Sign(months);
        if (sign != 0 && (Math.Sign(days) == -sign || days == 0 && Math.Sign(micros) == -sign)) (months, days) = (months - sign, days + sign * DaysPerMonth);
        Agree(ref days, ref micros, DateTimes.MicrosPerDay);
        return Text(months, days, micros);
    }

    static void Agree(ref long large, ref long small, long unit)
    {
        var sign = Math.Sign(large);
        if (sign != 0 && Math.Sign(small) == -sign) (large, small) = (large - sign, small + sign * unit);
    }

    static string Text(long months, long days, long micros) => FormattableString.Invariant($"{months} {days} {micros}");
}
