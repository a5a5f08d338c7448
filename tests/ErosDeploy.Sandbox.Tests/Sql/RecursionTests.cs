namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>WITH, recursive and not.</summary>
public sealed class RecursionTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT COUNT(*) FROM n", "500")]
    [InlineData("WITH RECURSIVE n AS (SELECT 1.5 AS i UNION ALL SELECT 2 FROM n WHERE i < 2) SELECT i FROM n ORDER BY i", "1.5;2.0")]
    [InlineData("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT 5 UNION ALL SELECT i + 1 FROM n WHERE i < 2) SELECT i FROM n ORDER BY i", "1;2;5")]
    [InlineData("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM (SELECT * FROM n) WHERE i < 3) SELECT SUM(i) FROM n", "6")]
    [InlineData("WITH RECURSIVE t AS (SELECT 3 AS most), n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n JOIN t ON i < most) SELECT SUM(i) FROM n", "6")]
    [InlineData("WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT 1 AS n) SELECT n FROM a", "1")]
    [InlineData("WITH a AS (SELECT 1 AS n) (WITH b AS (SELECT n + 1 AS n FROM a) SELECT n FROM b)", "2")]
    public void Recursion_has_rows(string sql, string rows) => Assert.Equal(rows, _bench.Run(sql));

    [Theory]
    [InlineData("SELECT * FROM t1", "Recursive query does not have the form <non-recursive-term> UNION [ALL|DISTINCT] <recursive-term>")]
    [InlineData("(SELECT * FROM t1) UNION ALL (SELECT 1)", "Recursive reference is not allowed in non-recursive UNION term")]
    [InlineData("(SELECT 1 AS n) UNION ALL ((SELECT * FROM t1) UNION ALL (SELECT * FROM t1))", "Multiple recursive references to table 't1' are not allowed")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT (SELECT n FROM t1))", "A recursive reference from inside an expression subquery is not allowed")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT * FROM t1 FULL JOIN (SELECT 1 AS n) USING (n))", "A query containing a recursive reference may not be used as an operand of a FULL OUTER JOIN")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT x.n FROM (SELECT 1 AS n) x LEFT JOIN t1 USING (n))", "A query containing a recursive reference may not be used as the right operand of a LEFT JOIN")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT COUNT(*) FROM t1)", "A subquery containing a recursive reference may not use DISTINCT, GROUP BY, or any aggregate function")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT SUM(n) OVER () FROM t1)", "A subquery containing a recursive reference may not use an analytic function")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT n FROM t1 LIMIT 3)", "A query containing a recursive reference may not use a LIMIT clause")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT n FROM t1 ORDER BY n)", "A subquery containing a recursive reference may not contain an ORDER BY clause")]
    [InlineData("(SELECT 1 AS n) UNION ALL (WITH t AS (SELECT n FROM t1) SELECT * FROM t)", "table 't1' may not be recursively referenced from inside an inner WITH entry")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT n FROM t1 TABLESAMPLE SYSTEM (10 PERCENT))", "A subquery containing a recursive reference may not use the TABLESAMPLE operator")]
    [InlineData("(SELECT 1 AS n) UNION ALL (SELECT 'a' FROM t1)", "Cannot coerce column 1 of recursive term (STRING) to column type in non-recursive term (INT64)")]
    public void What_recursion_cannot_do_is_refused(string body, string message) =>
        Assert.StartsWith(message, _bench.Error($"WITH RECURSIVE t1 AS ({body}) SELECT * FROM t1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM b", "Unsupported WITH entry dependency cycle: a => b => a at [1:60]")]
    [InlineData("WITH a AS (SELECT 1), a AS (SELECT 2) SELECT 1", "Duplicate alias a for WITH subquery at [1:23]")]
    [InlineData("SELECT 1 FROM (SELECT 1 AS x) t JOIN (SELECT 2 AS y) t ON TRUE", "Duplicate table alias t in the same FROM clause at [1:38]")]
    [InlineData("SELECT 1 AS x ORDER BY x", "Query without FROM clause cannot have an ORDER BY clause at [1:24]")]
    [InlineData("SELECT * EXCEPT (x, x) FROM (SELECT 1 AS x, 2 AS y)", "Duplicate column x in SELECT * EXCEPT list at [1:21]")]
    [InlineData("SELECT * FROM (SELECT 1 AS x, 'a' AS y) UNPIVOT(a FOR b IN (x, y))", "The datatype of column does not match with other datatypes in the IN clause. Expected INT64, Found STRING at [1:64]")]
    [InlineData("SELECT * FROM (SELECT 1 AS x, 'a' AS y) PIVOT(SUM(x) AS a, SUM(x) FOR y IN ('a'))", "PIVOT expression must specify an alias unless it is the only pivot expression in the PIVOT clause at [1:60]")]
    public void Wrong_queries_are_refused(string sql, string message) => Assert.Equal(message, _bench.Error(sql));

    [Theory]
    [InlineData("SELECT i + 1 FROM n")]
    [InlineData("SELECT i + 1 FROM (SELECT * FROM n)")]
    public void An_endless_recursion_stops_at_500(string step) => Assert.Equal(
        "A recursive CTE has reached the maximum number of iterations: 500",
        _bench.Error($"WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL {step}) SELECT COUNT(*) FROM n"));
}
