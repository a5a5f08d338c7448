using System.Globalization;
using ErosDeploy.Sandbox.Tests.Transfer;

namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>A reader of a materialized view never sees rows that its query would not give it.</summary>
public sealed class MaterializedViewConsistencyTests : IDisposable
{
    static readonly (string Name, string Query)[] Views =
    [
        ("sums", "SELECT k, COUNT(*) AS n, SUM(x) AS s, MAX(y) AS y FROM t GROUP BY k"),
        ("filtered", "SELECT x, y, k FROM t WHERE x > 50 AND y IS NOT NULL"),
        ("joined", "SELECT t.k, u.name, SUM(t.x) AS s FROM t JOIN u ON t.k = u.k GROUP BY 1, 2"),
        ("logical", "SELECT k, n FROM over_t WHERE n > 1"),
        ("nested", "SELECT SUM(n) AS n, SUM(s) AS s FROM sums"),
    ];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eros-views-");
    readonly Clock _clock = new(DateTimeOffset.UtcNow);

    public void Dispose() => _folder.Delete(recursive: true);

    static async Task CreateAsync(Engine engine, string options)
    {
        await engine.OutcomeAsync("CREATE TABLE t (k INT64, x INT64, y STRING)");
        await engine.OutcomeAsync("CREATE TABLE u AS SELECT k, CONCAT('name ', k) AS name FROM UNNEST(GENERATE_ARRAY(0, 4)) AS k");
        await engine.OutcomeAsync("CREATE VIEW over_t AS SELECT k, COUNT(DISTINCT x) AS n FROM t GROUP BY k");
        foreach (var (name, query) in Views) await engine.OutcomeAsync($"CREATE MATERIALIZED VIEW {name} {options} AS {query}");
    }

    static string Statement(Random random) => random.Next(14) switch
    {
        0 => "UPDATE t SET x = x + 1 WHERE MOD(x, 3) = 0",
        1 => $"DELETE FROM t WHERE x < {random.Next(30)}",
        2 => $"MERGE t USING (SELECT {random.Next(5)} AS k) AS s ON t.k = s.k WHEN MATCHED THEN UPDATE SET y = 'm' WHEN NOT MATCHED THEN INSERT (k, x, y) VALUES (s.k, 1, 'n')",
        3 => "TRUNCATE TABLE t",
        4 => $"BEGIN TRANSACTION; INSERT INTO t VALUES ({random.Next(5)}, 60, 'tx'); DELETE FROM u WHERE k = 3; COMMIT TRANSACTION;",
        5 => $"BEGIN TRANSACTION; INSERT INTO t VALUES ({random.Next(5)}, 61, 'rolled back'); ROLLBACK TRANSACTION;",
        6 => "CREATE OR REPLACE TABLE t AS SELECT * FROM t WHERE x > 10",
        7 => $"CREATE OR REPLACE VIEW over_t AS SELECT k, COUNT(DISTINCT x) + {random.Next(3)} AS n FROM t GROUP BY k",
        8 => $"INSERT INTO u VALUES ({random.Next(5)}, 'again')",
        9 => "CALL BQ.REFRESH_MATERIALIZED_VIEW('d.sums')",
        10 => "CREATE OR REPLACE MATERIALIZED VIEW sums AS " + Views[0].Query,
        _ => $"INSERT INTO t SELECT MOD(x, 5), x, IF(MOD(x, 7) = 0, NULL, CAST(x AS STRING)) FROM UNNEST(GENERATE_ARRAY({random.Next(60)}, {random.Next(60, 140)})) AS x",
    };

    static Task<string[]> RowsAsync(Engine engine, string from) => engine.RowsAsync($"SELECT TO_JSON_STRING(q) AS j FROM {from} AS q ORDER BY j");

    [Theory]
    [InlineData(1, "OPTIONS (refresh_interval_minutes = 1)")]
    [InlineData(2, "")]
    [InlineData(3, "OPTIONS (enable_refresh = false)")]
    public async Task Reads_equal_those_of_the_query_whatever_is_written_between(int seed, string options)
    {
        const int Steps = 120;
        var random = new Random(seed);
        var engine = new Engine(_clock, _folder.FullName);
        var stored = 0;
        try
        {
            await CreateAsync(engine, options);
            for (var step = 0; step < Steps; step++)
            {
                if (random.Next(3) > 0) await engine.OutcomeAsync(Statement(random));
                _clock.Advance(TimeSpan.FromSeconds(random.Next(120)));
                if (random.Next(15) == 0)
                {
                    engine.Dispose();
                    engine = new Engine(_clock, _folder.FullName);
                }
                var (name, query) = Views[random.Next(Views.Length)];
                var before = await RowsAsync(engine, name);
                Assert.Equal(await RowsAsync(engine, $"({query})"), before);
                if (engine.Warehouse.Stored.Find(engine.Warehouse.State.Table(Engine.Name(name))!)?.IsFresh(engine.Warehouse.State, _clock.GetUtcNow()) == true) stored++;
            }
        }
        finally
        {
            engine.Dispose();
        }
        Assert.InRange(stored, 3, Steps);
    }

    /// <summary>A file that was copied while the warehouse was open is what a killed process leaves behind.</summary>
    [Fact]
    public async Task Stored_rows_outlive_a_killed_process_with_what_was_committed_and_nothing_else()
    {
        var copy = Path.Combine(_folder.FullName, "copy");
        using (var engine = new Engine(_clock, Path.Combine(_folder.FullName, "first")))
        {
            await CreateAsync(engine, "");
            await engine.OutcomeAsync("INSERT INTO t VALUES (1, 60, 'a'), (2, 70, 'b')");
            await RowsAsync(engine, "sums");
            await RowsAsync(engine, "filtered");
            await engine.OutcomeAsync("INSERT INTO u VALUES (9, 'another table')");
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.GetFiles(engine.Folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        using var killed = new Engine(_clock, copy);
        Assert.Equal(0, (await killed.OutcomeAsync("SELECT 1")).BytesProcessed);
        Assert.Equal(2 * 8, (await killed.OutcomeAsync("SELECT n FROM sums", r => r with { DryRun = true })).BytesProcessed);
        Assert.Equal(["60", "70"], await killed.RowsAsync("SELECT s FROM sums ORDER BY s"));
        await killed.OutcomeAsync("DROP MATERIALIZED VIEW sums");
        await killed.OutcomeAsync("CREATE TABLE after_it AS SELECT 1 AS one");
        Assert.Equal(["a", "b"], await killed.RowsAsync("SELECT y FROM filtered ORDER BY y"));
        Assert.Equal(["1"], await killed.RowsAsync("SELECT one FROM after_it"));
    }

    /// <summary>Time flies here: every read is an interval after the last refresh, so all readers refresh whenever a writer has been.</summary>
    [Fact]
    public async Task Readers_that_refresh_at_once_and_writers_meanwhile_agree_on_one_instant()
    {
        const int Readers = 4;
        const int Reads = 60;
        using var engine = new Engine(new Flying(), _folder.FullName);
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT x FROM UNNEST(GENERATE_ARRAY(1, 20000)) AS x");
        await engine.OutcomeAsync("CREATE TABLE other (x INT64)");
        await engine.OutcomeAsync("CREATE MATERIALIZED VIEW m OPTIONS (refresh_interval_minutes = 1) AS SELECT COUNT(*) AS n, SUM(x) AS s FROM t");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Engine.Token);
        var writers = Task.WhenAll(WriteAsync(engine, "INSERT INTO t SELECT x FROM UNNEST([1, 2, 3]) AS x", stop.Token), WriteAsync(engine, "INSERT INTO other VALUES (1)", stop.Token));
        var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(engine, Reads), Engine.Token)));
        await stop.CancelAsync();
        Assert.All(await writers, written => Assert.InRange(written, 2, int.MaxValue));
        Assert.Contains(readers, r => r.OverStored > 0);
        Assert.All(readers, r => Assert.Equal(Reads, r.Equal));
        using var connection = engine.Warehouse.Connect();
        Assert.Equal(3, connection.Count("SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data' AND starts_with(table_name, 't_')", Engine.Token));
    }

    static async Task<int> WriteAsync(Engine engine, string statement, CancellationToken stop)
    {
        var written = 0;
        for (; !stop.IsCancellationRequested; written++) await Task.Run(() => engine.OutcomeAsync(statement), CancellationToken.None);
        return written;
    }

    static async Task<(int Equal, int OverStored)> ReadAsync(Engine engine, int reads)
    {
        var (equal, overStored) = (0, 0);
        for (var i = 0; i < reads; i++)
        {
            var (outcome, recorder) = await engine.RunAsync("SELECT n, (SELECT COUNT(*) FROM t), s, (SELECT SUM(x) FROM t) FROM m");
            var row = recorder.Rows[outcome.ResultJobId!].Single().Split('|');
            if (row[0] == row[1] && row[2] == row[3]) equal++;
            if (outcome.BytesProcessed == long.Parse(row[0], CultureInfo.InvariantCulture) * 8 + 16) overStored++;
        }
        return (equal, overStored);
    }

    sealed class Flying : TimeProvider
    {
        long _minutes;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddMinutes(Interlocked.Increment(ref _minutes));
    }
}
