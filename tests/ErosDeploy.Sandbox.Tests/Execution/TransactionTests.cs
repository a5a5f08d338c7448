namespace ErosDeploy.Sandbox.Tests.Execution;

public sealed class TransactionTests
{
    [Fact]
    public async Task What_is_committed_stays_and_what_is_rolled_back_never_was()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        await engine.OutcomeAsync("BEGIN TRANSACTION; INSERT INTO t VALUES (2); DELETE FROM t WHERE a = 1; COMMIT TRANSACTION");
        await engine.OutcomeAsync("BEGIN TRANSACTION; INSERT INTO t VALUES (3); UPDATE t SET a = 9 WHERE TRUE; ROLLBACK TRANSACTION");
        Assert.Equal(["2"], await engine.RowsAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task A_transaction_sees_its_own_changes_and_others_do_not()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        var session = (await engine.OutcomeAsync("SELECT 1", r => r with { CreateSession = true })).SessionId;
        await engine.OutcomeAsync("BEGIN TRANSACTION", r => r with { SessionId = session });
        await engine.OutcomeAsync("INSERT INTO t VALUES (2)", r => r with { SessionId = session });
        await engine.OutcomeAsync("UPDATE t SET a = a + 10 WHERE TRUE", r => r with { SessionId = session });
        Assert.Equal(["11", "12"], await engine.RowsAsync("SELECT a FROM t ORDER BY a", r => r with { SessionId = session }));
        Assert.Equal(["1"], await engine.RowsAsync("SELECT a FROM t"));
        await engine.OutcomeAsync("COMMIT TRANSACTION", r => r with { SessionId = session });
        Assert.Equal(["11", "12"], await engine.RowsAsync("SELECT a FROM t ORDER BY a"));
    }

    [Fact]
    public async Task A_transaction_reads_one_version_whatever_others_commit()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a UNION ALL SELECT 2");
        var session = (await engine.OutcomeAsync("SELECT 1", r => r with { CreateSession = true })).SessionId;
        await engine.OutcomeAsync("BEGIN TRANSACTION", r => r with { SessionId = session });
        await engine.OutcomeAsync("DELETE FROM t WHERE a = 1; INSERT INTO t VALUES (7)");
        Assert.Equal(["1", "2"], await engine.RowsAsync("SELECT a FROM t ORDER BY a", r => r with { SessionId = session }));
        await engine.OutcomeAsync("ROLLBACK TRANSACTION", r => r with { SessionId = session });
        Assert.Equal(["2", "7"], await engine.RowsAsync("SELECT a FROM t ORDER BY a", r => r with { SessionId = session }));
    }

    [Fact]
    public async Task The_second_of_two_transactions_that_change_one_table_is_aborted()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        var one = (await engine.OutcomeAsync("SELECT 1", r => r with { CreateSession = true })).SessionId;
        var two = (await engine.OutcomeAsync("SELECT 1", r => r with { CreateSession = true })).SessionId;
        await engine.OutcomeAsync("BEGIN TRANSACTION", r => r with { SessionId = one });
        await engine.OutcomeAsync("BEGIN TRANSACTION", r => r with { SessionId = two });
        await engine.OutcomeAsync("UPDATE t SET a = 10 WHERE TRUE", r => r with { SessionId = one });
        var error = await engine.FailsAsync("UPDATE t SET a = 20 WHERE TRUE", r => r with { SessionId = two });
        Assert.StartsWith("Transaction is aborted due to concurrent update against table p:d.t", error.Message);
        await engine.OutcomeAsync("COMMIT TRANSACTION", r => r with { SessionId = one });
        Assert.Equal(["10"], await engine.RowsAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task A_transaction_that_began_before_another_changed_the_table_is_aborted()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        var session = (await engine.OutcomeAsync("BEGIN TRANSACTION", r => r with { CreateSession = true })).SessionId;
        await engine.OutcomeAsync("UPDATE t SET a = 5 WHERE TRUE");
        var error = await engine.FailsAsync("DELETE FROM t WHERE TRUE", r => r with { SessionId = session });
        Assert.StartsWith("Transaction is aborted due to concurrent update", error.Message);
    }

    [Fact]
    public async Task Inserting_transactions_never_conflict()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a INT64)");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            engine.OutcomeAsync($"BEGIN TRANSACTION; INSERT INTO t VALUES ({i}); INSERT INTO t VALUES ({i}); COMMIT TRANSACTION")));
        Assert.Equal(["12|6"], await engine.RowsAsync("SELECT COUNT(*), COUNT(DISTINCT a) FROM t"));
    }

    [Fact]
    public async Task An_error_leaves_the_transaction_open_with_what_it_had()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a INT64)");
        var rows = await engine.RowsAsync("""
            BEGIN
              BEGIN TRANSACTION;
              INSERT INTO t VALUES (1);
              EXECUTE IMMEDIATE 'SELECT 1 / 0';
              COMMIT TRANSACTION;
            EXCEPTION WHEN ERROR THEN
              SELECT COUNT(*) FROM t;
            END
            """);
        Assert.Equal(["1"], rows);
        Assert.Equal(["0"], await engine.RowsAsync("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData("CREATE TABLE x (a INT64)")]
    [InlineData("DROP TABLE t")]
    [InlineData("ALTER TABLE t ADD COLUMN b INT64")]
    public async Task Ddl_on_what_lasts_is_refused_in_a_transaction(string ddl)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a INT64)");
        Assert.Contains("not supported in a transaction", (await engine.FailsAsync($"BEGIN TRANSACTION; {ddl}; COMMIT TRANSACTION")).Message, StringComparison.Ordinal);
        Assert.NotNull(engine.Warehouse.State.Table(Engine.Name("t")));
    }

    [Theory]
    [InlineData("COMMIT TRANSACTION", "There is no active transaction")]
    [InlineData("BEGIN TRANSACTION; BEGIN TRANSACTION", "Transaction is already in progress")]
    public async Task Transaction_control_out_of_place_is_an_error(string sql, string message)
    {
        using var engine = new Engine();
        Assert.Contains(message, (await engine.FailsAsync(sql)).Message, StringComparison.Ordinal);
    }
}
