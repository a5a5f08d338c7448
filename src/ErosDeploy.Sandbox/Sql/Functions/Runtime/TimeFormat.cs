using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>The % elements of FORMAT_DATE and its like. What a type does not have stands in the result as it is written.</summary>
internal sealed class TimeFormat
{
    readonly string _format;
    readonly long _utc;
    readonly long _local;
    readonly TimeZoneInfo _zone;
    readonly string _foreign;
    readonly DateTime _moment;
    readonly int _year;
    int _at;

    TimeFormat(string format, long utc, TimeZoneInfo zone, string type)
    {
        (_format, _utc, _zone, _foreign) = (format, utc, zone, Foreign(type));
        _local = Zones.ToShown(utc, zone);
        (_moment, var years) = DateTimes.Local(_local);
        _year = _moment.Year + years;
    }

    /// <summary>Elements that a type does not have.</summary>
    internal static string Foreign(string type) => type switch { "DATE" => "cHIklMPpRrSsTXZz", "TIME" => "AaBbhCcDdeFGgJjmQsUuVWwxYyZz", "DATETIME" => "Zz", _ => "" };

    internal static string Format(string format, long utc, TimeZoneInfo zone, string type) => new TimeFormat(format, utc, zone, type).Written();

    string Written()
    {
        var text = new StringBuilder();
        while (_at < _format.Length)
        {
            if (_format[_at] != '%') text.Append(_format[_at++]);
            else text.Append(Next());
        }
        return text.ToString();
    }

    /// <summary>The element at a percent sign: flags and width, then a letter, or E or O and more.</summary>
    string Next()
    {
        var start = _at++;
        while (_at < _format.Length && "_-0^#".Contains(_format[_at], StringComparison.Ordinal)) _at++;
        var flags = _format[(start + 1).._at];
        var digits = _at;
        while (_at < _format.Length && char.IsAsciiDigit(_format[_at])) _at++;
        var width = int.TryParse(_format.AsSpan(digits, _at - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 1024) : 0;
        if (_at == _format.Length) return _format[start..];
        var value = _format[_at] is 'E' or 'O' ? Extended() : Allowed(_format[_at++]);
        return value is null ? _format[start.._at] : Padded(value, flags, width);
    }

    string? Allowed(char element) => _foreign.Contains(element, StringComparison.Ordinal) ? null : Element(element);

    /// <summary>%E and %O, where they mean something; null otherwise.</summary>
    string? Extended()
    {
        var modifier = _format[_at++];
        if (_at == _format.Length) return null;
        if (modifier == 'E' && Subseconds() is { } seconds) return seconds;
        if (modifier == 'E' && _format.AsSpan(_at).StartsWith("4Y") && Allowed('Y') is not null)
        {
            _at += 2;
            return _year.ToString("0000", CultureInfo.InvariantCulture);
        }
        var element = _format[_at];
        if (!(modifier == 'E' ? "zcCxXyY" : "deHIklmMSuUVwWy").Contains(element, StringComparison.Ordinal)) return null;
        _at++;
        return element == 'z' && Allowed('z') is { } offset ? offset.Insert(3, ":") : Allowed(element);
    }

    /// <summary>`*S`, `3S`, `*f`, `3f`: seconds with as many digits of their fraction, or these alone.</summary>
    string? Subseconds()
    {
        var end = _at;
        while (end < _format.Length && char.IsAsciiDigit(_format[end])) end++;
        var all = end == _at && _format[end] == '*';
        if (all) end++;
        if (end == _at || end == _format.Length || _format[end] is not ('S' or 'f') || Allowed('S') is not { } seconds) return null;
        var most = all || !int.TryParse(_format.AsSpan(_at, end - _at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? 0 : Math.Min(number, 1024);
        var withSeconds = _format[end] == 'S';
        _at = end + 1;
        var digits = DateTimes.Modulo(_local, 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var fraction = all ? digits.TrimEnd('0') : digits.PadRight(most, '0')[..most];
        if (!withSeconds) return all && fraction.Length == 0 ? "0" : fraction;
        return fraction.Length == 0 ? seconds : $"{seconds}.{fraction}";
    }

    static string Padded(string value, string flags, int width)
    {
        if (flags.Length == 0 && width == 0) return value;
        var isNumber = value.Length > 0 && value.All(c => char.IsAsciiDigit(c) || c == ' ') && value.Trim().Length > 0;
        var pad = flags.LastOrDefault(f => "_-0".Contains(f, StringComparison.Ordinal));
        if (isNumber && pad != default)
        {
            var bare = value.TrimStart('0', ' ') is { Length: > 0 } significant ? significant : "0";
            value = pad == '-' ? bare : bare.PadLeft(value.Length, pad == '_' ? ' ' : '0');
        }
        if (flags.Contains('^', StringComparison.Ordinal)) value = value.ToUpperInvariant();
        else if (flags.Contains('#', StringComparison.Ordinal)) value = value.Any(char.IsAsciiLetterLower) ? value.ToUpperInvariant() : value.ToLowerInvariant();
        return pad == '-' ? value : value.PadLeft(width, pad == '0' || isNumber && pad != '_' ? '0' : ' ');
    }

    string Dot(string format) => _moment.ToString(format, CultureInfo.InvariantCulture);

    string? Element(char element) => element switch
    {
        'c' => $"{Dot("ddd MMM ")}{Spaced(_moment.Day)}{Dot(" HH:mm:ss ")}{Number(_year)}",
        'F' => $"{Number(_year)}{Dot("-MM-dd")}",
        'R' => Dot("HH':'mm"), 'r' => Dot("hh':'mm':'ss tt"), 'T' or 'X' => Dot("HH':'mm':'ss"), 'D' or 'x' => Dot("MM'/'dd'/'yy"),
        's' => Number((_utc - DateTimes.Modulo(_utc, 1_000_000)) / 1_000_000), 'n' => "\n", 't' => "\t", '%' => "%",
        'Z' => ZoneName(), 'z' => TimeRuntime.OffsetText(_utc, _zone, colon: false),
        _ => Day(element) ?? Clock(element),
    };

    string? Day(char element) => element switch
    {
        'A' => Dot("dddd"), 'a' => Dot("ddd"), 'B' => Dot("MMMM"), 'b' or 'h' => Dot("MMM"), 'm' => Dot("MM"), 'd' => Dot("dd"), 'e' => Spaced(_moment.Day),
        'Y' => Number(_year), 'y' => Dot("yy"), 'C' => Number(_year / 100, 2), 'G' => Number(IsoYear), 'g' => Number(IsoYear % 100, 2),
        'J' => Number((ISOWeek.GetWeekOfYear(_moment) - 1) * 7 + Weekday, 3), 'j' => Number(_moment.DayOfYear, 3), 'Q' => Number((_moment.Month + 2) / 3),
        'U' => Week(0), 'W' => Week(1), 'V' => Number(ISOWeek.GetWeekOfYear(_moment), 2), 'u' => Number(Weekday), 'w' => Number((int)_moment.DayOfWeek),
        _ => null,
    };

    string? Clock(char element) => element switch
    {
        'H' => Dot("HH"), 'I' => Dot("hh"), 'M' => Dot("mm"), 'S' => Dot("ss"), 'k' => Spaced(_moment.Hour), 'l' => Spaced((_moment.Hour + 11) % 12 + 1),
        'P' => _moment.Hour < 12 ? "am" : "pm", 'p' => _moment.Hour < 12 ? "AM" : "PM",
        _ => null,
    };

    int IsoYear => ISOWeek.GetYear(_moment) + _year - _moment.Year;

    /// <summary>1 is Monday, 7 Sunday.</summary>
    int Weekday => ((int)_moment.DayOfWeek + 6) % 7 + 1;

    string ZoneName()
    {
        var offset = TimeRuntime.OffsetText(_utc, _zone, colon: false);
        return offset is "+0000" ? "UTC" : $"UTC{(offset.EndsWith("00", StringComparison.Ordinal) ? $"{offset[0]}{offset[1..3].TrimStart('0')}" : offset)}";
    }

    static string Number(long value, int digits = 1) => value.ToString(new string('0', digits), CultureInfo.InvariantCulture);

    static string Spaced(int value) => Number(value).PadLeft(2);

    string Week(int first) => Number((_moment.DayOfYear + 6 - ((int)_moment.DayOfWeek - first + 7) % 7) / 7, 2);
}
