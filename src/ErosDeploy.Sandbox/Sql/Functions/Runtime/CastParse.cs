using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>CAST(string AS date or time FORMAT model). Year and month that are not in the text are today's, the day is the first.</summary>
internal sealed class CastParse
{
    static readonly string[] Months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12)];

    readonly string _text;
    readonly List<CastElement> _elements;
    int _at;
    int _year, _month, _day = 1, _hour, _minute, _second, _hourOfHalf;
    long _micros;
    bool _isAfternoon, _isWest, _hasZone;
    int _zoneHours, _zoneMinutes;

    CastParse(string text, List<CastElement> elements, DateTime now) => (_text, _elements, _year, _month) = (text, elements, now.Year, now.Month);

    /// <summary>Text, model, zone, type and the current instant.</summary>
    internal static string? Run(IReadOnlyList<string?> values)
    {
        if (values[0] is not { } text || values[1] is not { } format || values[2] is not { } zoneName) return null;
        var zone = TimeRuntime.Zone(zoneName);
        var elements = CastElements.Read(format);
        CastRules.Check(elements, values[3]!);
        var now = DateTimes.FromMicros(Zones.ToLocal(long.Parse(values[4]!, CultureInfo.InvariantCulture), zone));
        return new CastParse(text, elements, now).Parsed(zone).ToString(CultureInfo.InvariantCulture);
    }

    long Parsed(TimeZoneInfo zone)
    {
        Spaces();
        var done = 0;
        for (; done < _elements.Count && _at < _text.Length; done++)
        {
            if (!Take(_elements[done], FixedWidth(done))) throw new InvalidOperationException(FormattableString.Invariant($"Failed to parse input timestamp string at {_at} with format element {_elements[done]}"));
        }
        Spaces();
        while (done < _elements.Count && _elements[done] is { Name: "\"", Text: "" }) done++;
        if (_at < _text.Length) throw new InvalidOperationException($"Illegal non-space trailing data '{_text[_at..]}' in timestamp string");
        if (done < _elements.Count) throw new InvalidOperationException($"Entire timestamp string has been parsed before dealing with format element {_elements[done]}");
        return Result(zone);
    }

    long Result(TimeZoneInfo zone)
    {
        if (_hourOfHalf > 0) _hour = _hourOfHalf % 12 + (_isAfternoon ? 12 : 0);
        if (_year is < 1 or > 9999 || _day > DateTime.DaysInMonth(_year, _month)) throw new InvalidOperationException("Invalid result from year, month, day values after parsing");
        var local = DateTimes.ToMicros(new DateTime(_year, _month, _day, _hour, _minute, _second, DateTimeKind.Unspecified)) + _micros;
        return _hasZone ? local - (_isWest ? -1 : 1) * (_zoneHours * 60 + _zoneMinutes) * 60_000_000L : Zones.ToUtc(local, zone);
    }

    /// <summary>True if digits follow this element, so that its own must be complete.</summary>
    bool FixedWidth(int index)
    {
        if (index + 1 == _elements.Count) return false;
        var next = _elements[index + 1];
        if (next.Name == "\"") return next.Text.Length == 0 ? FixedWidth(index + 1) : char.IsAsciiDigit(next.Text[0]);
        return !next.IsLiteral && next.Category != "MERIDIAN_INDICATOR" && next.Name is not ("MON" or "MONTH" or "TZH");
    }

    void Spaces()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    bool Take(CastElement element, bool isFixed)
    {
        switch (element.Name)
        {
            case " ": return _at < _text.Length && char.IsWhiteSpace(_text[_at]) && Skipped();
            case "YYYY" or "RRRR": return Digits(isFixed ? 4 : 5, 0, 10000, isFixed, ref _year);
            case "YYY" or "YY" or "Y": return ShortYear(element.Name.Length, isFixed);
            case "RR": return NearYear(isFixed);
            case "Y,YYY": return CommaYear();
            case "MM": return Digits(2, 1, 12, isFixed, ref _month);
            case "MON": return Name(Months.Select(m => m[..3]), ref _month);
            case "MONTH": return Name(Months, ref _month);
            case "DD": return Digits(2, 1, 31, isFixed, ref _day);
            case "HH" or "HH12": return Digits(2, 1, 12, isFixed, ref _hourOfHalf);
            case "HH24": return Digits(2, 0, 23, isFixed, ref _hour);
            case "MI": return Digits(2, 0, 59, isFixed, ref _minute);
            case "SS": return Digits(2, 0, 59, isFixed, ref _second);
            case "SSSSS": return SecondOfDay(isFixed);
            case "A.M." or "P.M.": return Meridian();
            case "TZH": return ZoneHours(isFixed);
            case "TZM": return (_hasZone = true) && Digits(2, 0, 59, isFixed, ref _zoneMinutes);
            default: return element.IsLiteral ? Exactly(element.Text) : Fraction(element.SubsecondDigits, isFixed);
        }
    }

    bool Skipped()
    {
        Spaces();
        return true;
    }

    bool Exactly(string literal)
    {
        if (!_text.AsSpan(_at).StartsWith(literal, StringComparison.Ordinal)) return false;
        _at += literal.Length;
        return true;
    }

    bool Digits(int most, int least, int greatest, bool isFixed, ref int value)
    {
        var end = _at;
        while (end < _text.Length && end - _at < most && char.IsAsciiDigit(_text[end])) end++;
        if (end == _at || isFixed && end - _at != most) return false;
        var number = int.Parse(_text.AsSpan(_at, end - _at), CultureInfo.InvariantCulture);
        if (number < least || number > greatest) return false;
        (_at, value) = (end, number);
        return true;
    }

    bool ShortYear(int length, bool isFixed)
    {
        var (part, power) = (0, (int)Math.Pow(10, length));
        if (!Digits(length, 0, power - 1, isFixed, ref part)) return false;
        _year = _year - _year % power + part;
        return true;
    }

    /// <summary>The year of two digits within fifty years of now.</summary>
    bool NearYear(bool isFixed)
    {
        var part = 0;
        if (!Digits(2, 0, 99, isFixed, ref part)) return false;
        var century = _year / 100 + (part < 50 && _year % 100 >= 50 ? 1 : part >= 50 && _year % 100 < 50 ? -1 : 0);
        _year = century * 100 + part;
        return true;
    }

    bool CommaYear()
    {
        var (thousands, rest) = (0, 0);
        if (!Digits(2, 0, 10, false, ref thousands) || !Exactly(",") || !Digits(3, 0, 999, true, ref rest)) return false;
        _year = thousands * 1000 + rest;
        return true;
    }

    bool SecondOfDay(bool isFixed)
    {
        var second = 0;
        if (!Digits(5, 0, 86399, isFixed, ref second)) return false;
        (_hour, _minute, _second) = (second / 3600, second / 60 % 60, second % 60);
        return true;
    }

    bool Name(IEnumerable<string> names, ref int number)
    {
        var place = 0;
        foreach (var name in names)
        {
            place++;
            if (!_text.AsSpan(_at).StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            (_at, number) = (_at + name.Length, place);
            return true;
        }
        return false;
    }

    bool Meridian()
    {
        var which = 0;
        if (!Name(["A.M.", "P.M."], ref which)) return false;
        _isAfternoon = which == 2;
        return true;
    }

    bool ZoneHours(bool isFixed)
    {
        if (_text[_at] is not ('+' or '-' or ' ')) return false;
        (_isWest, _hasZone) = (_text[_at++] == '-', true);
        return Digits(2, 0, 14, isFixed, ref _zoneHours);
    }

    bool Fraction(int digits, bool isFixed)
    {
        var start = _at;
        while (_at < _text.Length && _at - start < digits && char.IsAsciiDigit(_text[_at])) _at++;
        if (_at == start || isFixed && _at - start != digits) return false;
        _micros = long.Parse(_text[start.._at].PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        return true;
    }
}
