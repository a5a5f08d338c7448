using System.Globalization;
using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>What BIGNUMERIC needs beyond <see cref="DecimalRuntime"/>, since DuckDB knows nothing of it: conversions, sums, series.</summary>
internal static class BigNumericRuntime
{
    static readonly BigInteger One = BigInteger.Pow(10, BigNumerics.Scale);

    /// <summary>Parameters, the expression, and the names that have both; X stands for a name.</summary>
    static readonly (string Parameters, string Body, string Names)[] Forms =
    [
        ("a, b", "unhex(bq_big_X(hex(a), hex(b)))", "add subtract multiply divide div mod pow log"),
        ("a, n", "unhex(bq_big_X(hex(a), n))", "round trunc ceil floor"),
        ("a", "unhex(bq_big_X(hex(a)))", "negate abs sign sqrt exp ln log10"),
        ("a", "bq_big_X(hex(a))", "text to_int64 to_float to_numeric"),
        ("a", "unhex(bq_big_X(a))", "parse parse_loose of_int64 from_float"),
        ("a, n, m", "unhex(bq_big_X(hex(a), n, m))", "round_mode limit"),
        ("a, b, s", "list_transform(string_split(bq_big_X(hex(a), hex(b), hex(s)), ' ')[2:], lambda h: unhex(h))", "series"),
    ];

    /// <summary>Macros of schema `bq` over the 32 bytes; the functions behind them take and give hexadecimal text.</summary>
    internal static IEnumerable<string> Macros => Forms.SelectMany(form => form.Names.Split(' ').Select(name =>
        $"CREATE OR REPLACE MACRO bq.big_{name}({form.Parameters}) AS {form.Body.Replace("X", name, StringComparison.Ordinal)}"));

    internal static void Register(DuckFunctions f)
    {
        f.Add<long, string>("bq_big_of_int64", value => BigNumerics.Encode(value * One));
        f.Add<string, string>("bq_big_text", hex => BigNumerics.Text(BigNumerics.Decode(hex)));
        f.Add<string, long?>("bq_big_to_int64", ToInt64);
        f.Add<string, double?>("bq_big_to_float", hex => double.Parse(BigNumerics.Text(BigNumerics.Decode(hex)), CultureInfo.InvariantCulture));
        f.Add<string, string>("bq_big_to_numeric", ToNumeric);
        f.Add<string, string>("bq_big_negate", hex => Checked(-BigNumerics.Decode(hex), () => $"-({BigNumerics.Text(BigNumerics.Decode(hex))})"));
        f.Add<string, string>("bq_big_abs", hex => Checked(BigInteger.Abs(BigNumerics.Decode(hex)), () => $"ABS({BigNumerics.Text(BigNumerics.Decode(hex))})"));
        f.Add<string, string>("bq_big_sign", hex => BigNumerics.Encode(BigNumerics.Decode(hex).Sign * One));
        f.Add<string, long, string>("bq_big_sum", (limbs, count) => Checked(Total(limbs, count), () => "SUM"));
        f.Add<string, long, string>("bq_big_avg", (limbs, count) => Checked(Decimals.Divide(Total(limbs, count), count), () => "AVG"));
        f.Add<string, string>("bq_big_sum_text", values => Checked(All(values).Aggregate(BigInteger.Zero, BigInteger.Add), () => "SUM"));
        f.Add<string, string>("bq_big_avg_text", values => Checked(Decimals.Divide(All(values).Aggregate(BigInteger.Zero, BigInteger.Add), All(values).Count), () => "AVG"));
        f.Add<string, string, string, string>("bq_big_series", Series);
        f.Add<string, string>("bq_numeric_parse_loose", text => DecimalKind.Numeric.Parse(Loose(text) ?? text));
        f.Add<string, string>("bq_big_parse_loose", text => DecimalKind.Big.Parse(Loose(text) ?? text));
    }

    static string Checked(BigInteger digits, Func<string> computed) => DecimalKind.Big.Checked(digits, computed);

    static long? ToInt64(string hex)
    {
        var digits = BigNumerics.Decode(hex);
        var whole = Decimals.Divide(digits, One);
        return whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : throw new InvalidOperationException($"int64 out of range: {BigNumerics.Text(digits)}");
    }

    static string ToNumeric(string hex)
    {
        var digits = BigNumerics.Decode(hex);
        var rounded = Decimals.Rescale(digits, BigNumerics.Scale, DecimalKind.Numeric.Scale);
        return DecimalKind.Numeric.Holds(rounded) ? DecimalKind.Numeric.Write(rounded) : throw new InvalidOperationException($"numeric out of range: {BigNumerics.Text(digits)}");
    }

    /// <summary>The sum of so many values whose 64-bit parts, highest first, have these sums.</summary>
    static BigInteger Total(string limbs, long count) =>
        limbs.Split(' ').Aggregate(BigInteger.Zero, (sum, limb) => (sum << 64) + BigInteger.Parse(limb, CultureInfo.InvariantCulture)) - (BigInteger.One << 255) * count;

    static List<BigInteger> All(string values) => [.. values.Split(' ').Select(BigNumerics.Decode)];

    /// <summary>Every value behind a space, so that none is an empty text.</summary>
    static string Series(string from, string to, string by)
    {
        var (start, end, step) = (BigNumerics.Decode(from), BigNumerics.Decode(to), BigNumerics.Decode(by));
        if (step.IsZero) throw new InvalidOperationException("Sequence step cannot be 0.");
        var text = new System.Text.StringBuilder();
        for (var value = start; step.Sign > 0 ? value <= end : value >= end; value += step) text.Append(' ').Append(BigNumerics.Encode(value));
        return text.ToString();
    }

    /// <summary>PARSE_NUMERIC's liberties: spaces around sign and number, commas in front of the point, the sign behind; null when it is none of these.</summary>
    static string? Loose(string text)
    {
        var trimmed = text.Trim();
        var sign = trimmed is ['+' or '-', ..] ? trimmed[..1] : "";
        var rest = trimmed[sign.Length..].TrimStart();
        if (rest is [.., '+' or '-'])
        {
            if (sign.Length > 0) return null;
            (sign, rest) = (rest[^1..], rest[..^1].TrimEnd());
        }
        var point = rest.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? rest : rest[..point]).Replace(",", "", StringComparison.Ordinal);
        var number = whole + (point < 0 ? "" : rest[point..]);
        return number.Length > 0 && char.IsAsciiDigit(number[0]) || number.StartsWith('.') && point == 0 ? sign + number : null;
    }
}
