using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>ISO 8601's durations such as `P1Y2M3DT4H5M6.7S`, with weeks, in any order, repeated and each with a sign of its own.</summary>
internal static partial class IntervalDuration
{
    [GeneratedRegex(@"^P(?:(?<n>-?[0-9]+)(?<unit>[YMWD]))*(?:T(?:(?<n>-?[0-9]+)(?<unit>[HM])|(?<seconds>-?[0-9]+(?:[.,][0-9]{1,6})?)S)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    internal static (long Months, long Days, long Micros)? Parse(string text)
    {
        if (text == "P" || Duration().Match(text) is not { Success: true } match) return null;
        BigInteger months = 0, days = 0, micros = 0;
        var time = text.IndexOf('T', StringComparison.Ordinal);
        foreach (var (number, unit) in match.Groups["n"].Captures.Zip(match.Groups["unit"].Captures))
        {
            var value = BigInteger.Parse(number.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            switch (unit.Value)
            {
                case "Y": months += value * 12; break;
                case "M" when time < 0 || unit.Index < time: months += value; break;
                case "W": days += value * 7; break;
                case "D": days += value; break;
                case "H": micros += value * 3_600_000_000; break;
                default: micros += value * 60_000_000; break;
            }
        }
        foreach (var seconds in match.Groups["seconds"].Captures.Select(c => c.Value)) micros += Seconds(seconds);
        return IntervalParse.Checked(months, days, micros);
    }

    static BigInteger Seconds(string text)
    {
        var parts = text.TrimStart('-').Split('.', ',');
        var micros = BigInteger.Parse(parts[0], CultureInfo.InvariantCulture) * 1_000_000 + (parts.Length > 1 ? IntervalParse.Micros(parts[1]) : 0);
        return text[0] == '-' ? -micros : micros;
    }
}
