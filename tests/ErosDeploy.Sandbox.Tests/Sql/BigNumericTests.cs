using System.Globalization;
using System.Numerics;
using ErosDeploy.Sandbox.Sql.Functions;
using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class BigNumericTests : IDisposable
{
    const string Greatest = "578960446186580977117854925043439539266.34992332820282019728792003956564819967";
    const string Least = "-578960446186580977117854925043439539266.34992332820282019728792003956564819968";

    static readonly BigInteger One = BigInteger.Pow(10, 38);

    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData($"BIGNUMERIC '{Greatest}'", Greatest)]
    [InlineData($"BIGNUMERIC '{Least}'", Least)]
    [InlineData("BIGNUMERIC '1' / 3", "0.33333333333333333333333333333333333333")]
    [InlineData("BIGNUMERIC '-2' / 3", "-0.66666666666666666666666666666666666667")]
    [InlineData("BIGNUMERIC '0.00000000000000000000000000000000000001' * BIGNUMERIC '0.5'", "0.00000000000000000000000000000000000001")]
    [InlineData("BIGNUMERIC '1.5' * BIGNUMERIC '2.5' - 1 + NUMERIC '0.25' + 0.5", "3.5")]
    [InlineData("-BIGNUMERIC '1.5'", "-1.5")]
    [InlineData("CAST(IF(TRUE, 0.1, 0) AS BIGNUMERIC)", "0.10000000000000000555111512312578270212")]
    [InlineData("CAST('1e-38' AS BIGNUMERIC)", "0.00000000000000000000000000000000000001")]
    [InlineData("CAST(9223372036854775807 AS BIGNUMERIC)", "9223372036854775807")]
    [InlineData("CAST(BIGNUMERIC '2.5' AS INT64)", "3")]
    [InlineData("CAST(BIGNUMERIC '-1.0000000005' AS NUMERIC)", "-1.000000001")]
    [InlineData("CAST(BIGNUMERIC '1.25' AS FLOAT64)", "1.25")]
    [InlineData("CAST(BIGNUMERIC '12.345' AS BIGNUMERIC(5, 2))", "12.35")]
    [InlineData("SAFE_CAST(BIGNUMERIC '12345' AS BIGNUMERIC(3))", "NULL")]
    [InlineData("SAFE_CAST('x' AS BIGNUMERIC)", "NULL")]
    [InlineData("SAFE_ADD(BIGNUMERIC '578960446186580977117854925043439539266', 1)", "NULL")]
    [InlineData("SAFE_DIVIDE(BIGNUMERIC '1', 0)", "NULL")]
    [InlineData("ROUND(BIGNUMERIC '-2.345', 2)", "-2.35")]
    [InlineData("ROUND(BIGNUMERIC '2.5', 0, 'ROUND_HALF_EVEN')", "2")]
    [InlineData("TRUNC(BIGNUMERIC '129.9', -1)", "120")]
    [InlineData("CEIL(BIGNUMERIC '-2.1')", "-2")]
    [InlineData("FLOOR(BIGNUMERIC '-2.1')", "-3")]
    [InlineData("MOD(BIGNUMERIC '-5.5', 2)", "-1.5")]
    [InlineData("DIV(BIGNUMERIC '-5.5', 2)", "-2")]
    [InlineData("SQRT(BIGNUMERIC '2')", "1.41421356237309504880168872420969807857")]
    [InlineData("EXP(BIGNUMERIC '1')", "2.71828182845904523536028747135266249776")]
    [InlineData("LN(BIGNUMERIC '10')", "2.30258509299404568401799145468436420760")]
    [InlineData("LOG(BIGNUMERIC '8', 2)", "3")]
    [InlineData("LOG10(BIGNUMERIC '0.001')", "-3")]
    [InlineData("POW(BIGNUMERIC '2', 128)", "340282366920938463463374607431768211456")]
    [InlineData("POW(BIGNUMERIC '2', BIGNUMERIC '0.5')", "1.41421356237309504880168872420969807857")]
    [InlineData("PARSE_BIGNUMERIC(' - 1,2,,3.45 ')", "-123.45")]
    [InlineData("PARSE_BIGNUMERIC('12.34e-1-')", "-1.234")]
    [InlineData("GREATEST(BIGNUMERIC '-3', -2, NUMERIC '-2.5')", "-2")]
    [InlineData("NULLIF(BIGNUMERIC '1.0', 1)", "NULL")]
    [InlineData("COALESCE(CAST(NULL AS BIGNUMERIC), 5)", "5")]
    [InlineData("(SELECT SUM(x) FROM UNNEST([BIGNUMERIC '1e30', -1, 0.5, NULL]) x)", "999999999999999999999999999999.5")]
    [InlineData("(SELECT SUM(DISTINCT x) FROM UNNEST([BIGNUMERIC '1', 1, -0.5]) x)", "0.5")]
    [InlineData("(SELECT AVG(x) FROM UNNEST([BIGNUMERIC '1', 1, 2]) x)", "1.33333333333333333333333333333333333333")]
    [InlineData("(SELECT AVG(x) FROM UNNEST(CAST([] AS ARRAY<BIGNUMERIC>)) x)", "NULL")]
    [InlineData("(SELECT MAX(x) - MIN(x) FROM UNNEST([BIGNUMERIC '-1e20', 5, 1e20]) x)", "200000000000000000000")]
    [InlineData("GENERATE_ARRAY(BIGNUMERIC '1', 2, BIGNUMERIC '0.5')[2]", "2")]
    [InlineData("(SELECT SUM(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM UNNEST([BIGNUMERIC '3', 2]) x ORDER BY x DESC LIMIT 1)", "5")]
    public void Value_is_exact(string expression, string value) => Assert.Equal(Trim(value), Trim(_bench.Run($"SELECT CAST({expression} AS STRING)")));

    [Theory]
    [InlineData($"BIGNUMERIC '{Greatest}' + 1", $"BIGNUMERIC overflow: {Greatest} + 1")]
    [InlineData($"-BIGNUMERIC '{Least}'", $"BIGNUMERIC overflow: -({Least})")]
    [InlineData("BIGNUMERIC '1e30' * BIGNUMERIC '1e9'", "BIGNUMERIC overflow: 1000000000000000000000000000000 * 1000000000")]
    [InlineData("BIGNUMERIC '1' / 0", "division by zero: 1 / 0")]
    [InlineData("CAST('1e39' AS BIGNUMERIC)", "Invalid BIGNUMERIC value: 1e39")]
    [InlineData("CAST(1e40 AS BIGNUMERIC)", "BIGNUMERIC out of range: 1e+40")]
    [InlineData("CAST(BIGNUMERIC '1e29' AS NUMERIC)", "numeric out of range: 100000000000000000000000000000")]
    [InlineData("CAST(BIGNUMERIC '1e19' AS INT64)", "int64 out of range: 10000000000000000000")]
    [InlineData("(SELECT SUM(x) FROM UNNEST([BIGNUMERIC '5e38', 5e38]) x)", "BIGNUMERIC overflow: SUM")]
    [InlineData("PARSE_BIGNUMERIC('  - 12.3 - ')", "Invalid BIGNUMERIC value:   - 12.3 - ")]
    [InlineData("CAST(1 AS BIGNUMERIC(40, 1))", "In BIGNUMERIC(P, 1), P must be between 1 and 39")]
    public void Out_of_range_is_an_error(string expression, string message) => Assert.StartsWith(message, _bench.Error($"SELECT {expression}"), StringComparison.Ordinal);

    [Fact]
    public void Values_order_group_and_join_as_numbers() => Assert.Equal(
        "-10000000000000000000000:1 -0.5:1 0.00000000000000000000000000000000000001:1 1:2 9:1 10:1",
        _bench.Run("SELECT STRING_AGG(CAST(x AS STRING) || ':' || n, ' ' ORDER BY x) FROM (SELECT x, CAST(COUNT(*) AS STRING) AS n "
            + "FROM UNNEST([BIGNUMERIC '10', 9, 1, 1.0, -0.5, 1e-38, -1e22]) x JOIN (SELECT 1) ON x BETWEEN -1e30 AND 1e30 GROUP BY x)"));

    [Fact]
    public void Bytes_order_as_the_numbers_and_come_back() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Number(255).Two().ToArbitrary(), pair =>
    {
        var (a, b) = pair;
        Assert.Equal(a, BigNumerics.Decode(BigNumerics.Encode(a)));
        Assert.Equal(a.CompareTo(b) < 0, string.CompareOrdinal(BigNumerics.Encode(a), BigNumerics.Encode(b)) < 0);
    }));

    [Fact]
    public void Arithmetic_is_that_of_whole_numbers()
    {
        var pairs = Number(255).Two().Sample(300).Concat(Number(120).Two().Sample(300)).Concat(Number(20).Two().Sample(100)).Where(p => !p.Item2.IsZero).ToList();
        var rows = string.Join(", ", pairs.Select((p, i) => FormattableString.Invariant($"STRUCT({i} AS i, BIGNUMERIC '{BigNumerics.Text(p.Item1)}' AS a, BIGNUMERIC '{BigNumerics.Text(p.Item2)}' AS b)")));
        var expected = pairs.Select(p => string.Join('|', new[] { p.Item1 + p.Item2, p.Item1 - p.Item2, Rounded(p.Item1 * p.Item2, One), Rounded(p.Item1 * One, p.Item2) }.Select(Shown)));
        var names = new[] { "SAFE_ADD", "SAFE_SUBTRACT", "SAFE_MULTIPLY", "SAFE_DIVIDE" }.Select(f => $"CAST({f}(a, b) AS STRING)");
        Assert.Equal(expected, _bench.Run($"SELECT {string.Join(", ", names)} FROM UNNEST([{rows}]) ORDER BY i").Split(';'));
    }

    [Fact]
    public void Sum_and_average_are_those_of_whole_numbers()
    {
        foreach (var values in Number(250).Sample(200).Chunk(10))
        {
            var total = values.Aggregate(BigInteger.Zero, BigInteger.Add);
            if (!BigNumerics.Holds(total)) continue;
            Assert.Equal(
                $"{Shown(total)}|{Shown(Rounded(total, values.Length))}",
                _bench.Run($"SELECT CAST(SUM(x) AS STRING), CAST(AVG(x) AS STRING) FROM UNNEST([{string.Join(", ", values.Select(v => $"BIGNUMERIC '{BigNumerics.Text(v)}'"))}]) x"));
        }
    }

    static Gen<BigInteger> Number(int bits) => Gen.Choose(0, bits).SelectMany(size => Gen.Choose(0, 255).ArrayOf(33).Select(bytes =>
        new BigInteger([.. bytes.Select(b => (byte)b)], isUnsigned: true) % (BigInteger.One << size) * (bytes[0] % 2 == 0 ? 1 : -1)));

    static BigInteger Rounded(BigInteger dividend, BigInteger divisor)
    {
        var twice = BigInteger.Abs(dividend) * 2 + BigInteger.Abs(divisor);
        return twice / (BigInteger.Abs(divisor) * 2) * (dividend.Sign * divisor.Sign);
    }

    static string Shown(BigInteger digits) => digits >= -(BigInteger.One << 255) && digits < BigInteger.One << 255
        ? Trim(BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(39, '0').Insert(Math.Max(1, BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length - 38), "."), digits.Sign < 0)
        : "NULL";

    static string Trim(string text, bool negative = false) => (negative ? "-" : "") + (text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text);
}
