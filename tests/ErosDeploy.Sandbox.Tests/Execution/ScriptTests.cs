namespace ErosDeploy.Sandbox.Tests.Execution;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("DECLARE x INT64 DEFAULT 1; SET x = x + 41; SELECT x", "42")]
    [InlineData("DECLARE x, y STRING; SET (x, y) = ('a', 'b'); SELECT y || x", "ba")]
    [InlineData("DECLARE x DEFAULT 2.5; SELECT x * 2", "5")]
    [InlineData("DECLARE a INT64; DECLARE b STRING; SET (a, b) = (SELECT AS STRUCT 7, 'q'); SELECT CONCAT(b, CAST(a AS STRING))", "q7")]
    [InlineData("DECLARE x INT64 DEFAULT 3; IF x > 5 THEN SELECT 'big'; ELSEIF x > 2 THEN SELECT 'mid'; ELSE SELECT 'small'; END IF", "mid")]
    [InlineData("DECLARE s STRING; CASE WHEN FALSE THEN SET s = 'a'; ELSE SET s = 'b'; END CASE; SELECT s", "b")]
    [InlineData("DECLARE s STRING; CASE 2 WHEN 1 THEN SET s = 'one'; WHEN 2 THEN SET s = 'two'; END CASE; SELECT s", "two")]
    [InlineData("DECLARE n INT64 DEFAULT 0; LOOP SET n = n + 1; IF n >= 5 THEN BREAK; END IF; END LOOP; SELECT n", "5")]
    [InlineData("DECLARE n INT64 DEFAULT 0; WHILE n < 4 DO SET n = n + 1; END WHILE; SELECT n", "4")]
    [InlineData("DECLARE n INT64 DEFAULT 0; REPEAT SET n = n + 2; UNTIL n >= 3 END REPEAT; SELECT n", "4")]
    [InlineData("DECLARE s INT64 DEFAULT 0; FOR r IN (SELECT x FROM UNNEST([1, 2, 3]) AS x) DO SET s = s + r.x; END FOR; SELECT s", "6")]
    [InlineData("DECLARE s INT64 DEFAULT 0; FOR r IN (SELECT x FROM UNNEST([1, 2, 3]) AS x ORDER BY x) DO IF r.x = 2 THEN CONTINUE; END IF; SET s = s + r.x; END FOR; SELECT s", "4")]
    [InlineData("DECLARE n INT64 DEFAULT 0; outer_loop: LOOP LOOP SET n = n + 1; LEAVE outer_loop; END LOOP; END LOOP; SELECT n", "1")]
    [InlineData("DECLARE x INT64 DEFAULT 1; BEGIN DECLARE x INT64 DEFAULT 2; SET x = 5; END; SELECT x", "1")]
    [InlineData("DECLARE x INT64; EXECUTE IMMEDIATE 'SELECT @a + ?' INTO x USING 1 AS a; SELECT x", null)]
    [InlineData("DECLARE x INT64; EXECUTE IMMEDIATE 'SELECT @a + @b' INTO x USING 40 AS a, 2 AS b; SELECT x", "42")]
    [InlineData("DECLARE x INT64; EXECUTE IMMEDIATE 'SELECT ? * ?' INTO x USING 6, 7; SELECT x", "42")]
    [InlineData("CREATE TEMP TABLE tt AS SELECT 1 AS a; INSERT INTO tt VALUES (2); UPDATE tt SET a = a * 10 WHERE TRUE; SELECT SUM(a) FROM tt", "30")]
    [InlineData("CREATE TEMP FUNCTION twice(x INT64) AS (x * 2); SELECT twice(21)", "42")]
    [InlineData("CREATE TABLE r (a INT64); INSERT INTO r VALUES (1), (2), (3); SELECT @@row_count", "3")]
    [InlineData("SELECT 1; SELECT 2", "2")]
    [InlineData("BEGIN RETURN; SELECT 1; END", null)]
    [InlineData("ASSERT 1 = 1; SELECT 'ok'", "ok")]
    public async Task Script_control_does_what_it_says(string script, string? last)
    {
        using var engine = new Engine();
        if (script.Contains("@a + ?", StringComparison.Ordinal))
        {
            await engine.FailsAsync(script);
            return;
        }
        Assert.Equal(last is null ? [] : [last], await engine.RowsAsync(script));
    }

    [Fact]
    public async Task A_handler_sees_message_statement_and_stack()
    {
        using var engine = new Engine();
        var rows = await engine.RowsAsync("""
            BEGIN
              SELECT 1 / 0;
            EXCEPTION WHEN ERROR THEN
              SELECT @@error.message, @@error.statement_text, @@error.formatted_stack_trace;
            END
            """);
        Assert.Equal(["Query error: division by zero: 1 / 0 at [2:3]|SELECT 1 / 0|At [2:3]"], rows);
    }

    [Fact]
    public async Task Raise_gives_its_message_and_a_handler_can_raise_again()
    {
        using var engine = new Engine();
        Assert.Equal(["mine"], await engine.RowsAsync("BEGIN RAISE USING MESSAGE = 'mine'; EXCEPTION WHEN ERROR THEN SELECT @@error.message; END"));
        var error = await engine.FailsAsync("BEGIN RAISE USING MESSAGE = 'mine'; EXCEPTION WHEN ERROR THEN RAISE; END");
        Assert.StartsWith("mine", error.Message);
    }

    [Fact]
    public async Task An_error_in_a_script_names_its_place()
    {
        using var engine = new Engine();
        var error = await engine.FailsAsync("DECLARE x INT64 DEFAULT 1;\nSELECT x;\n  SELECT * FROM missing");
        Assert.Equal("notFound", error.Reason);
        Assert.StartsWith("Query error: Not found: Table p:d.missing was not found in location US at [3:", error.Message);
    }

    [Fact]
    public async Task A_failed_assertion_fails_the_script_with_its_description()
    {
        using var engine = new Engine();
        Assert.Contains("too few", (await engine.FailsAsync("ASSERT 1 > 2 AS 'too few'")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Procedures_pass_values_in_and_out_and_call_each_other()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE PROCEDURE inc(IN a INT64, OUT b INT64) BEGIN SET b = a + 1; END");
        await engine.OutcomeAsync("CREATE PROCEDURE twice(INOUT n INT64) BEGIN CALL d.inc(n, n); CALL d.inc(n, n); END");
        Assert.Equal(["12"], await engine.RowsAsync("DECLARE x INT64 DEFAULT 10; CALL d.twice(x); SELECT x"));
    }

    [Fact]
    public async Task Each_statement_is_a_child_job_with_its_own_figures()
    {
        using var engine = new Engine();
        var (outcome, recorder) = await engine.RunAsync("CREATE TABLE t AS SELECT 1 AS a; INSERT INTO t VALUES (2), (3); SELECT a FROM t ORDER BY a");
        Assert.Equal(["CREATE_TABLE_AS_SELECT", "INSERT", "SELECT"], recorder.Children.Select(c => c.Outcome!.StatementType));
        Assert.Equal(2, recorder.Children[1].Outcome!.Dml!.Inserted);
        Assert.Equal(("SCRIPT", 3), (outcome.StatementType, outcome.ChildJobs));
        Assert.Equal(recorder.Children[2].Child.JobId, outcome.ResultJobId);
        Assert.Equal(24, outcome.BytesProcessed);
    }

    [Fact]
    public async Task A_session_keeps_temporary_tables_for_its_next_job()
    {
        using var engine = new Engine();
        var first = await engine.OutcomeAsync("CREATE TEMP TABLE kept AS SELECT 5 AS a", r => r with { CreateSession = true });
        Assert.Equal(["5"], await engine.RowsAsync("SELECT a FROM kept", r => r with { SessionId = first.SessionId }));
        Assert.True(engine.Queries.EndSession(first.SessionId!));
        Assert.Equal("Invalid input session id.", (await engine.FailsAsync("SELECT 1", r => r with { SessionId = first.SessionId })).Message);
    }

    [Fact]
    public async Task Cancelling_stops_a_running_loop()
    {
        using var engine = new Engine();
        using var cancel = new CancellationTokenSource();
        var run = engine.RunAsync("DECLARE n INT64 DEFAULT 0; LOOP SET n = n + 1; END LOOP", token: cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal("stopped", (await Assert.ThrowsAsync<BigQueryException>(() => run.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token))).Reason);
    }
}
