using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Tests.Transfer;

namespace ErosDeploy.Sandbox.Tests.Execution;

public sealed class MaterializedViewTests : IDisposable
{
    const long StoredBytes = 8;
    const long SourceBytes = 3 * 8;

    readonly Clock _clock = new(DateTimeOffset.UtcNow);
    readonly Engine _engine;

    public MaterializedViewTests() => _engine = new Engine(_clock);

    public void Dispose() => _engine.Dispose();

    async Task CreateAsync(string options = "", string query = "SELECT SUM(x) AS n FROM t")
    {
        await _engine.OutcomeAsync("CREATE OR REPLACE TABLE t AS SELECT x FROM UNNEST([1, 2, 3]) AS x");
        await _engine.OutcomeAsync($"CREATE MATERIALIZED VIEW m {(options.Length > 0 ? $"OPTIONS ({options})" : "")} AS {query}");
    }

    async Task<(string Rows, long Bytes)> ReadAsync(string sql = "SELECT n FROM m")
    {
        var (outcome, recorder) = await _engine.RunAsync(sql);
        return (string.Join(' ', recorder.Rows[outcome.ResultJobId!]), outcome.BytesProcessed);
    }

    async Task<DateTimeOffset?> RefreshedAtAsync() => (await _engine.Tables.FiguresAsync(_engine.Warehouse.State.Table(Engine.Name("m"))!, Engine.Token)).RefreshedAt;

    long StoredTables()
    {
        using var connection = _engine.Warehouse.Connect();
        return connection.Count("SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data' AND starts_with(table_name, 't_')", Engine.Token);
    }

    [Fact]
    public async Task A_read_is_charged_the_stored_rows_until_a_source_changes_and_again_after_the_interval()
    {
        await CreateAsync("refresh_interval_minutes = 10");
        Assert.Equal(("6", StoredBytes), await ReadAsync());
        await _engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        Assert.Equal(("10", SourceBytes + 8), await ReadAsync());
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(("10", SourceBytes + 8), await ReadAsync());
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("10", StoredBytes), await ReadAsync());
        Assert.Equal(_clock.GetUtcNow(), await RefreshedAtAsync());
    }

    [Fact]
    public async Task Writes_to_other_tables_do_not_make_it_stale()
    {
        await CreateAsync();
        await _engine.OutcomeAsync("CREATE TABLE other (x INT64)");
        Assert.Equal(("6", StoredBytes), await ReadAsync());
        await _engine.OutcomeAsync("INSERT INTO other VALUES (1)");
        Assert.Equal(("6", StoredBytes), await ReadAsync());
    }

    [Fact]
    public async Task Without_automatic_refresh_only_the_procedure_stores_rows()
    {
        await CreateAsync("enable_refresh = false");
        Assert.Equal(("6", SourceBytes), await ReadAsync());
        await _engine.OutcomeAsync("CALL BQ.REFRESH_MATERIALIZED_VIEW('p.d.m')");
        Assert.Equal(("6", StoredBytes), await ReadAsync());
        await _engine.OutcomeAsync("DELETE FROM t WHERE x = 1");
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(("5", SourceBytes - 8), await ReadAsync());
        await _engine.OutcomeAsync("ALTER MATERIALIZED VIEW m SET OPTIONS (enable_refresh = true)");
        Assert.Equal(("5", StoredBytes), await ReadAsync());
    }

    [Fact]
    public async Task Max_staleness_allows_rows_that_are_no_older_than_it()
    {
        await CreateAsync("enable_refresh = false, max_staleness = INTERVAL '4:0:0' HOUR TO SECOND");
        await _engine.OutcomeAsync("CALL BQ.REFRESH_MATERIALIZED_VIEW('p.d.m')");
        await _engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        _clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(("6", StoredBytes), await ReadAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("10", (await ReadAsync()).Rows);
        await _engine.OutcomeAsync("ALTER MATERIALIZED VIEW m SET OPTIONS (max_staleness = INTERVAL 1 DAY)");
        Assert.Equal(("6", StoredBytes), await ReadAsync());
    }

    [Fact]
    public async Task A_dry_run_refreshes_nothing_and_says_what_the_rows_that_there_are_would_cost()
    {
        await CreateAsync();
        Assert.Equal(SourceBytes, (await _engine.OutcomeAsync("SELECT n FROM m", r => r with { DryRun = true })).BytesProcessed);
        Assert.Null(await RefreshedAtAsync());
        await ReadAsync();
        Assert.Equal(StoredBytes, (await _engine.OutcomeAsync("SELECT n FROM m", r => r with { DryRun = true })).BytesProcessed);
    }

    [Fact]
    public async Task A_transaction_sees_its_own_writes()
    {
        await CreateAsync();
        await ReadAsync();
        Assert.Equal("16", (await ReadAsync("BEGIN TRANSACTION; INSERT INTO t VALUES (10); SELECT n FROM m; ROLLBACK TRANSACTION;")).Rows);
        Assert.Equal(("6", StoredBytes), await ReadAsync());
        Assert.Equal("6", (await ReadAsync("BEGIN TRANSACTION; SELECT n FROM m; COMMIT TRANSACTION;")).Rows);
    }

    [Fact]
    public async Task An_instant_shows_the_view_and_its_sources_as_they_were()
    {
        await CreateAsync();
        await _engine.OutcomeAsync("CREATE VIEW v AS SELECT n * 10 AS n FROM m");
        await ReadAsync();
        var then = _engine.Warehouse.State.At;
        _clock.Advance(TimeSpan.FromHours(1));
        await _engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        await ReadAsync();
        await _engine.OutcomeAsync("CREATE OR REPLACE MATERIALIZED VIEW m AS SELECT -SUM(x) AS n FROM t");
        await ReadAsync();
        var at = $"FOR SYSTEM_TIME AS OF TIMESTAMP '{then:yyyy-MM-dd HH:mm:ss.ffffff}+00'";
        Assert.Equal("6", (await ReadAsync($"SELECT n FROM m {at}")).Rows);
        Assert.Equal("60", (await ReadAsync($"SELECT n FROM v {at}")).Rows);
        Assert.Equal("-10", (await ReadAsync()).Rows);
    }

    [Theory]
    [InlineData("SELECT COUNT(*) AS n FROM t WHERE RAND() < 2")]
    [InlineData("SELECT EXTRACT(YEAR FROM CURRENT_TIMESTAMP()) * 0 + SUM(x) AS n FROM t")]
    [InlineData("SELECT SUM(x) + LENGTH(SESSION_USER()) * 0 AS n FROM t")]
    [InlineData("SELECT SUM(plus(x)) AS n FROM t")]
    [InlineData("SELECT SUM(x) AS n FROM `d.t*`")]
    [InlineData("SELECT COUNT(*) AS n FROM d.INFORMATION_SCHEMA.TABLES")]
    [InlineData("SELECT COLLATE(CAST(COUNT(*) AS STRING), 'und:ci') AS n FROM t")]
    public async Task What_may_differ_from_read_to_read_is_never_stored(string query)
    {
        await _engine.OutcomeAsync("CREATE FUNCTION plus(x INT64) AS (x)");
        await CreateAsync(query: query);
        var before = await ReadAsync();
        Assert.Null(await RefreshedAtAsync());
        Assert.Contains("cannot be refreshed", (await _engine.FailsAsync("CALL BQ.REFRESH_MATERIALIZED_VIEW('p.d.m')")).Message, StringComparison.OrdinalIgnoreCase);
        await _engine.OutcomeAsync("CREATE TABLE t2 AS SELECT 4 AS x");
        await _engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        Assert.NotEqual(before.Rows, (await ReadAsync()).Rows);
    }

    [Fact]
    public async Task Rows_under_a_policy_are_computed_for_whom_they_are()
    {
        await CreateAsync();
        await ReadAsync();
        await _engine.OutcomeAsync("CREATE ROW ACCESS POLICY p ON t GRANT TO ('user:a@example.com') FILTER USING (x > 1)");
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["5"], await _engine.RowsAsync("SELECT n FROM m", r => r with { Caller = new Caller("a@example.com", []) }));
        Assert.Equal(["∅"], await _engine.RowsAsync("SELECT n FROM m", r => r with { Caller = new Caller("b@example.com", []) }));
    }

    [Fact]
    public async Task A_refresh_that_fails_is_shown_and_leaves_the_query_as_it_is()
    {
        await CreateAsync(query: "SELECT x, 10 / (x - 4) AS n FROM t");
        await ReadAsync("SELECT SUM(n) FROM m");
        await _engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("-10", (await ReadAsync("SELECT n FROM m WHERE x = 3")).Rows);
        Assert.Contains("division by zero", (await ReadAsync("SELECT last_refresh_status.message FROM d.INFORMATION_SCHEMA.MATERIALIZED_VIEWS")).Rows, StringComparison.Ordinal);
        Assert.Contains("division by zero", (await _engine.FailsAsync("CALL BQ.REFRESH_MATERIALIZED_VIEW('p.d.m')")).Message, StringComparison.Ordinal);
        await _engine.OutcomeAsync("DELETE FROM t WHERE x = 4");
        _clock.Advance(TimeSpan.FromHours(1));
        await ReadAsync("SELECT SUM(n) FROM m");
        Assert.Equal("∅", (await ReadAsync("SELECT last_refresh_status FROM d.INFORMATION_SCHEMA.MATERIALIZED_VIEWS")).Rows);
    }

    [Fact]
    public async Task Information_schema_tells_the_last_refresh_and_how_far_it_reaches()
    {
        const string Query = "SELECT last_refresh_time, refresh_watermark FROM d.INFORMATION_SCHEMA.MATERIALIZED_VIEWS WHERE table_name = 'm'";
        static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await CreateAsync();
        Assert.Equal("∅|∅", (await ReadAsync(Query)).Rows);
        var first = _clock.GetUtcNow();
        await ReadAsync();
        _clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal($"{Text(first)}|{Text(_clock.GetUtcNow())}", (await ReadAsync(Query)).Rows);
        await _engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        Assert.Equal($"{Text(first)}|{Text(first)}", (await ReadAsync(Query)).Rows);
    }

    [Fact]
    public async Task Replacing_dropping_and_refreshing_free_the_rows()
    {
        await CreateAsync();
        await ReadAsync();
        Assert.Equal(2, StoredTables());
        await _engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        await _engine.OutcomeAsync("CALL BQ.REFRESH_MATERIALIZED_VIEW('p.d.m')");
        Assert.Equal(2, StoredTables());
        await _engine.OutcomeAsync("CREATE OR REPLACE MATERIALIZED VIEW m AS SELECT MAX(x) AS n FROM t");
        Assert.Equal(1, StoredTables());
        Assert.Equal(("4", StoredBytes), await ReadAsync());
        await _engine.OutcomeAsync("DROP MATERIALIZED VIEW m");
        Assert.Equal(1, StoredTables());
        await _engine.OutcomeAsync("CREATE MATERIALIZED VIEW m AS SELECT MIN(x) AS n FROM t");
        await ReadAsync();
        await _engine.Admin.DeleteAsync(new DatasetName("p", "d"), deleteContents: true, Engine.Token);
        Assert.Equal(1, StoredTables());
    }

    [Fact]
    public async Task A_source_that_is_replaced_or_altered_makes_the_rows_void()
    {
        await CreateAsync("max_staleness = INTERVAL 1 DAY");
        await ReadAsync();
        await _engine.OutcomeAsync("CREATE OR REPLACE TABLE t AS SELECT 7 AS x");
        Assert.Equal("7", (await ReadAsync()).Rows);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(("7", StoredBytes), await ReadAsync());
        await _engine.OutcomeAsync("DROP TABLE t");
        Assert.Equal("notFound", (await _engine.FailsAsync("SELECT n FROM m")).Reason);
    }

    [Fact]
    public async Task Types_and_names_come_back_as_the_query_gives_them()
    {
        const string Query =
            """
            SELECT [STRUCT(x AS a, CAST(NULL AS STRING) AS b)] AS s, CAST(NULL AS ARRAY<INT64>) AS e, NUMERIC '1.5' * x AS num, BIGNUMERIC '2.25' AS big, DATE '2024-01-31' AS d,
              TIMESTAMP '2024-01-31 10:00:00+00' AS ts, DATETIME '2024-01-31 10:00:00' AS dt, TIME '10:00:00' AS ti, b'ab' AS raw, JSON '{"k": [1]}' AS js,
              INTERVAL 3 DAY AS iv, RANGE(DATE '2024-01-01', NULL) AS r, NULL AS nothing, x AS `_v`, x AS `Order`
            FROM t
            """;
        await CreateAsync(query: Query);
        await ReadAsync("SELECT COUNT(*) FROM m");
        Assert.NotNull(await RefreshedAtAsync());
        var expected = await _engine.RowsAsync($"SELECT TO_JSON_STRING(q) FROM ({Query}) AS q ORDER BY q.`Order`");
        Assert.Equal(expected, await _engine.RowsAsync("SELECT TO_JSON_STRING(q) FROM m AS q ORDER BY q.`Order`"));
    }

    [Fact]
    public async Task A_result_with_a_destination_reads_the_stored_rows_too()
    {
        await CreateAsync();
        var outcome = await _engine.OutcomeAsync("SELECT n FROM m", r => r with { Destination = new WriteTarget(Engine.Name("copy")) });
        Assert.Equal(StoredBytes, outcome.BytesProcessed);
        Assert.Equal(["6"], await _engine.RowsAsync("SELECT n FROM copy"));
    }

    [Fact]
    public async Task A_limit_of_bytes_holds_for_what_is_read()
    {
        await CreateAsync();
        await ReadAsync();
        await _engine.OutcomeAsync("INSERT INTO t SELECT x FROM UNNEST(GENERATE_ARRAY(1, 2000000)) AS x");
        Assert.Equal("bytesBilledLimitExceeded", (await _engine.FailsAsync("SELECT n FROM m", r => r with { MaximumBytesBilled = 10 << 20 })).Reason);
        await _engine.OutcomeAsync("CALL BQ.REFRESH_MATERIALIZED_VIEW('p.d.m')");
        Assert.Equal(StoredBytes, (await _engine.OutcomeAsync("SELECT n FROM m", r => r with { MaximumBytesBilled = 10 << 20 })).BytesProcessed);
    }
}
