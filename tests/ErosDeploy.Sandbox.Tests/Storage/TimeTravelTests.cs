using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;
using ErosDeploy.Sandbox.Tests.Execution;

namespace ErosDeploy.Sandbox.Tests.Storage;

public sealed class TimeTravelTests
{
    static string AsOf(DateTimeOffset at) => $"FOR SYSTEM_TIME AS OF TIMESTAMP '{at:yyyy-MM-dd HH:mm:ss.ffffff}+00'";

    [Fact]
    public async Task Every_version_can_be_read_across_updates_deletes_and_merges()
    {
        using var engine = new Engine();
        var instants = new List<DateTimeOffset>();
        string[] statements =
        [
            "CREATE TABLE t AS SELECT 1 AS id, 'a' AS v UNION ALL SELECT 2, 'b'",
            "UPDATE t SET v = 'A' WHERE id = 1",
            "DELETE FROM t WHERE id = 2",
            "MERGE t USING (SELECT 1 AS id UNION ALL SELECT 3) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = 'm' WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, 'n')",
            "INSERT INTO t VALUES (4, 'd')",
        ];
        foreach (var statement in statements)
        {
            await engine.OutcomeAsync(statement);
            instants.Add(engine.Warehouse.State.At);
        }
        string[] expected = ["1:a 2:b", "1:A 2:b", "1:A", "1:m 3:n", "1:m 3:n 4:d"];
        foreach (var (at, rows) in instants.Zip(expected))
            Assert.Equal([rows], await engine.RowsAsync($"SELECT STRING_AGG(CAST(id AS STRING) || ':' || v, ' ' ORDER BY id) FROM t {AsOf(at)}"));
    }

    [Fact]
    public async Task What_was_read_of_an_instant_stays_so_when_a_commit_that_began_before_it_ends()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        using var connection = engine.Warehouse.Connect();
        DateTimeOffset instant = default;
        long during = 0;
        await engine.Warehouse.CommitAsync(
            connection,
            commit =>
            {
                while ((instant = DateTimeOffset.UtcNow) <= commit.At) { }
                during = engine.Warehouse.VersionAt(instant);
                return CatalogEdits.Create(commit, CatalogEdits.Table(commit, Engine.Name("t")) with { Name = Engine.Name("u"), StorageId = 0 }, Engine.Token);
            },
            Engine.Token);

        Assert.Equal(during, engine.Warehouse.VersionAt(instant));
        Assert.True(engine.Warehouse.State.At > instant);
        Assert.Equal(engine.Warehouse.State.Version, engine.Warehouse.VersionAt(engine.Warehouse.State.At));
    }

    [Fact]
    public async Task Two_reads_of_an_instant_see_the_same_commits_while_pairs_are_written()
    {
        const int Reads = 1500;
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE l (id INT64)");
        await engine.OutcomeAsync("CREATE TABLE r (id INT64)");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Engine.Token);
        var writer = WritePairsAsync(engine, stop);
        var unequal = new List<string>();
        for (var i = 0; i < Reads; i++)
        {
            var at = engine.Warehouse.Time.GetUtcNow();
            var counts = await Task.WhenAll(Task.Run(() => CountAt(engine, "l", at), Engine.Token), Task.Run(() => CountAt(engine, "r", at), Engine.Token));
            if (counts[0] != counts[1]) unequal.Add($"{counts[0]} and {counts[1]}");
        }
        await stop.CancelAsync();
        Assert.True(await writer > 1);
        Assert.Empty(unequal);
    }

    static async Task<int> WritePairsAsync(Engine engine, CancellationTokenSource stop)
    {
        var written = 0;
        for (; !stop.IsCancellationRequested; written++)
            await engine.OutcomeAsync($"BEGIN TRANSACTION; INSERT INTO l (id) VALUES ({written}); INSERT INTO r (id) VALUES ({written}); COMMIT TRANSACTION;");
        return written;
    }

    static long CountAt(Engine engine, string table, DateTimeOffset at)
    {
        using var connection = engine.Warehouse.Connect();
        var rows = TableVersions.Rows(engine.Warehouse.State.Table(Engine.Name(table))!, engine.Warehouse.VersionAt(at));
        return connection.Count($"SELECT count(*) FROM ({rows})", Engine.Token);
    }

    [Fact]
    public async Task A_replaced_table_is_read_with_its_old_columns()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        var at = engine.Warehouse.State.At;
        await engine.OutcomeAsync("CREATE OR REPLACE TABLE t AS SELECT 'x' AS b");
        Assert.Equal(["1"], await engine.RowsAsync($"SELECT a FROM t {AsOf(at)}"));
        Assert.Equal(["x"], await engine.RowsAsync("SELECT b FROM t"));
    }

    [Fact]
    public async Task A_dropped_column_is_still_there_in_the_past()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a, 2 AS b");
        var at = engine.Warehouse.State.At;
        await engine.OutcomeAsync("ALTER TABLE t DROP COLUMN b");
        await engine.OutcomeAsync("UPDATE t SET a = 3 WHERE TRUE");
        Assert.Equal(["1|2"], await engine.RowsAsync($"SELECT * FROM t {AsOf(at)}"));
    }

    [Fact]
    public async Task Snapshots_and_clones_are_of_the_instant_and_clones_can_be_written()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        var at = engine.Warehouse.State.At;
        await engine.OutcomeAsync("UPDATE t SET a = 2 WHERE TRUE");
        await engine.OutcomeAsync($"CREATE SNAPSHOT TABLE s CLONE t {AsOf(at)}; CREATE TABLE c CLONE t; INSERT INTO c VALUES (3)");
        Assert.Equal(["1"], await engine.RowsAsync("SELECT a FROM s"));
        Assert.Equal(["2", "3"], await engine.RowsAsync("SELECT a FROM c ORDER BY a"));
        Assert.Contains("snapshot", (await engine.FailsAsync("DELETE FROM s WHERE TRUE")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instants_outside_the_window_are_refused()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a INT64)");
        foreach (var days in new[] { "SUB(CURRENT_TIMESTAMP(), INTERVAL 8 DAY)", "ADD(CURRENT_TIMESTAMP(), INTERVAL 1 DAY)" })
            Assert.StartsWith("Invalid snapshot time", (await engine.FailsAsync($"SELECT * FROM t FOR SYSTEM_TIME AS OF TIMESTAMP_{days}")).Message);
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        var folder = Directory.CreateTempSubdirectory("eros-reopen-").FullName;
        try
        {
            DateTimeOffset at;
            using (var engine = new Engine(folder: folder))
            {
                await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a; CREATE FUNCTION f(x INT64) RETURNS INT64 AS (x + 1)");
                at = engine.Warehouse.State.At;
                await engine.OutcomeAsync("UPDATE t SET a = 5 WHERE TRUE");
            }
            using var again = new Engine(folder: folder);
            Assert.Equal(["6"], await again.RowsAsync("SELECT d.f(a) FROM t"));
            Assert.Equal(["1"], await again.RowsAsync($"SELECT a FROM t {AsOf(at)}"));
            await again.OutcomeAsync("INSERT INTO t VALUES (6)");
            Assert.Equal(["2"], await again.RowsAsync("SELECT COUNT(*) FROM t"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task After_seven_days_the_past_is_purged_at_opening()
    {
        var folder = Directory.CreateTempSubdirectory("eros-purge-").FullName;
        try
        {
            var time = new FixedTime(DateTimeOffset.UtcNow.AddDays(-10));
            using (var engine = new Engine(time, folder))
                await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a; UPDATE t SET a = 2 WHERE TRUE; CREATE TABLE gone (a INT64); DROP TABLE gone");
            using var again = new Engine(folder: folder);
            using var connection = again.Warehouse.Connect();
            Assert.Equal(0, connection.Count($"SELECT count(*) FROM data.h_{again.Warehouse.State.Table(Engine.Name("t"))!.StorageId}", Engine.Token));
            Assert.Equal(2, connection.Count("SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data'", Engine.Token));
            Assert.Equal(["2"], await again.RowsAsync("SELECT a FROM t"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_expired_table_is_gone()
    {
        var time = new FixedTime(DateTimeOffset.UtcNow);
        using var engine = new Engine(time);
        await engine.Admin.CreateAsync(new TableEntry { Name = Engine.Name("t"), ExpiresAt = time.Now.AddHours(1) }, Engine.Token);
        Assert.NotNull(engine.Warehouse.Catalog.FindTable(Engine.Name("t")));
        time.Now = time.Now.AddHours(2);
        Assert.Null(engine.Warehouse.Catalog.FindTable(Engine.Name("t")));
    }

    sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
