namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>Tables as arguments of table functions: a table, another table function's rows, a subquery.</summary>
public sealed class TableArgumentTests
{
    static async Task<Engine> WithFunctionAsync()
    {
        var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE d.numbers AS SELECT x FROM UNNEST([1, 2, 3, 4]) x");
        await engine.OutcomeAsync("CREATE TABLE FUNCTION d.above(t TABLE<x INT64>, n INT64) AS SELECT x FROM t WHERE x > n");
        return engine;
    }

    [Theory]
    [InlineData("d.above(TABLE d.numbers, 2)")]
    [InlineData("d.above(TABLE d.above(TABLE d.numbers, 1), 2)")]
    [InlineData("d.above((SELECT x + 1 AS x FROM d.numbers WHERE x IN (1, 2, 3)), 2)")]
    public async Task A_table_function_takes(string call)
    {
        using var engine = await WithFunctionAsync();
        Assert.Equal(["3", "4"], await engine.RowsAsync($"SELECT x FROM {call} ORDER BY x"));
    }

    [Fact]
    public async Task A_value_is_no_table()
    {
        using var engine = await WithFunctionAsync();
        Assert.StartsWith("Table-valued function argument t must be a table", (await engine.FailsAsync("SELECT x FROM d.above(1, 2)")).Message);
    }
}
