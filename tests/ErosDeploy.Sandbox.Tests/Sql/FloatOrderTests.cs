namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>NaN sorts before all other numbers, after NULL.</summary>
public sealed class FloatOrderTests : IDisposable
{
    const string Numbers = "UNNEST([1.5, CAST('nan' AS FLOAT64), NULL, CAST('-inf' AS FLOAT64), 1.5])";

    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("SELECT x FROM {0} x ORDER BY x", "NULL;nan;-inf;1.5;1.5")]
    [InlineData("SELECT DISTINCT x FROM {0} x ORDER BY x", "NULL;nan;-inf;1.5")]
    [InlineData("SELECT CAST(x AS STRING) FROM (SELECT DISTINCT x, 'a' AS y FROM {0} x ORDER BY y, 1 DESC LIMIT 3) ORDER BY x DESC", "1.5;-inf;nan")]
    [InlineData("SELECT x, COUNT(*) FROM {0} x GROUP BY x ORDER BY x", "NULL|1;nan|1;-inf|1;1.5|2")]
    [InlineData("SELECT x, RANK() OVER (ORDER BY x) FROM {0} x ORDER BY 2, 1", "NULL|1;nan|2;-inf|3;1.5|4;1.5|4")]
    public void Rows_are_ordered(string query, string rows) => Assert.Equal(rows, _bench.Run(query.Replace("{0}", Numbers, StringComparison.Ordinal)));

    [Theory]
    [InlineData("COUNT(*) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW)", "Unimplemented: NaN under a RANGE frame with an offset")]
    [InlineData("PERCENTILE_CONT(x, 0.5) OVER ()", "Unimplemented: NaN in PERCENTILE_CONT")]
    public void Nan_is_refused_where_it_would_be_the_greatest_number(string call, string message) => Assert.Equal(message, _bench.Error($"SELECT {call} FROM {Numbers} x"));

    [Fact]
    public void Frame_over_the_greatest_numbers_does_not_overflow() =>
        Assert.Equal("2;1;1", _bench.Run("SELECT COUNT(*) OVER (ORDER BY x DESC RANGE BETWEEN 5 PRECEDING AND CURRENT ROW) FROM UNNEST([9223372036854775807, -1, 0]) x ORDER BY x"));
}
