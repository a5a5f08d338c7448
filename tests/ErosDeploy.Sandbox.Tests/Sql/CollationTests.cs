namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>und:ci through subqueries, functions and comparisons; and what is refused with it.</summary>
public sealed class CollationTests : IDisposable
{
    const string Words = "WITH w AS (SELECT COLLATE(x, 'und:ci') AS x FROM UNNEST(['a', 'B', 'A']) AS x) ";

    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("SELECT COUNT(*) FROM w WHERE x = 'a'", "2")]
    [InlineData("SELECT COUNT(*) FROM w WHERE x < 'Z' AND x IN ('b', 'c')", "1")]
    [InlineData("SELECT COUNT(*) FROM (SELECT CONCAT(x, 'q') AS y FROM (SELECT * FROM w)) WHERE y = 'aQ'", "2")]
    [InlineData("SELECT COUNT(*) FROM w WHERE x BETWEEN 'A' AND 'b'", "3")]
    [InlineData("SELECT COUNT(*) FROM w WHERE STARTS_WITH(x, 'b') OR x LIKE 'A%'", "3")]
    [InlineData("SELECT COUNT(*) FROM w WHERE x IS NOT DISTINCT FROM 'b'", "1")]
    [InlineData("SELECT STRING_AGG(x, '') FROM (SELECT x FROM w ORDER BY x DESC LIMIT 1)", "B")]
    public void Value(string query, string value) => Assert.Equal(value, _bench.Run(Words + query));

    [Theory]
    [InlineData("SELECT x FROM w GROUP BY x", "Unimplemented: GROUP BY of a value with collation")]
    [InlineData("SELECT DISTINCT x FROM w", "Unimplemented: DISTINCT of a value with collation")]
    [InlineData("SELECT MAX(x) FROM w", "Unimplemented: MAX of a value with collation")]
    public void Refused(string query, string message) => Assert.StartsWith(message, _bench.Error(Words + query), StringComparison.Ordinal);
}
