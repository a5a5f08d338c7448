using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>The % elements of PARSE_DATE and its like.</summary>
internal sealed class TimeParse(string format, string text)
{
    static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
    int _at;
    int _year = 1970, _month = 1, _day = 1, _hour, _minute, _second, _micros;
    int? _dayOfYear;
    bool? _isPm;
    int? _century;
    long? _epoch;
    TimeSpan? _offset;
    TimeZoneInfo? _zone;

    internal static long? Parse(string format, string text, TimeZoneInfo zone)
    {
        var parser = new TimeParse(format, text);
        parser.Elements(format);
        parser.Spaces();
        if (parser._at < text.Length) throw parser.Failure("Illegal non-space trailing data");
        return parser.Result(zone);
    }

    InvalidOperationException Failure(string why = "") => new($"Failed to parse input string \"{text}\"{(why.Length > 0 ? $": {why} '{text[_at..]}' in string {text}" : "")}");

    void Elements(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (char.IsWhiteSpace(pattern[i])) Spaces();
            else if (pattern[i] != '%' || i + 1 == pattern.Length) Exactly(pattern[i]);
            else i = Element(pattern, i + 1);
        }
    }

    int Element(string pattern, int i)
    {
        var c = pattern[i];
        if (c is 'E' or 'O' && i + 1 < pattern.Length)
        {
            var next = pattern[i + 1];
            if ((char.IsAsciiDigit(next) || next == '*') && i + 2 < pattern.Length)
            {
                if (pattern[i + 2] == 'S') Seconds();
                else if (pattern[i + 2] == 'Y') _year = Number(1, 5, signed: true);
                else throw Failure();
                return i + 2;
            }
            if (next == 'z') Offset();
            else Single(next);
            return i + 1;
        }
        Single(c);
        return i;
    }

    void Single(char c)
    {
        switch (c)
        {
            case 'Y': _year = Number(1, 4, signed: true); break;
            case 'y': _year = Number(1, 2) is var two && two < 69 ? 2000 + two : 1900 + two; break;
            case 'C': _century = Number(1, 2); break;
            case 'm': _month = Number(1, 2); break;
            case 'd' or 'e': Spaces(); _day = Number(1, 2); break;
            case 'H' or 'k': Spaces(); _hour = Number(1, 2); break;
            case 'I' or 'l': Spaces(); _hour = Number(1, 2) % 12; _isPm ??= false; break;
            case 'M': _minute = Number(1, 2); break;
            case 'S': _second = Number(1, 2); break;
            case 'j': _dayOfYear = Number(1, 3); break;
            case 'p' or 'P': _isPm = Name(["AM", "PM"], 2) == 1; break;
            case 'B' or 'b' or 'h': _month = Name(Months, 3) + 1; break;
            case 'A' or 'a': Name(Days, 3); break;
            case 'F': Elements("%Y-%m-%d"); break;
            case 'T' or 'X': Elements("%H:%M:%S"); break;
            case 'R': Elements("%H:%M"); break;
            case 'D' or 'x': Elements("%m/%d/%y"); break;
            case 'c': Elements("%a %b %e %H:%M:%S %Y"); break;
            case 's': _epoch = Long(); break;
            case 'z': Offset(); break;
            case 'Z': ZoneName(); break;
            case 'n' or 't': Spaces(); break;
            case '%': Exactly('%'); break;
            case 'u' or 'w': Number(1, 1); break;
            case 'U' or 'W' or 'V': Number(1, 2); break;
            default: throw new InvalidOperationException($"Invalid format: %{c} in \"{format}\"");
        }
    }

    void Spaces()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    void Exactly(char c)
    {
        if (_at >= text.Length || text[_at] != c) throw Failure();
        _at++;
    }

    int Number(int least, int most, bool signed = false)
    {
        var start = _at;
        if (signed && _at < text.Length && text[_at] is '-' or '+') _at++;
        var first = _at;
        while (_at < text.Length && _at - first < most && char.IsAsciiDigit(text[_at])) _at++;
        return _at - first >= least ? int.Parse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture) : throw Failure();
    }

    long Long()
    {
        var start = _at;
        if (_at < text.Length && text[_at] == '-') _at++;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        return long.TryParse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out var value) ? value : throw Failure();
    }

    void Seconds()
    {
        _second = Number(1, 2);
        if (_at >= text.Length || text[_at] != '.') return;
        var start = ++_at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        _micros = int.Parse(text[start.._at].PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
    }

    /// <summary>The index of a name, in full or its first letters.</summary>
    int Name(string[] names, int letters)
    {
        for (var i = 0; i < names.Length; i++)
        {
            foreach (var name in new[] { names[i], names[i][..Math.Min(letters, names[i].Length)] })
            {
                if (!text.AsSpan(_at).StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
                _at += name.Length;
                return i;
            }
        }
        throw Failure();
    }

    void Offset()
    {
        if (_at < text.Length && text[_at] is 'Z' or 'z')
        {
            (_at, _offset) = (_at + 1, TimeSpan.Zero);
            return;
        }
        var sign = _at < text.Length && text[_at] is '+' or '-' ? text[_at++] : throw Failure();
        var hours = Number(1, 2);
        if (_at < text.Length && text[_at] == ':') _at++;
        var minutes = _at < text.Length && char.IsAsciiDigit(text[_at]) ? Number(1, 2) : 0;
        _offset = TimeSpan.FromMinutes((hours * 60 + minutes) * (sign == '-' ? -1 : 1));
    }

    void ZoneName()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at])) _at++;
        _zone = TimeRuntime.Zone(text[start.._at]);
    }

    long Result(TimeZoneInfo zone)
    {
        if (_epoch is { } epoch) return epoch * 1_000_000;
        if (_century is { } century) _year = century * 100 + _year % 100;
        if (_isPm == true && _hour < 12) _hour += 12;
        if (_month is < 1 or > 12 || _hour > 23 || _minute > 59 || _second > 60 || _year is < 1 or > 9999 || _day < 1 || _day > DateTime.DaysInMonth(_year, _month)) throw Failure();
        var date = _dayOfYear is { } day ? new DateTime(_year, 1, 1).AddDays(day - 1) : new DateTime(_year, _month, _day);
        var local = DateTimes.ToMicros(date) + ((_hour * 60L + _minute) * 60 + _second) * 1_000_000 + _micros;
        return _offset is { } offset ? local - offset.Ticks / 10 : Zones.ToUtc(local, _zone ?? zone);
    }
}
