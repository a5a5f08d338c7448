using ErosDeploy.Sandbox.Tests.Execution;

namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class AggregateRoutineTests
{
    const string Sum = "CREATE AGGREGATE FUNCTION scaled(v FLOAT64, k FLOAT64 NOT AGGREGATE) RETURNS FLOAT64 AS (SUM(v) / k);";

    [Fact]
    public async Task Body_aggregates_the_arguments_of_each_group()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync(Sum);
        Assert.Equal(["a|9|2", "b|3|1"], await engine.RowsAsync(
            "SELECT g, scaled(v + 0, 2) * 3, COUNT(*) FROM (SELECT 'a' AS g, 1 AS v UNION ALL SELECT 'a', 5 UNION ALL SELECT 'b', 2) GROUP BY g HAVING scaled(v, 1) > 1 ORDER BY scaled(v, 2) DESC"));
    }

    [Fact]
    public async Task Temporary_ones_call_others_and_take_any_type()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync(Sum);
        Assert.Equal(["2.5|yx"], await engine.RowsAsync(
            "CREATE TEMP AGGREGATE FUNCTION half(v ANY TYPE) AS (d.scaled(v, 4)); CREATE TEMP AGGREGATE FUNCTION joined(s ANY TYPE, o ANY TYPE) AS (STRING_AGG(s, '' ORDER BY o DESC)); "
            + "SELECT half(x), joined(s, x) FROM UNNEST([STRUCT(4 AS x, 'x' AS s), (6, 'y')])"));
    }

    [Theory]
    [InlineData("SELECT d.scaled(x, x) FROM UNNEST([1.0]) AS x", "Argument 2 of scaled must be a literal or query parameter")]
    [InlineData("SELECT d.scaled(SUM(x), 1) FROM UNNEST([1.0]) AS x", "Aggregations of aggregations are not allowed")]
    [InlineData("SELECT x FROM UNNEST([1.0]) AS x WHERE d.scaled(x, 1) > 0", "Aggregate function scaled not allowed in WHERE clause")]
    [InlineData("SELECT x, d.scaled(x, 1) FROM UNNEST([1.0]) AS x", "SELECT list expression references column x which is neither grouped nor aggregated")]
    [InlineData("SELECT d.scaled(x, 1) OVER () FROM UNNEST([1.0]) AS x", "Unimplemented: an OVER clause of SQL aggregate function scaled")]
    [InlineData("CREATE AGGREGATE FUNCTION d.bad(v FLOAT64) AS (SUM(v) + v)", "Function argument v cannot be referenced outside aggregate function calls unless marked as NOT AGGREGATE")]
    public async Task Misuse_is_refused(string sql, string message)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync(Sum);
        Assert.StartsWith(message, (await engine.FailsAsync(sql)).Message, StringComparison.Ordinal);
    }
}
