using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Months, days and microseconds of texts of intervals: `Y-M D H:M:S.F`, a span of its parts, or ISO 8601's durations.</summary>
internal static class IntervalParse
{
    /// <summary>The parts that a text can have, from the first to the last one of a span.</summary>
    internal static readonly string[] Parts = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];

    const int Year = 0, Month = 1, Day = 2, Hour = 3, Second = 5;

    static readonly Dictionary<(int From, int To), Regex> Layouts = Enumerable.Range(0, Second)
        .SelectMany(from => Enumerable.Range(from + 1, Second - from).Select(to => (From: from, To: to)))
        .ToDictionary(span => span, span => new Regex(Layout(span.From, span.To), RegexOptions.CultureInvariant));

    /// <summary>For bq.interval_of: the three numbers with blanks between.</summary>
    internal static string Run(string text)
    {
        var (months, days, micros) = Parse(text) ?? throw new InvalidOperationException($"Invalid INTERVAL value '{text}'");
        return FormattableString.Invariant($"{months} {days} {micros}");
    }

    /// <summary>CAST to INTERVAL: which parts there are shows in the blanks, colons and dashes; null for a text that is none.</summary>
    internal static (long Months, long Days, long Micros)? Parse(string text)
    {
        if (text.StartsWith('P')) return IntervalDuration.Parse(text);
        var dashes = Enumerable.Range(1, Math.Max(0, text.Length - 1)).Count(i => text[i] == '-' && char.IsAsciiDigit(text[i - 1]));
        (int From, int To)? span = (text.Count(c => c == ' '), text.Count(c => c == ':'), dashes) switch
        {
            (2, var colons and <= 2, 1) => (Year, Hour + colons),
            (1, 0, 1) => (Year, Day),
            (0, 0, 1) => (Year, Month),
            (2, var colons and <= 2, 0) => (Month, Hour + colons),
            (1, var colons and (1 or 2), 0) => (Day, Hour + colons),
            (0, 2, 0) => (Hour, Second),
            _ => null,
        };
        return span is var (from, to) ? Between(text, Parts[from], Parts[to]) : null;
    }

    /// <summary>A literal such as INTERVAL '1-2 3' YEAR TO DAY; null for a text that does not have just these parts.</summary>
    internal static (long Months, long Days, long Micros)? Between(string text, string from, string to)
    {
        if (!Layouts.TryGetValue((Array.IndexOf(Parts, from), Array.IndexOf(Parts, to)), out var layout) || layout.Match(text) is not { Success: true } match) return null;
        BigInteger Part(string name) => match.Groups[name].Success ? BigInteger.Parse(match.Groups[name].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        BigInteger Signed(string sign, BigInteger value) => match.Groups[sign].ValueSpan is "-" ? -value : value;
        var micros = ((Part("h") * 60 + Part("min")) * 60 + Part("s")) * 1_000_000 + Micros(match.Groups["f"].Value);
        return Checked(Signed("date", Part("y") * 12 + Part("m")), Part("d"), Signed("time", micros));
    }

    /// <summary>A literal of one part, such as INTERVAL '1.5' SECOND: only seconds have a fraction.</summary>
    internal static (long Months, long Days, long Micros)? Single(string text, string part)
    {
        var match = Regex.Match(text, part == "SECOND" ? @"^(?<n>[+-]?\d+)\z|^(?<sign>[+-]?)(?<s>\d*)\.(?<f>\d{1,6})\z" : @"^(?<n>[+-]?\d+)\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);
        if (!match.Success || match.Groups["n"].Length > 20) return null;
        if (match.Groups["f"].Success)
        {
            var micros = BigInteger.Parse("0" + match.Groups["s"].Value, CultureInfo.InvariantCulture) * 1_000_000 + Micros(match.Groups["f"].Value);
            return Checked(0, 0, match.Groups["sign"].ValueSpan is "-" ? -micros : micros);
        }
        var number = BigInteger.Parse(match.Groups["n"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (number < long.MinValue || number > long.MaxValue) return null;
        return part switch
        {
            "YEAR" => Checked(number * 12, 0, 0),
            "QUARTER" => Checked(number * 3, 0, 0),
            "MONTH" => Checked(number, 0, 0),
            "WEEK" => Checked(0, number * 7, 0),
            "DAY" => Checked(0, number, 0),
            "HOUR" => Checked(0, 0, number * 3_600_000_000),
            "MINUTE" => Checked(0, 0, number * 60_000_000),
            "SECOND" => Checked(0, 0, number * 1_000_000),
            _ => null,
        };
    }

    /// <summary>The digits behind the point of seconds.</summary>
    internal static int Micros(string fraction) => fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(6, '0'), CultureInfo.InvariantCulture);

    /// <summary>An interval within its range of 10,000 years; an error otherwise.</summary>
    internal static (long Months, long Days, long Micros) Checked(BigInteger months, BigInteger days, BigInteger micros)
    {
        Check("months", months, 120_000);
        Check("days", days, 3_660_000);
        Check("micros", micros, 316_224_000_000_000_000);
        return ((long)months, (long)days, (long)micros);
    }

    static void Check(string name, BigInteger value, long most)
    {
        if (BigInteger.Abs(value) > most) throw new InvalidOperationException(FormattableString.Invariant($"Interval field {name} '{value}' is out of range -{most} to {most}"));
    }

    static string Layout(int from, int to)
    {
        var groups = new List<string>();
        if (from <= Month) groups.Add(from == Year ? @"(?<date>[+-])?(?<y>[0-9]+)-(?<m>[0-9]+)" : "(?<date>[+-])?(?<m>[0-9]+)");
        if (from <= Day && to >= Day) groups.Add("(?<d>[+-]?[0-9]+)");
        if (to >= Hour)
        {
            string[] clock = ["(?<h>[0-9]+)", "(?<min>[0-9]+)", @"(?<s>[0-9]+)(?:\.(?<f>[0-9]{1,6}))?"];
            groups.Add("(?<time>[+-])?" + string.Join(':', clock[(Math.Max(from, Hour) - Hour)..(to - Hour + 1)]));
        }
        return $@"^{string.Join(' ', groups)}\z";
    }
}
