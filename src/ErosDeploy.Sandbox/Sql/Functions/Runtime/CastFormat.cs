using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>CAST(date or time AS STRING FORMAT model). Instants and datetimes are microseconds since 1970.</summary>
internal static class CastFormat
{
    static readonly Dictionary<string, string[]> Supported = new()
    {
        ["DATE"] = ["LITERAL", "YEAR", "MONTH", "DAY"],
        ["TIME"] = ["LITERAL", "HOUR", "MINUTE", "SECOND", "MERIDIAN_INDICATOR"],
        ["DATETIME"] = ["LITERAL", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "MERIDIAN_INDICATOR"],
    };

    internal static string Write(long micros, string format, string zoneName, string type)
    {
        var elements = CastElements.Read(format);
        if (Supported.TryGetValue(type, out var categories))
        {
            foreach (var element in elements)
            {
                if (!categories.Contains(element.Category)) throw new InvalidOperationException($"{type} does not support {element}");
            }
        }
        var zone = TimeRuntime.Zone(zoneName);
        var local = Zones.ToShown(micros, zone);
        return string.Concat(elements.Select(e => e.IsLiteral ? e.Text : Cased(Element(e, micros, local, zone), e)));
    }

    static string Element(CastElement element, long micros, long local, TimeZoneInfo zone)
    {
        var (moment, years) = DateTimes.Local(local);
        var year = (moment.Year + years).ToString("0000", CultureInfo.InvariantCulture);
        string Dot(string format) => moment.ToString(format, CultureInfo.InvariantCulture);
        return element.Name switch
        {
            "YYYY" or "RRRR" => year, "YYY" => year[^3..], "YY" or "RR" => year[^2..], "Y" => year[^1..],
            "MM" => Dot("MM"), "MON" => Dot("MMM"), "MONTH" => Dot("MMMM"),
            "DDD" => moment.DayOfYear.ToString("000", CultureInfo.InvariantCulture), "DD" => Dot("dd"), "DAY" => Dot("dddd"), "DY" => Dot("ddd"),
            "D" => ((int)moment.DayOfWeek + 1).ToString(CultureInfo.InvariantCulture),
            "HH" or "HH12" => Dot("hh"), "HH24" => Dot("HH"), "MI" => Dot("mm"), "SS" => Dot("ss"),
            "SSSSS" => ((int)moment.TimeOfDay.TotalSeconds).ToString("00000", CultureInfo.InvariantCulture),
            "AM" or "PM" => moment.Hour < 12 ? "AM" : "PM", "A.M." or "P.M." => moment.Hour < 12 ? "A.M." : "P.M.",
            "TZH" => TimeRuntime.OffsetText(micros, zone, colon: false)[..3], "TZM" => TimeRuntime.OffsetText(micros, zone, colon: false)[3..],
            _ when element.Category == "SECOND" => DateTimes.Modulo(local, 1_000_000).ToString("000000", CultureInfo.InvariantCulture).PadRight(12, '0')[..element.SubsecondDigits],
            _ => throw new InvalidOperationException($"Unsupported format element {element}"),
        };
    }

    /// <summary>Letters come in the case of their element: all small, all capital, or the first one capital.</summary>
    static string Cased(string text, CastElement element)
    {
        var written = element.Text;
        if (char.IsAsciiLetterLower(written[0])) return text.ToLowerInvariant();
        if (element.Category == "MERIDIAN_INDICATOR" || written.Length == 1 || !char.IsAsciiLetterLower(written[1])) return text.ToUpperInvariant();
        return new StringBuilder(text.ToLowerInvariant()) { [0] = char.ToUpperInvariant(text[0]) }.ToString();
    }
}
