using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>The % elements of FORMAT_DATE and its like.</summary>
internal static class TimeFormat
{
    internal static string Format(string format, long utc, TimeZoneInfo zone)
    {
        var local = Zones.ToLocal(utc, zone);
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }
            var element = format[++i];
            if (element is 'E' or 'O' && i + 1 < format.Length) text.Append(Extended(format, ref i, utc, local, zone));
            else text.Append(Element(element, utc, local, zone));
        }
        return text.ToString();
    }

    static string Extended(string format, ref int i, long utc, long local, TimeZoneInfo zone)
    {
        var next = format[++i];
        var micros = DateTimes.Modulo(local, 1_000_000);
        if (next == 'z') return Colon(TimeRuntime.OffsetText(utc, zone, colon: false));
        if (next == 'Y' && format[i - 1] == 'E') return DateTimes.FromMicros(local).ToString("yyyy", CultureInfo.InvariantCulture);
        if (next == '4' && i + 1 < format.Length && format[i + 1] == 'Y')
        {
            i++;
            return DateTimes.FromMicros(local).ToString("yyyy", CultureInfo.InvariantCulture);
        }
        if (i + 1 >= format.Length || format[i + 1] is not ('S' or 'f')) return Element(next, utc, local, zone);
        var withSeconds = format[++i] == 'S';
        var seconds = withSeconds ? Element('S', utc, local, zone) : "";
        var digits = micros.ToString("000000", CultureInfo.InvariantCulture);
        var fraction = next == '*' ? digits.TrimEnd('0') : digits.PadRight(9, '0')[..Math.Min(9, next - '0')];
        return fraction.Length == 0 ? seconds : withSeconds ? $"{seconds}.{fraction}" : fraction;
    }

    static string Colon(string offset) => offset.Insert(3, ":");

    static string Element(char element, long utc, long local, TimeZoneInfo zone)
    {
        var moment = DateTimes.FromMicros(local);
        string Dot(string format) => moment.ToString(format, CultureInfo.InvariantCulture);
        return element switch
        {
            'A' => Dot("dddd"), 'a' => Dot("ddd"), 'B' => Dot("MMMM"), 'b' or 'h' => Dot("MMM"),
            'C' => (moment.Year / 100).ToString("00", CultureInfo.InvariantCulture),
            'c' => Dot("ddd MMM ") + Padded(moment.Day, ' ') + Dot(" HH:mm:ss yyyy"),
            'D' or 'x' => Dot("MM'/'dd'/'yy"), 'd' => Dot("dd"), 'e' => Padded(moment.Day, ' '),
            'F' => Dot("yyyy-MM-dd"), 'G' => ISOWeek.GetYear(moment).ToString("0000", CultureInfo.InvariantCulture),
            'g' => (ISOWeek.GetYear(moment) % 100).ToString("00", CultureInfo.InvariantCulture),
            'H' => Dot("HH"), 'I' => Dot("hh"), 'j' => moment.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            'k' => Padded(moment.Hour, ' '), 'l' => Padded((moment.Hour + 11) % 12 + 1, ' '), 'M' => Dot("mm"), 'm' => Dot("MM"),
            'n' => "\n", 'P' => moment.Hour < 12 ? "am" : "pm", 'p' => moment.Hour < 12 ? "AM" : "PM",
            'Q' => ((moment.Month + 2) / 3).ToString(CultureInfo.InvariantCulture), 'R' => Dot("HH':'mm"), 'r' => Dot("hh':'mm':'ss tt"), 'S' => Dot("ss"),
            's' => ((long)Math.Floor(utc / 1_000_000.0)).ToString(CultureInfo.InvariantCulture), 'T' or 'X' => Dot("HH':'mm':'ss"), 't' => "\t",
            'U' => Week(moment, 0), 'W' => Week(moment, 1), 'V' => ISOWeek.GetWeekOfYear(moment).ToString("00", CultureInfo.InvariantCulture),
            'u' => ((int)moment.DayOfWeek == 0 ? 7 : (int)moment.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'w' => ((int)moment.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'Y' => moment.Year.ToString(CultureInfo.InvariantCulture), 'y' => Dot("yy"),
            'Z' => ZoneName(utc, zone), 'z' => TimeRuntime.OffsetText(utc, zone, colon: false), '%' => "%",
            _ => $"%{element}",
        };
    }

    static string ZoneName(long utc, TimeZoneInfo zone) => zone == TimeZoneInfo.Utc ? "UTC" : "UTC" + TimeRuntime.OffsetText(utc, zone, colon: true).Replace("+0", "+", StringComparison.Ordinal).Replace("-0", "-", StringComparison.Ordinal);

    static string Padded(int value, char pad) => value.ToString(CultureInfo.InvariantCulture).PadLeft(2, pad);

    static string Week(DateTime moment, int first) => ((moment.DayOfYear + 6 - ((int)moment.DayOfWeek - first + 7) % 7) / 7).ToString("00", CultureInfo.InvariantCulture);
}
