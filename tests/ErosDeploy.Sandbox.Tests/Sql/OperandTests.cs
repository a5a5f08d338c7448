namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Operands that the DuckDB SQL of a function or operator needs more than once.</summary>
public sealed class OperandTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("CASE CAST(FLOOR(RAND() * 3) AS INT64) WHEN 0 THEN 'a' WHEN 1 THEN 'b' WHEN 2 THEN 'c' END IS NOT NULL")]
    [InlineData("SIGN(RAND() - 0.5) IN (-1, 0, 1)")]
    [InlineData("IFNULL(NULLIF(CAST(FLOOR(RAND() * 2) AS INT64), 0), 1) = 1")]
    [InlineData("IFNULL(SAFE_DIVIDE(1, CAST(FLOOR(RAND() * 2) AS INT64)), 1) = 1")]
    [InlineData("MOD(7, 1 + CAST(FLOOR(RAND() * 2) AS INT64)) IN (0, 1)")]
    [InlineData("GREATEST(CAST(FLOOR(RAND() * 5) AS INT64), 2) BETWEEN 2 AND 4")]
    public void Random_operand_is_drawn_once(string condition) =>
        Assert.Equal("0", _bench.Run($"SELECT COUNTIF(({condition}) IS NOT TRUE) FROM UNNEST(GENERATE_ARRAY(1, 1000))"));

    [Theory]
    [InlineData("SQRT({0} + 1)")]
    [InlineData("LEAST({0}, 1 / ({0} + 1))", 8)]
    [InlineData("1 / (1 + {0})")]
    [InlineData("MOD(CAST({0} AS INT64), 1 + CAST({0} AS INT64))", 8)]
    [InlineData("IF({0} > x, 1.0, x)")]
    [InlineData("NULLIF({0}, x) + 1")]
    public void Sql_of_nested_calls_stays_near_the_size_of_what_is_written(string template, int depth = 14)
    {
        var expression = Enumerable.Range(0, depth).Aggregate("x", (inner, _) => template.Replace("{0}", inner, StringComparison.Ordinal));

        var sql = _bench.Translate($"SELECT {expression} FROM UNNEST([0.5, 2.0]) AS x").Sql;

        Assert.InRange(sql.Length, 1, 12 * expression.Length + 1000);
    }

    [Theory]
    [InlineData("1 / x", "division by zero: 1 / 0")]
    [InlineData("SQRT(x - 1)", "Argument to SQRT cannot be negative: -1")]
    [InlineData("MOD(5, CAST(x AS INT64))", "division by zero: MOD(5, 0)")]
    [InlineData("DIV(5, CAST(x AS INT64))", "division by zero: 5 / 0")]
    public void Operand_outside_the_domain_is_an_error(string expression, string message) =>
        Assert.Contains(message, _bench.Error($"SELECT {expression} FROM UNNEST([0.0]) AS x"), StringComparison.Ordinal);

    [Theory]
    [InlineData("GREATEST(1.5, NULL, 2.5)", "NULL")]
    [InlineData("LEAST(1.5, x, 2.5)", "0.5")]
    [InlineData("IS_NAN(GREATEST(x, CAST('nan' AS FLOAT64)))", "true")]
    [InlineData("LEAST(3, 1, 2)", "1")]
    [InlineData("GREATEST('a', 'b')", "b")]
    public void Least_and_greatest_give_null_for_null_and_nan_for_nan(string expression, string expected) =>
        Assert.Equal(expected, _bench.Run($"SELECT {expression} FROM UNNEST([0.5]) AS x"));
}
