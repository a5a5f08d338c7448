using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>The % elements of PARSE_DATE and its like.</summary>
internal sealed class TimeParse
{
    static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    readonly string _format, _text;
    readonly ParsedDay _date = new();
    int _at, _element;
    int _hour, _minute, _second, _micros;
    bool _isHalfDay, _isAfternoon;
    long? _epoch;
    int? _offset;
    TimeZoneInfo? _zone;

    TimeParse(string format, string text) => (_format, _text) = (format, text);

    internal static long? Parse(string format, string text, TimeZoneInfo zone, string type)
    {
        Check(format, type);
        var parser = new TimeParse(format, text);
        parser.Spaces();
        parser.Elements(format, exact: true);
        parser.Spaces();
        return parser._at == text.Length ? parser.Result(zone) : throw parser.Failure();
    }

    InvalidOperationException Failure() => new($"Failed to parse input string \"{_text}\"");

    /// <summary>Elements of other types are refused, whatever the text is.</summary>
    static void Check(string format, string type)
    {
        var foreign = type == "TIME" ? "AaBbhCcDdeFGgjmsUuVWwxYyZz" : TimeFormat.Foreign(type);
        for (var i = format.IndexOf('%', StringComparison.Ordinal); i >= 0; i = i + 2 > format.Length ? -1 : format.IndexOf('%', i + 2))
        {
            if (i + 1 == format.Length) throw new InvalidOperationException("Format string cannot end with a single '%'");
            var rest = format.AsSpan(i + 1);
            var length = rest[0] is 'E' or 'O' && rest.Length > 1 ? rest[0] == 'E' && (char.IsAsciiDigit(rest[1]) || rest[1] == '*') && rest.Length > 2 ? 3 : 2 : 1;
            if (foreign.Contains(rest[length - 1], StringComparison.Ordinal)) throw new InvalidOperationException($"Invalid format: %{rest[..length]} is not allowed for the {type} type.");
            if (rest[0] == 'P') throw new InvalidOperationException("Invalid format: %P is not allowed for parsing. Use %p.");
        }
    }

    /// <summary>A format, or what an element stands for: then numbers may have spaces before them.</summary>
    void Elements(string pattern, bool exact)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (char.IsWhiteSpace(pattern[i])) Spaces();
            else if (pattern[i] != '%') Exactly(pattern[i]);
            else
            {
                if (exact) _element++;
                i = Element(pattern, i + 1, exact);
            }
        }
    }

    /// <summary>Gives the place of the element's last character.</summary>
    int Element(string pattern, int i, bool exact)
    {
        if (!exact) Spaces();
        var next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
        switch (pattern[i])
        {
            case 'E': return Extended(pattern, i + 1, next);
            case 'O':
                if (!"deHImMSuUVwWy".Contains(next, StringComparison.Ordinal)) throw Failure();
                Single(next, '\0');
                return i + 1;
            default:
                Single(pattern[i], next);
                return i;
        }
    }

    int Extended(string pattern, int i, char modified)
    {
        var digits = i;
        while (digits < pattern.Length && char.IsAsciiDigit(pattern[digits])) digits++;
        if (modified == '*' || digits > i)
        {
            if (pattern.AsSpan(i).StartsWith("4Y")) _date.Year(Number(4, 0, 9999, least: 4), _element);
            else Seconds(modified == '*' ? null : int.Parse(pattern.AsSpan(i, digits - i), CultureInfo.InvariantCulture), pattern, modified == '*' ? i + 1 : digits);
            return pattern.AsSpan(i).StartsWith("4Y") || modified == '*' ? i + 1 : digits;
        }
        if (modified == 'z') Offset(colon: true);
        else if ("cCxXyY".Contains(modified, StringComparison.Ordinal)) Single(modified, i + 1 < pattern.Length ? pattern[i + 1] : '\0');
        else throw Failure();
        return i;
    }

    /// <summary>Years take a fifth and centuries a third digit, unless another element follows.</summary>
    void Single(char c, char next)
    {
        switch (c)
        {
            case 'Y': _date.Year(next == '%' ? Number(4, 0, 9999) : Number(5, 0, 10000), _element); break;
            case 'y': _date.ShortYear(Number(2, 0, 99), _element); break;
            case 'C': _date.Century(next == '%' ? Number(2, 0, 99) : Number(3, 0, 100), _element); break;
            case 'Q': _date.Quarter(Number(1, 1, 4), _element); break;
            case 'm': _date.Month(Number(2, 1, 12), _element); break;
            case 'B' or 'b' or 'h': _date.Month(Name(Months) + 1, _element); break;
            case 'd': _date.Day(Number(2, 1, 31), _element); break;
            case 'e': Spaces(); _date.Day(Number(2, 1, 31), _element); break;
            case 'j': _date.DayOfYear(Number(3, 1, 366), _element); break;
            case 'U' or 'W': _date.Week(Number(2, 0, 53), c == 'W', _element); break;
            case 'G': _date.IsoYear(Number(20, 0, 99999), _element); break;
            case 'g': _date.IsoYear(Number(2, 0, 99) is var year && year < 69 ? 2000 + year : 1900 + year, _element); break;
            case 'V': _date.IsoWeek(Number(2, 1, 53), _element); break;
            case 'J': _date.IsoDay(Number(3, 1, 371), _element); break;
            case 'A' or 'a': _date.Weekday(Name(Days)); break;
            case 'u': _date.Weekday(Number(1, 1, 7) - 1); break;
            case 'w': _date.Weekday((Number(1, 0, 6) + 6) % 7); break;
            case 'n' or 't': Spaces(); break;
            case '%': Exactly('%'); break;
            default: Clock(c); break;
        }
    }

    void Clock(char c)
    {
        switch (c)
        {
            case 'H': (_hour, _isHalfDay) = (Number(2, 0, 23), false); break;
            case 'k': Spaces(); _hour = Number(2, 0, 23); break;
            case 'I' or 'l': Spaces(); (_hour, _isHalfDay) = (Number(2, 1, 12) % 12, true); break;
            case 'M': _minute = Number(2, 0, 59); break;
            case 'S': _second = Number(2, 0, 60); break;
            case 'p': _isAfternoon = Meridian(); break;
            case 'r': Elements("%I:%M:%S %p", exact: false); break;
            case 'R': Elements("%H:%M", exact: false); break;
            case 'T' or 'X': Elements("%H:%M:%S", exact: false); break;
            case 'F': Elements("%Y-%m-%d", exact: false); break;
            case 'D' or 'x': Elements("%m/%d/%y", exact: false); break;
            case 'c': Elements("%a %b %e %H:%M:%S %Y", exact: false); break;
            case 's': _epoch = Long(); break;
            case 'z': Offset(colon: false); break;
            case 'Z': ZoneName(); break;
            default: throw Failure();
        }
    }

    void Spaces()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    void Exactly(char c)
    {
        if (_at >= _text.Length) throw Failure();
        if (_text[_at] != c) throw new InvalidOperationException(FormattableString.Invariant($"Mismatch between format character '{c}' and string character '{_text[_at]}' at string index: {_at} with format: '{_format}'"));
        _at++;
    }

    int Number(int most, int lowest, int highest, int least = 1)
    {
        var start = _at;
        while (_at < _text.Length && _at - start < most && char.IsAsciiDigit(_text[_at])) _at++;
        return _at - start >= least && int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest ? value : throw Failure();
    }

    long Long()
    {
        var start = _at;
        if (_at < _text.Length && _text[_at] == '-') _at++;
        while (_at < _text.Length && _at - start < 12 && char.IsAsciiDigit(_text[_at])) _at++;
        return long.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Failure();
    }

    /// <summary>Seconds with a fraction of at most so many digits, which need not be there; as many as there are for null.</summary>
    void Seconds(int? most, string pattern, int letter)
    {
        if (most > 6 || letter >= pattern.Length || pattern[letter] != 'S') throw Failure();
        _second = Number(2, 0, 60);
        if (most == 0 || _at >= _text.Length || _text[_at] != '.') return;
        var start = ++_at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]) && (most is not { } limit || _at - start < limit)) _at++;
        if (_at == start) throw Failure();
        _micros = int.Parse(_text[start.._at].PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
    }

    /// <summary>The index of a name, in full or its first three letters.</summary>
    int Name(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            foreach (var name in new[] { names[i], names[i][..3] })
            {
                if (!_text.AsSpan(_at).StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
                _at += name.Length;
                return i;
            }
        }
        throw Failure();
    }

    bool Meridian()
    {
        var text = _text.AsSpan(_at, Math.Min(2, _text.Length - _at));
        var isAfternoon = text.Equals("PM", StringComparison.OrdinalIgnoreCase);
        if (!isAfternoon && !text.Equals("AM", StringComparison.OrdinalIgnoreCase)) throw Failure();
        _at += 2;
        return isAfternoon;
    }

    /// <summary>`+HH[MM]` or, with a colon, `+HH[:MM]`, `+HHMM` and `Z`.</summary>
    void Offset(bool colon)
    {
        if (colon && _at < _text.Length && _text[_at] == 'Z')
        {
            (_at, _offset) = (_at + 1, 0);
            return;
        }
        var sign = _at < _text.Length && _text[_at] is '+' or '-' ? _text[_at++] : throw Failure();
        var minutes = Number(2, 0, 23, least: 2) * 60;
        var digits = colon && _at < _text.Length && _text[_at] == ':' ? _at + 1 : _at;
        if (digits + 2 <= _text.Length && char.IsAsciiDigit(_text[digits]) && char.IsAsciiDigit(_text[digits + 1]))
        {
            _at = digits;
            minutes += Number(2, 0, 59);
        }
        if (minutes > 14 * 60) throw new InvalidOperationException(FormattableString.Invariant($"Timezone offset out of valid range -14:00 to +14:00: {sign}{minutes / 60:00}:{minutes % 60:00}"));
        _offset = sign == '-' ? -minutes : minutes;
    }

    void ZoneName()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at])) _at++;
        if (_at == start) throw Failure();
        (_zone, _offset) = (TimeRuntime.Zone(_text[start.._at]), null);
    }

    long Result(TimeZoneInfo zone)
    {
        if (_epoch is { } epoch) return Checked(epoch * 1_000_000);
        if (_isHalfDay && _isAfternoon) _hour += 12;
        var local = _date.Days() * DateTimes.MicrosPerDay + ((_hour * 60L + _minute) * 60 + _second) * 1_000_000 + (_second == 60 ? 0 : _micros);
        return Checked(_offset is { } offset ? local - offset * 60_000_000L : Zones.ToUtc(local, _zone ?? zone));
    }

    static long Checked(long micros) => micros is >= MomentRanges.LeastMicros and <= MomentRanges.MostMicros ? micros : throw new InvalidOperationException("Invalid result from parsing function");
}
