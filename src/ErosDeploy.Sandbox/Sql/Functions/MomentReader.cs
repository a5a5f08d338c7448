using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Reads the canonical texts of dates and times, `YYYY-[M]M-[D]D` and `[H]H:[M]M:[S]S[.F]`, from left to right.</summary>
internal ref struct MomentReader(string text)
{
    int _at;

    internal readonly bool AtEnd => _at == text.Length;

    internal readonly bool AtSign => _at < text.Length && text[_at] is '+' or '-';

    internal readonly string Rest => text[_at..];

    internal bool Separator()
    {
        if (AtEnd || text[_at] is not ('T' or 't' or ' ')) return false;
        return ++_at < text.Length;
    }

    /// <summary>Days since 1970; years have four digits, or up to <paramref name="yearDigits"/>.</summary>
    internal long? Date(int yearDigits)
    {
        if (Digits(4, yearDigits) is not { } year || !Take('-') || Digits(1, 2) is not { } month || !Take('-') || Digits(1, 2) is not { } day) return null;
        return year <= 10000 && month is >= 1 and <= 12 && day >= 1 && day <= DateTimes.DaysInMonth(year, month) ? DateTimes.Days(year, month, day) : null;
    }

    /// <summary>Microseconds since midnight; second 60 is the next minute's first one, without its fraction.</summary>
    internal long? Time()
    {
        if (Digits(1, 2) is not { } hour || !Take(':') || Digits(1, 2) is not { } minute || !Take(':') || Digits(1, 2) is not { } second) return null;
        if (hour > 23 || minute > 59 || second > 60) return null;
        var micros = 0L;
        if (Take('.'))
        {
            if (Fraction() is not { } fraction) return null;
            micros = second == 60 ? 0 : fraction;
        }
        return ((hour * 60L + minute) * 60 + second) * 1_000_000 + micros;
    }

    long? Fraction()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        return _at - start is >= 1 and <= 6 ? long.Parse(text[start.._at].PadRight(6, '0'), CultureInfo.InvariantCulture) : null;
    }

    bool Take(char wanted)
    {
        if (AtEnd || text[_at] != wanted) return false;
        _at++;
        return true;
    }

    int? Digits(int least, int most)
    {
        var start = _at;
        while (_at < text.Length && _at - start < most && char.IsAsciiDigit(text[_at])) _at++;
        return _at - start >= least ? int.Parse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture) : null;
    }
}
