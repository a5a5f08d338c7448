using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using ErosDeploy.Sandbox.Sql.Functions;

namespace ErosDeploy.Sandbox.Sql.Translation;

/// <summary>DuckDB's messages in BigQuery's words, as far as the two have a counterpart.</summary>
internal static partial class RuntimeErrors
{
    static readonly (string Begin, string Middle, string Operator)[] Overflows =
    [
        ("Overflow in addition of INT64 (", " + ", "+"), ("Overflow in subtraction of INT64 (", " - ", "-"), ("Overflow in multiplication of INT64 (", " * ", "*"),
    ];

    /// <summary>"Overflow in addition of DECIMAL(38) (1 + 2)": the numbers are digits over 10^9; the sum that was checked by adding zero is SUM.</summary>
    static string? Decimal(string inner)
    {
        var match = DecimalOverflow().Match(inner);
        if (!match.Success) return null;
        var (left, symbol, right) = (Shown(match, 2), match.Groups[3].Value, Shown(match, 4));
        return right == "0" ? "numeric overflow: SUM" : $"numeric overflow: {left} {symbol} {(match.Groups[1].Value == "multiplication" ? match.Groups[4].Value : right)}";
    }

    static string Shown(Match match, int group) => Decimals.Shortest(Decimals.Text(BigInteger.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture), 9));

    [GeneratedRegex(@"^Overflow in (addition|subtract|multiplication) of DECIMAL\(38\) \((-?\d+) ([-+*]) (-?\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalOverflow();

    internal static string Explain(string message)
    {
        var text = message.Split('\n')[0];
        var colon = text.IndexOf(" Error: ", StringComparison.Ordinal);
        var inner = colon > 0 ? text[(colon + 8)..] : text;
        if (Decimal(inner) is { } overflow) return overflow;
        if (inner.StartsWith("Overflow on abs(", StringComparison.Ordinal)) return $"int64 overflow: ABS({inner["Overflow on abs(".Length..].TrimEnd(')')})";
        if (inner.StartsWith("Overflow in negation of numeric value", StringComparison.Ordinal)) return "int64 overflow: -(-9223372036854775808)";
        if (inner.StartsWith("Overflow in division of ", StringComparison.Ordinal)) return $"int64 overflow: {inner["Overflow in division of ".Length..]}";
        if (inner.StartsWith("Overflow in HUGEINT addition", StringComparison.Ordinal)) return "numeric overflow: SUM";
        if (inner.StartsWith("Failed to cast decimal value ", StringComparison.Ordinal) && inner.Contains(" to type INT64", StringComparison.Ordinal)) return $"int64 out of range: {inner["Failed to cast decimal value ".Length..inner.IndexOf(" to type", StringComparison.Ordinal)]}";
        foreach (var (begin, middle, symbol) in Overflows)
        {
            if (inner.StartsWith(begin, StringComparison.Ordinal)) return $"int64 overflow: {inner[begin.Length..].TrimEnd('!').TrimEnd(')').Replace(middle, $" {symbol} ", StringComparison.Ordinal)}";
        }
        if (inner.StartsWith("Failure in decode", StringComparison.Ordinal)) return "Invalid cast of bytes to UTF8 string";
        if (inner.StartsWith("More than one row returned by a subquery", StringComparison.Ordinal)) return "Scalar subquery produced more than one element";
        if (inner.Contains("INT128", StringComparison.Ordinal) && inner.Contains("INT64", StringComparison.Ordinal)) return "int64 overflow";
        if (inner.Contains("DECIMAL", StringComparison.Ordinal) && inner.Contains("out of range", StringComparison.OrdinalIgnoreCase)) return "numeric overflow";
        return message.StartsWith("Invalid Input Error: ", StringComparison.Ordinal) ? message["Invalid Input Error: ".Length..] : inner;
    }
}
