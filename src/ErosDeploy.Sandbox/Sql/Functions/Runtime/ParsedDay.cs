namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// The date that the elements of PARSE_DATE and its like give together, from 1970-01-01: the last of those that say the same part counts, ISO years
/// count where no other part of a date stands beside them, and a weekday where a week does.
/// </summary>
internal sealed class ParsedDay
{
    int _year = 1970, _month = 1, _day = 1;
    int _yearAt = -1, _monthAt = -1, _dayAt = -1;
    int? _century;
    bool _isCenturyGiven, _isPlain;
    (int Value, int At)? _isoYear, _isoWeek, _isoDay, _dayOfYear, _week;
    bool _isWeekFromMonday;
    int? _weekday;

    internal void Year(int year, int at) => (_year, _century, _isCenturyGiven, _yearAt, _isPlain) = (year, null, false, at, true);

    internal void ShortYear(int year, int at)
    {
        if (!_isCenturyGiven) _century = year < 69 ? 20 : 19;
        (_year, _yearAt, _isPlain) = (year, at, true);
    }

    internal void Century(int century, int at)
    {
        if (_century is null) _year = 0;
        (_century, _isCenturyGiven, _yearAt, _isPlain) = (century, true, at, true);
    }

    internal void Month(int month, int at) => (_month, _monthAt, _isPlain) = (month, at, true);

    internal void Day(int day, int at) => (_day, _dayAt, _isPlain) = (day, at, true);

    internal void Quarter(int quarter, int at)
    {
        Month(quarter * 3 - 2, at);
        Day(1, at);
    }

    internal void DayOfYear(int day, int at) => (_dayOfYear, _isPlain) = ((day, at), true);

    internal void Week(int week, bool fromMonday, int at) => (_week, _isWeekFromMonday, _isPlain) = ((week, at), fromMonday, true);

    internal void IsoYear(int year, int at) => _isoYear = (year, at);

    internal void IsoWeek(int week, int at) => _isoWeek = (week, at);

    internal void IsoDay(int day, int at) => _isoDay = (day, at);

    /// <summary>0 is Monday.</summary>
    internal void Weekday(int weekday) => _weekday = weekday;

    /// <summary>Days since 1970.</summary>
    internal long Days()
    {
        if (_century is { } century) (_year, _century) = (century * 100 + _year, null);
        if (!_isPlain && _isoYear is { } iso) return Checked(InIsoYear(iso.Value));
        if (_week is not null || _dayOfYear is not null) Replace();
        return _day <= DateTimes.DaysInMonth(_year, _month) ? DateTimes.Days(_year, _month, _day) : throw new InvalidOperationException("Out-of-range datetime field in parsing function");
    }

    static long Checked(long days) => days is >= -DateTimes.EpochDay and <= 2_932_896 ? days : throw new InvalidOperationException("Invalid result from parsing function");

    static int WeekdayOf(long days) => (int)DateTimes.Modulo(days + 3, 7);

    /// <summary>The Monday of the week of 4 January.</summary>
    static long IsoStart(int year)
    {
        var fourth = DateTimes.Days(year, 1, 4);
        return fourth - WeekdayOf(fourth);
    }

    long InIsoYear(int year)
    {
        if (year is < 0 or > 9999) throw new InvalidOperationException("Invalid result from parsing function");
        var (start, length) = (IsoStart(year), IsoStart(year + 1) - IsoStart(year));
        if (_isoDay is { } day && (_weekday is null || day.At > (_isoWeek?.At ?? -1)))
        {
            return day.Value <= length ? start + day.Value - 1
                : throw new InvalidOperationException(FormattableString.Invariant($"ISO Year {year} has {length} days, but the specified day of year was {day.Value}"));
        }
        if (_isoWeek is not { } week) return start;
        if (week.Value * 7 > length) throw new InvalidOperationException(FormattableString.Invariant($"Invalid ISO week {week.Value} specified for ISO year {year}"));
        return start + (week.Value - 1) * 7 + (_weekday ?? 0);
    }

    /// <summary>The parts of the date that the week or the day of the year gives and no later element has set.</summary>
    void Replace()
    {
        var byDay = _dayOfYear is { } day && (_weekday is null || day.At > (_week?.At ?? -1));
        var days = Checked(byDay || _week is null ? OfYear(_dayOfYear!.Value.Value) : OfWeek(_week.Value.Value));
        var at = byDay || _week is null ? _dayOfYear!.Value.At : _week.Value.At;
        var date = DateOnly.FromDayNumber((int)days + DateTimes.EpochDay);
        if (_yearAt < at) _year = date.Year;
        if (_monthAt < at) _month = date.Month;
        if (_dayAt < at) _day = date.Day;
        if (_day > DateTimes.DaysInMonth(_year, _month))
            throw new InvalidOperationException(FormattableString.Invariant($"Out-of-range datetime field in parsing function; year: {_year}, month: {_month}, day: {_day}"));
    }

    long OfYear(int day) => day <= (DateTimes.DaysInMonth(_year, 2) == 29 ? 366 : 365) ? DateTimes.Days(_year, 1, 1) + day - 1
        : throw new InvalidOperationException(FormattableString.Invariant($"Year {_year} has 365 days, but the specified day of year was {day}"));

    /// <summary>The first day of a week, or its given weekday; days before the first whole week are in week 0.</summary>
    long OfWeek(int week)
    {
        var (first, start) = (DateTimes.Days(_year, 1, 1), _isWeekFromMonday ? 0 : 6);
        var before = (int)DateTimes.Modulo(start - WeekdayOf(first), 7);
        var length = DateTimes.Days(_year, 12, 31) - first + 1;
        if (week < (before == 0 ? 1 : 0) || week > (length - before + 6) / 7) throw new InvalidOperationException(FormattableString.Invariant($"Week number {week} is invalid for year {_year}"));
        return first + before + (week - 1) * 7 + (_weekday is { } weekday ? DateTimes.Modulo(weekday - start, 7) : 0);
    }
}
