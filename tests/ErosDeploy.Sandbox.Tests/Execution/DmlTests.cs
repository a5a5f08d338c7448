namespace ErosDeploy.Sandbox.Tests.Execution;

public sealed class DmlTests
{
    [Fact]
    public async Task Insert_counts_rows_and_makes_them_visible()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (id INT64, name STRING)");
        var outcome = await engine.OutcomeAsync("INSERT INTO t (id, name) VALUES (1, 'a'), (2, NULL)");
        Assert.Equal(("INSERT", 2L), (outcome.StatementType, outcome.Dml!.Inserted));
        Assert.Equal(["1|a", "2|∅"], await engine.RowsAsync("SELECT * FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Update_delete_and_merge_count_what_they_changed()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT x AS id, x * 10 AS v FROM UNNEST([1, 2, 3, 4]) AS x");
        Assert.Equal(2, (await engine.OutcomeAsync("UPDATE t SET v = v + 1 WHERE id <= 2")).Dml!.Updated);
        Assert.Equal(1, (await engine.OutcomeAsync("DELETE FROM t WHERE id = 4")).Dml!.Deleted);
        var merge = await engine.OutcomeAsync("""
            MERGE t USING (SELECT 2 AS id, 0 AS v UNION ALL SELECT 9, 90) AS s ON t.id = s.id
            WHEN MATCHED THEN UPDATE SET v = s.v
            WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
            WHEN NOT MATCHED BY SOURCE AND t.id = 3 THEN DELETE
            """);
        Assert.Equal((1L, 1L, 1L), (merge.Dml!.Inserted, merge.Dml.Updated, merge.Dml.Deleted));
        Assert.Equal(["1|11", "2|0", "9|90"], await engine.RowsAsync("SELECT id, v FROM t ORDER BY id"));
    }

    [Fact]
    public async Task A_target_row_that_matches_twice_fails_the_merge_and_changes_nothing()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS id, 'old' AS v");
        var error = await engine.FailsAsync("""
            MERGE t USING (SELECT 1 AS id, 'a' AS v UNION ALL SELECT 1, 'b') AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v
            """);
        Assert.Equal("UPDATE/MERGE must match at most one source row for each target row", error.Message);
        Assert.Equal(["1|old"], await engine.RowsAsync("SELECT * FROM t"));
    }

    [Theory]
    [InlineData("INSERT INTO t (id) VALUES (NULL)", "Required field id cannot be null")]
    [InlineData("INSERT INTO t (id, r) VALUES (1, STRUCT(NULL))", "Required field r.a cannot be null")]
    [InlineData("INSERT INTO t (id, tags) VALUES (1, ['a', NULL])", "Array cannot have a null element; error in writing field tags")]
    public async Task A_row_that_the_columns_refuse_is_not_written(string insert, string message)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (id INT64 NOT NULL, r STRUCT<a INT64 NOT NULL>, tags ARRAY<STRING>)");
        Assert.StartsWith(message, (await engine.FailsAsync(insert)).Message);
        Assert.Equal(["0"], await engine.RowsAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Defaults_fill_what_an_insert_leaves_out()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (id INT64, state STRING DEFAULT 'new', n INT64 DEFAULT 1 + 1)");
        await engine.OutcomeAsync("INSERT INTO t (id) VALUES (1)");
        Assert.Equal(["1|new|2"], await engine.RowsAsync("SELECT * FROM t"));
    }

    [Fact]
    public async Task Truncate_empties_the_table_and_its_rows_stay_readable_in_the_past()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS id UNION ALL SELECT 2");
        var before = engine.Warehouse.State.At;
        Assert.Equal(2, (await engine.OutcomeAsync("TRUNCATE TABLE t")).Dml!.Deleted);
        Assert.Equal(["0"], await engine.RowsAsync("SELECT COUNT(*) FROM t"));
        Assert.Equal(["2"], await engine.RowsAsync($"SELECT COUNT(*) FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '{before:yyyy-MM-dd HH:mm:ss.ffffff}+00'"));
    }

    [Fact]
    public async Task Concurrent_updates_of_one_table_all_count()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 0 AS n");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.OutcomeAsync("UPDATE t SET n = n + 1 WHERE TRUE")));
        Assert.Equal(["8"], await engine.RowsAsync("SELECT n FROM t"));
    }

    [Theory]
    [InlineData("SELECT name FROM t", 9, 10485760)]
    [InlineData("SELECT id, name FROM t", 33, 10485760)]
    [InlineData("SELECT 1", 0, 0)]
    [InlineData("SELECT COUNT(*) FROM t", 0, 0)]
    public async Task Bytes_follow_the_columns_that_are_read(string sql, long processed, long billed)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS id, 'a' AS name UNION ALL SELECT 2, 'b' UNION ALL SELECT 3, 'c'");
        var outcome = await engine.OutcomeAsync(sql);
        Assert.Equal((processed, billed), (outcome.BytesProcessed, outcome.BytesBilled));
    }

    [Fact]
    public async Task A_limit_on_billed_bytes_stops_the_query_before_it_runs()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS id");
        var error = await engine.FailsAsync("SELECT id FROM t", r => r with { MaximumBytesBilled = 1000000 });
        Assert.Equal(("bytesBilledLimitExceeded", "Query exceeded limit for bytes billed: 1000000. 10485760 or higher required."), (error.Reason, error.Message));
    }
}
