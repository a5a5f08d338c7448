namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>Arrays with NULL in them live within a query; its result cannot hold them.</summary>
public sealed class ResultCheckTests
{
    [Theory]
    [InlineData("SELECT [1, NULL] AS a", "Array cannot have a null element; error in writing field a")]
    [InlineData("SELECT STRUCT(1 AS x, ['a', NULL] AS s) AS r", "Array cannot have a null element; error in writing field r.s")]
    [InlineData("SELECT [STRUCT([1, NULL] AS n)] AS rs", "Array cannot have a null element; error in writing field rs.n")]
    [InlineData("SELECT ARRAY_AGG(x) AS xs FROM UNNEST([1, NULL]) x", "Array cannot have a null element; error in writing field xs")]
    [InlineData("SELECT 1 AS one, [CAST(NULL AS STRING)]", "Array cannot have a null element; error in writing field f0_")]
    public async Task An_array_with_null_in_a_result_fails(string query, string message)
    {
        using var engine = new Engine();
        Assert.StartsWith(message, (await engine.FailsAsync(query)).Message);
    }

    [Theory]
    [InlineData("SELECT ARRAY_LENGTH([1, NULL]), [1, NULL][SAFE_OFFSET(1)]", "2|∅")]
    [InlineData("SELECT COUNT(x) FROM (SELECT [1, NULL, 2] AS a), UNNEST(a) x", "2")]
    [InlineData("SELECT ARRAY_TO_STRING(ARRAY_AGG(x), ',', '-') FROM UNNEST(['a', NULL]) x", "a,-")]
    public async Task Within_a_query_it_may_be(string query, string row)
    {
        using var engine = new Engine();
        Assert.Equal([row], await engine.RowsAsync(query));
    }

    [Fact]
    public async Task Rows_keep_their_order_when_arrays_are_checked()
    {
        using var engine = new Engine();
        var rows = await engine.RowsAsync("SELECT n, [n] AS a FROM UNNEST(GENERATE_ARRAY(1, 5000)) n ORDER BY n DESC");
        Assert.Equal(Enumerable.Range(1, 5000).Reverse().Select(n => $"{n}"), rows.Select(r => r.Split('|')[0]));
    }
}
