namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class LanguageTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("ARRAY_FILTER([1, 2, 3], e -> e > 1)", "[2, 3]")]
    [InlineData("ARRAY_FILTER([5, 6, 7], (e, i) -> i < 2 AND e > 5)", "[6]")]
    [InlineData("ARRAY_TRANSFORM([1, 2], (e, i) -> e * 10 + i)", "[10, 21]")]
    [InlineData("ARRAY_TRANSFORM(['a'], e -> CONCAT(e, 'b'))", "[ab]")]
    [InlineData("'abc' LIKE ANY UNNEST(['x%', 'a%'])", "true")]
    [InlineData("'abc' LIKE ANY (SELECT p FROM UNNEST(['x%', NULL]) p)", "NULL")]
    [InlineData("'abc' LIKE ALL UNNEST(['a%', '%c'])", "true")]
    [InlineData("'abc' NOT LIKE ALL UNNEST(['a%', '%x'])", "true")]
    [InlineData("(SELECT DISTINCT PERCENTILE_DISC(x, 0.5 RESPECT NULLS) OVER () FROM UNNEST([0, 3, NULL, 1, 2]) x)", "1")]
    [InlineData("(SELECT DISTINCT PERCENTILE_CONT(x, 0 RESPECT NULLS) OVER () FROM UNNEST([0, 3, NULL, 1, 2]) x)", "NULL")]
    [InlineData("(SELECT DISTINCT PERCENTILE_CONT(x, 0.9 RESPECT NULLS) OVER () FROM UNNEST([0, 3, NULL, 1, 2]) x)", "2.6")]
    [InlineData("EDIT_DISTANCE('abcdefg', 'a', max_distance => 2), EDIT_DISTANCE('a', 'b', 2), EDIT_DISTANCE(NULL, 'b', 2)", "2|1|NULL")]
    [InlineData("(SELECT REGEXP_SUBSTR(v, r, 1, 2) FROM (SELECT 'Hello World Helloo' AS v, 'H?ello+' AS r))", "Helloo")]
    [InlineData("CURRENT_DATE", "2024-05-06")]
    [InlineData("PARSE_DATE('%Y%m%d', '20081225')", "2008-12-25")]
    [InlineData("COSINE_DISTANCE([1.0, 2.0], [2.0, 4.0]) < 0.000001, EUCLIDEAN_DISTANCE([0.0, 0.0], [3.0, 4.0])", "true|5.0")]
    [InlineData("DATE_BUCKET(DATE '1949-12-30', INTERVAL 2 DAY)", "1949-12-30")]
    [InlineData("DATETIME_BUCKET(DATETIME '2024-01-02 03:04:05', INTERVAL 1 HOUR, DATETIME '2000-01-01 00:30:00')", "2024-01-02 02:30:00")]
    [InlineData("TIMESTAMP_BUCKET(TIMESTAMP '2024-01-02 13:04:05', INTERVAL 12 HOUR)", "2024-01-02 12:00:00+00")]
    [InlineData("TO_JSON_STRING(JSON_OBJECT(['a', 'b'], [10, NULL]))", "{\"a\":10,\"b\":null}")]
    [InlineData("CAST(CAST('[2020-01-01, UNBOUNDED)' AS RANGE<DATE>) AS STRING)", "[2020-01-01, UNBOUNDED)")]
    [InlineData("1.5e0 * 2 + 1, CAST('inf' AS FLOAT64) * 2", "4.0|inf")]
    [InlineData("SAFE_MULTIPLY(1e308, 10), SAFE_ADD(1.5e0, 1)", "NULL|2.5")]
    public void Expression_has_value(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("1e308 * 10", "double overflow: 1e+308 * 10")]
    [InlineData("(SELECT MAX(x * x + 1) FROM UNNEST([1.0, 1e200]) x)", "double overflow: inf + 1")]
    [InlineData("RAND() + 1e308 + (SELECT 1.7e308)", "double overflow: 1e+308 + 1.7e+308")]
    [InlineData("CAST('2020-01-01' AS RANGE<DATE>)", "Invalid RANGE value: 2020-01-01")]
    [InlineData("COSINE_DISTANCE([0.0, 0.0], [3.0, 4.0])", "Cannot compute cosine distance against zero vector.")]
    [InlineData("EUCLIDEAN_DISTANCE([9.0, 7.0], [8.0, 4.0, 5.0])", "Array arguments to EUCLIDEAN_DISTANCE must have equal length. The given arrays have lengths of 2 and 3")]
    [InlineData("JSON_OBJECT(['a', 'b'], [10])", "The number of keys and values must match")]
    public void Expression_fails(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));

    [Fact]
    public void Group_by_position_counts_the_columns_of_a_star() =>
        Assert.Equal("1|2;2|1", _bench.Run("SELECT *, COUNT(*) FROM UNNEST([1, 1, 2]) AS x GROUP BY 1 ORDER BY 1"));

    [Fact]
    public void Float_key_is_read_inside_other_arithmetic()
    {
        _bench.Table("t", "a FLOAT64, b FLOAT64", "(1.5, 2.0), (1.5, 2.0)");
        Assert.Equal("3.0|4.0|2", _bench.Run("SELECT a * b, a * b + 1, COUNT(*) FROM t GROUP BY a * b"));
    }

    [Fact]
    public void Safe_call_of_a_function_gives_null_for_errors_of_its_body()
    {
        _bench.Function("inverse", "x INT64", "1 / x");
        Assert.Equal("NULL|0.5", _bench.Run("SELECT SAFE.inverse(0), SAFE.inverse(1 + 1)"));
    }
}
