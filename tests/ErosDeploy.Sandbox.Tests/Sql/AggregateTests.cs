namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Aggregate functions: documented clauses, NULL and NaN, overflow, and what they refuse.</summary>
public sealed class AggregateTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("ARRAY_AGG(DISTINCT x)", "[2, 1, NULL, 3]", "2, 1, NULL, 3, 1, NULL")]
    [InlineData("ARRAY_AGG(DISTINCT x IGNORE NULLS LIMIT 2)", "[2, 1]", "2, 1, NULL, 3, 1, NULL")]
    [InlineData("ARRAY_AGG(x IGNORE NULLS ORDER BY x DESC LIMIT 2)", "[3, 2]", "2, 1, NULL, 3")]
    [InlineData("STRING_AGG(DISTINCT CAST(x AS STRING), ' & ')", "2 & 1", "2, 1, NULL, 1")]
    [InlineData("STRING_AGG(CAST(x AS STRING) ORDER BY x LIMIT 2)", "1,2", "3, 2, 1")]
    [InlineData("STRING_AGG(CAST(CAST(x AS STRING) AS BYTES), b'-')", "3-2", "3, 2")]
    [InlineData("STRING_AGG(DISTINCT CAST(CAST(x AS STRING) AS BYTES), b'-' ORDER BY CAST(CAST(x AS STRING) AS BYTES) DESC LIMIT 2)", "3-2", "3, 2, 1, 3")]
    [InlineData("APPROX_QUANTILES(x, 2)", "[1, 5, 10]", "1, 1, 1, 4, 5, 6, 7, 8, 9, 10")]
    [InlineData("APPROX_QUANTILES(x, 2 RESPECT NULLS)", "[NULL, 4, 10]", "NULL, NULL, 1, 1, 1, 4, 5, 6, 7, 8, 9, 10")]
    [InlineData("APPROX_QUANTILES(DISTINCT x, 2 RESPECT NULLS)", "[NULL, 6, 10]", "NULL, NULL, 1, 1, 1, 4, 5, 6, 7, 8, 9, 10")]
    [InlineData("APPROX_QUANTILES(x, 2 RESPECT NULLS)", "NULL", "NULL, NULL")]
    [InlineData("APPROX_TOP_COUNT(x, 1)", "[{'value': 3, 'count': 2}]", "3, 1, 3")]
    [InlineData("CORR(x, x)", "NULL", "1")]
    [InlineData("CORR(x, 1)", "nan", "1, 2")]
    [InlineData("COVAR_SAMP(x, x)", "NULL", "1")]
    [InlineData("STDDEV_SAMP(x)", "NULL", "1")]
    [InlineData("STDDEV_POP(x)", "nan", "1, CAST('inf' AS FLOAT64)")]
    [InlineData("VAR_SAMP(x)", "nan", "1, CAST('nan' AS FLOAT64)")]
    [InlineData("IS_NAN(MAX(x))", "true", "1, CAST('nan' AS FLOAT64)")]
    [InlineData("MIN(x)", "nan", "1, CAST('nan' AS FLOAT64)")]
    [InlineData("SUM(x)", "inf", "1, CAST('inf' AS FLOAT64)")]
    [InlineData("IS_NAN(AVG(x))", "true", "CAST('-inf' AS FLOAT64), CAST('inf' AS FLOAT64)")]
    [InlineData("SUM(x)", "99999999999999999999999999999.999999999", "NUMERIC '99999999999999999999999999999', NUMERIC '0.999999999'")]
    [InlineData("SUM(x)", "3 days", "INTERVAL 1 DAY, INTERVAL 2 DAY")]
    [InlineData("AVG(x)", "1 day 12:00:00", "INTERVAL 1 DAY, INTERVAL 2 DAY")]
    [InlineData("COUNT(DISTINCT x)", "2", "0.0, -0.0, CAST('nan' AS FLOAT64), CAST('nan' AS FLOAT64)")]
    [InlineData("LOGICAL_AND(x > 1)", "NULL", "NULL")]
    [InlineData("ANY_VALUE(x HAVING MIN -x)", "3", "1, 3, 2")]
    [InlineData("HLL_COUNT.EXTRACT(HLL_COUNT.INIT(x, 10))", "2", "1, 2, 2, NULL")]
    [InlineData("KLL_QUANTILES.EXTRACT_INT64(KLL_QUANTILES.INIT_INT64(x), 2)", "[1, 3, 5]", "5, 1, 2, 3, 4")]
    public void Aggregate_of_elements_has_value(string aggregate, string value, string elements) =>
        Assert.Equal(value, _bench.Run($"SELECT {aggregate} FROM UNNEST([{elements}]) AS x"));

    [Theory]
    [InlineData("SUM(x)", "9223372036854775807, 1", "int64 overflow")]
    [InlineData("SUM(x)", "1e308, 1e308", "double overflow: SUM")]
    [InlineData("AVG(x)", "1e308, 1e308", "double overflow: AVG")]
    [InlineData("SUM(x)", "NUMERIC '99999999999999999999999999999', 1", "numeric overflow: SUM")]
    [InlineData("SUM(x)", "NUMERIC '99999999999999999999999999999', 99999999999999999999999999999.0", "numeric overflow: SUM")]
    [InlineData("SUM(x ORDER BY x)", "1", "Aggregate function SUM does not support ORDER BY in arguments at [1:23]")]
    [InlineData("MAX(x LIMIT 1)", "1", "Aggregate function MAX does not support LIMIT in arguments at [1:20]")]
    [InlineData("SUM(x HAVING MAX x)", "1", "Unimplemented: HAVING MAX in the arguments of aggregate function SUM at [1:14]")]
    [InlineData("AVG(SUM(x) GROUP BY x)", "1", "Unimplemented: GROUP BY in the arguments of aggregate function AVG at [1:8]")]
    [InlineData("ARRAY_AGG(DISTINCT x ORDER BY -x)", "1", "An aggregate function that has both DISTINCT and ORDER BY arguments can only ORDER BY expressions that are arguments to the function at [1:8]")]
    [InlineData("STRING_AGG(x, x)", "'a'", "Argument 2 to STRING_AGG must be a literal or query parameter at [1:8]")]
    [InlineData("SUM(x IGNORE NULLS)", "1", "IGNORE NULLS and RESPECT NULLS are not allowed for aggregate function sum at [1:8]")]
    [InlineData("COUNT(DISTINCT *)", "1", "COUNT(*) cannot be used with DISTINCT at [1:8]")]
    [InlineData("COUNT(DISTINCT x)", "JSON '1'", "Aggregate functions with DISTINCT cannot be used with arguments of type JSON at [1:8]")]
    [InlineData("APPROX_TOP_COUNT(x, 0)", "1", "Argument 2 to APPROX_TOP_COUNT must be at least 1 at [1:28]")]
    [InlineData("MAX([x])", "1", "MAX is not defined for arguments of type ARRAY<INT64> at [1:8]")]
    [InlineData("ARRAY_AGG([x])", "1", "The argument to ARRAY_AGG must not be an array type but was ARRAY<INT64> at [1:8]")]
    [InlineData("HLL_COUNT.MERGE(x)", "b'abc'", "Invalid or unsupported HLL++ sketch")]
    [InlineData("KLL_QUANTILES.EXTRACT_INT64(KLL_QUANTILES.INIT_FLOAT64(x), 2)", "1.5", "Invalid or incompatible KLL sketch: it holds FLOAT64, not INT64")]
    public void Aggregate_of_elements_fails(string aggregate, string elements, string message) =>
        Assert.Equal(message, _bench.Error($"SELECT {aggregate} FROM UNNEST([{elements}]) AS x"));

    [Fact]
    public void Missing_signature_names_the_kind_of_function() => Assert.StartsWith(
        "No matching signature for aggregate function SUM\n  Argument types: STRING\n  Signature: SUM(INT64)\n    Argument 1: Unable to coerce type STRING to expected type INT64\n", _bench.Error("SELECT SUM('a')"), StringComparison.Ordinal);

    [Fact]
    public void Constant_rows_are_aggregated_in_their_order() => Assert.Equal(
        "[3, 1, 2]|[1, 2, 5]|3,1", _bench.Run("SELECT ARRAY(SELECT 3 UNION ALL SELECT 1 UNION ALL SELECT 2), ARRAY_CONCAT_AGG(x LIMIT 2), (SELECT STRING_AGG(s) FROM (SELECT '3' AS s UNION ALL SELECT '1')) "
            + "FROM (SELECT [1, 2] AS x UNION ALL SELECT NULL UNION ALL SELECT [5] UNION ALL SELECT [7])"));

    [Fact]
    public void Sketches_merge_to_the_sketch_of_all()
    {
        const string Parts = "(SELECT HLL_COUNT.INIT(x, 12) AS h, KLL_QUANTILES.INIT_FLOAT64(x / 2) AS k FROM UNNEST(GENERATE_ARRAY(1, 60000)) AS x GROUP BY MOD(x, 3))";
        var counts = _bench.Run($"SELECT HLL_COUNT.MERGE(h), HLL_COUNT.EXTRACT(HLL_COUNT.MERGE_PARTIAL(h)) FROM {Parts}").Split('|').Select(long.Parse).ToList();
        Assert.Equal(counts[0], counts[1]);
        Assert.InRange(counts[0], 57000, 63000);
        Assert.Equal("0.5|true|30000.0", _bench.Run($"SELECT q[0], ABS(q[1] - 15000) < 150, q[2] FROM (SELECT KLL_QUANTILES.MERGE_FLOAT64(k, 2) AS q FROM {Parts})"));
    }

    [Theory]
    [InlineData("HLL_COUNT.MERGE(s)", "SELECT HLL_COUNT.INIT(1) AS s FROM (SELECT 1) UNION ALL SELECT HLL_COUNT.INIT('a') FROM (SELECT 1)", "Cannot merge HLL sketches of different types: ")]
    [InlineData("KLL_QUANTILES.MERGE_PARTIAL(s)", "SELECT KLL_QUANTILES.INIT_INT64(1) AS s FROM (SELECT 1) UNION ALL SELECT KLL_QUANTILES.INIT_FLOAT64(1) FROM (SELECT 1)", "Cannot merge KLL sketches of different types: ")]
    public void Sketches_of_different_types_do_not_merge(string merge, string sketches, string message) =>
        Assert.StartsWith(message, _bench.Error($"SELECT {merge} FROM ({sketches})"), StringComparison.Ordinal);
}
