using System.Globalization;
using System.Numerics;
using ErosDeploy.Sandbox.Sql.Functions;

namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class NumericArithmeticTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("NUMERIC '0.000000005' * NUMERIC '0.1'", "0.000000001")]
    [InlineData("NUMERIC '-0.000000005' * NUMERIC '0.1'", "-0.000000001")]
    [InlineData("NUMERIC '0.000000015' * NUMERIC '0.1'", "0.000000002")]
    [InlineData("NUMERIC '0.000000004' * NUMERIC '0.1'", "0.000000000")]
    [InlineData("NUMERIC '123456.789' * NUMERIC '98765.4321'", "12193263111.263526900")]
    [InlineData("NUMERIC '-123456789.000000005' * NUMERIC '0.5'", "-61728394.500000003")]
    [InlineData("NUMERIC '99999999999999.5' * NUMERIC '1.5'", "149999999999999.250000000")]
    [InlineData("NUMERIC '123456789012345678901.5' * NUMERIC '1000.5'", "123518517406851851740950.750000000")]
    [InlineData("NUMERIC '10000000000000000000' * 1000000000", "10000000000000000000000000000.000000000")]
    [InlineData("3 * NUMERIC '0.123456789'", "0.370370367")]
    [InlineData("NUMERIC '123456789012345678901234567.123456789' * NUMERIC '0.123456789'", "15241578751714678875171467.792866942")]
    [InlineData("NUMERIC '-18446744073.709551616' * NUMERIC '18446744073.709551616'", "-340282366920938463463.374607432")]
    [InlineData("NUMERIC '99999999999999999999999999999.999999999' / NUMERIC '-99999999999999999999999999999.999999999'", "-1.000000000")]
    [InlineData("NUMERIC '18446744073.709551615' / NUMERIC '0.000000003'", "6148914691236517205.000000000")]
    [InlineData("CAST(NULL AS NUMERIC) * NUMERIC '1.5'", "NULL")]
    [InlineData("CAST(NULL AS INT64) * NUMERIC '1.5'", "NULL")]
    [InlineData("NUMERIC '0.000000005' / 10", "0.000000001")]
    [InlineData("NUMERIC '-2' / 3", "-0.666666667")]
    [InlineData("NUMERIC '1' / NUMERIC '0.000000001'", "1000000000.000000000")]
    [InlineData("NUMERIC '99999.999999999' / NUMERIC '0.999999999'", "100000.000099999")]
    [InlineData("CAST(NULL AS NUMERIC) / NUMERIC '1.5'", "NULL")]
    [InlineData("SAFE_DIVIDE(NUMERIC '1', NUMERIC '0')", "NULL")]
    [InlineData("(SELECT AVG(x) FROM UNNEST([NUMERIC '1', NUMERIC '2', NUMERIC '2']) AS x)", "1.666666667")]
    [InlineData("(SELECT AVG(x) FROM UNNEST([NUMERIC '0.000000001', NUMERIC '0.000000002']) AS x)", "0.000000002")]
    [InlineData("(SELECT AVG(x) FROM UNNEST(CAST([] AS ARRAY<NUMERIC>)) AS x)", "NULL")]
    [InlineData("(SELECT NUMERIC '1.1' * x FROM (SELECT NUMERIC '1.1' AS x)) * NUMERIC '1.1'", "1.331000000")]
    public void Numeric_has_value(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("NUMERIC '10000000000000000000' * NUMERIC '10000000000.5'", "numeric overflow: 10000000000000000000 * 10000000000.5")]
    [InlineData("NUMERIC '1' / NUMERIC '0'", "division by zero: 1 / 0")]
    [InlineData("NUMERIC '99999999999999999999999999999' / NUMERIC '0.1'", "numeric overflow: 99999999999999999999999999999 / 0.1")]
    public void Numeric_fails(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));

    [Fact]
    public void Random_operand_is_drawn_once_for_a_product() => Assert.Equal(
        "true", _bench.Run("SELECT LOGICAL_AND(CAST(RAND() + i AS NUMERIC) * NUMERIC '2.5' BETWEEN i AND 2.5 * i + 2.5) FROM UNNEST(GENERATE_ARRAY(0, 1000)) AS i"));

    [Fact]
    public void Long_chain_of_products_is_soon_translated_and_exact() =>
        Assert.Equal("4294967296.000000000", _bench.Run($"SELECT {string.Join(" * ", Enumerable.Repeat("x", 32))} FROM (SELECT NUMERIC '2' AS x)"));

    [Fact]
    public void Products_and_quotients_are_those_of_whole_numbers_whatever_their_size()
    {
        var pairs = Pairs(new Random(20260)).ToList();
        _bench.Table("pairs", "i INT64, a NUMERIC, b NUMERIC", string.Join(", ", pairs.Select((p, i) =>
            FormattableString.Invariant($"({i}, {Decimals.Text(p.A, 9)}, {Decimals.Text(p.B, 9)})"))));
        var expected = pairs.Select(p => $"{Product(p.A, p.B)}|{Quotient(p.A, p.B)}");
        Assert.Equal(expected, _bench.Run("SELECT a * b, a / b FROM pairs ORDER BY i").Split(';').Select(row => row.Trim()));
    }

    static string Product(BigInteger a, BigInteger b) => Decimals.Text(Decimals.Divide(a * b, BigInteger.Pow(10, 9)), 9);

    static string Quotient(BigInteger a, BigInteger b) => Decimals.Text(Decimals.Divide(a * BigInteger.Pow(10, 9), b), 9);

    /// <summary>Of every pair of lengths some at random, and some that end in 5 so that halves are met. Both results are in range.</summary>
    static IEnumerable<(BigInteger A, BigInteger B)> Pairs(Random random) =>
        from left in Enumerable.Range(1, 19)
        from right in Enumerable.Range(1, 18)
        from tail in new[] { 0, 1, 5 }
        select (Digits(random, left, tail), Digits(random, right, tail));

    static BigInteger Digits(Random random, int length, int tail)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('1', '9' + 1)));
        var zeros = tail == 5 ? length / 2 : 0;
        var number = BigInteger.Parse(tail == 0 ? text : text[..(length - zeros - 1)] + '5' + new string('0', zeros), CultureInfo.InvariantCulture);
        return random.Next(2) == 0 ? number : -number;
    }
}
