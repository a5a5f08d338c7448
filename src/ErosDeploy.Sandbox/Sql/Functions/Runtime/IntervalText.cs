using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>`Y-M D H:M:S.F`, the canonical text of an INTERVAL.</summary>
internal static class IntervalText
{
    internal static string Write(long months, long days, long micros)
    {
        var time = Math.Abs(micros);
        var fraction = DateTimes.Fraction(time % 1_000_000);
        var text = $"{time / 3_600_000_000}:{time / 60_000_000 % 60}:{time / 1_000_000 % 60}{fraction}";
        return FormattableString.Invariant($"{(months < 0 ? "-" : "")}{Math.Abs(months) / 12}-{Math.Abs(months) % 12} {days} {(micros < 0 ? "-" : "")}{text}");
    }

    /// <summary>ISO 8601: `P1Y2M3DT4H5M6.789S`.</summary>
    internal static string Iso(long months, long days, long micros)
    {
        var (date, time) = (new StringBuilder(), new StringBuilder());
        void Add(StringBuilder text, long value, string unit) { if (value != 0) text.Append(CultureInfo.InvariantCulture, $"{value}{unit}"); }
        Add(date, months / 12, "Y");
        Add(date, months % 12, "M");
        Add(date, days, "D");
        Add(time, micros / 3_600_000_000, "H");
        Add(time, micros / 60_000_000 % 60, "M");
        var rest = micros % 60_000_000;
        if (rest != 0) time.Append(CultureInfo.InvariantCulture, $"{rest / 1_000_000m:0.######}S");
        if (time.Length > 0) time.Insert(0, 'T');
        return date.Length + time.Length == 0 ? "P0Y" : $"P{date}{time}";
    }
}
