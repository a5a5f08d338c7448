using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>BigQuery's texts of dates and times. Instants and datetimes are microseconds since 1970, times microseconds since midnight.</summary>
internal static class DateTimes
{
    const long TicksPerMicro = 10;
    internal const long MicrosPerDay = 86_400_000_000;

    internal static DateTime FromMicros(long micros) => new(DateTime.UnixEpoch.Ticks + micros * TicksPerMicro, DateTimeKind.Unspecified);

    internal static long ToMicros(DateTime moment) => (moment.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMicro;

    internal static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Text(long micros) =>
        FromMicros(micros).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(Modulo(micros, 1_000_000));

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
        var reader = new TextReader(text);
        return reader.Date() is { } date && reader.AtEnd ? date : null;
    }

    internal static long? ParseTime(string text)
    {
        var reader = new TextReader(text);
        return reader.Time() is { } time && reader.AtEnd ? time : null;
    }

    internal static long? ParseDatetime(string text)
    {
        var reader = new TextReader(text);
        return reader.Moment() is { } moment && reader.AtEnd ? moment : null;
    }

    /// <summary>A zone in the text wins over <paramref name="zone"/>; without both it is UTC.</summary>
    internal static long? ParseTimestamp(string text, string? zone)
    {
        var reader = new TextReader(text);
        if (reader.Moment() is not { } moment) return null;
        var rest = reader.Rest.Trim();
        var name = rest.Length > 0 ? rest : zone;
        if (name is null) return moment;
        return Zones.Find(name) is { } found ? Zones.ToUtc(moment, found) : null;
    }

    ref struct TextReader(string text)
    {
        readonly string _text = text.Trim();
        int _at;

        internal readonly bool AtEnd => _at == _text.Length;

        internal readonly string Rest => _text[_at..];

        internal DateOnly? Date()
        {
            if (Digits(1, 4) is not { } year || !Take('-') || Digits(1, 2) is not { } month || !Take('-') || Digits(1, 2) is not { } day) return null;
            return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
        }

        internal long? Time()
        {
            if (Digits(1, 2) is not { } hour || !Take(':') || Digits(1, 2) is not { } minute || !Take(':') || Digits(1, 2) is not { } second) return null;
            if (hour > 23 || minute > 59 || second > 59) return null;
            var micros = Take('.') ? Fraction() : 0;
            return ((hour * 60L + minute) * 60 + second) * 1_000_000 + micros;
        }

        internal long? Moment()
        {
            if (Date() is not { } date) return null;
            var start = ToMicros(date.ToDateTime(TimeOnly.MinValue));
            var before = _at;
            if (!AtEnd && _text[_at] is 'T' or 't' or ' ') _at++;
            else if (AtEnd) return start;
            if (Time() is { } time) return start + time;
            _at = before;
            return start;
        }

        long Fraction()
        {
            var start = _at;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
            var digits = _text[start.._at];
            return digits.Length is 0 or > 9 ? 0 : long.Parse(digits.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        }

        bool Take(char wanted)
        {
            if (AtEnd || _text[_at] != wanted) return false;
            _at++;
            return true;
        }

        int? Digits(int least, int most)
        {
            var start = _at;
            while (_at < _text.Length && _at - start < most && char.IsAsciiDigit(_text[_at])) _at++;
            return _at - start >= least ? int.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture) : null;
        }
    }
}
