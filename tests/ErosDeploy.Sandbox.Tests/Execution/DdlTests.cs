using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Tests.Execution;

public sealed class DdlTests
{
    [Fact]
    public async Task Create_table_answers_with_its_columns()
    {
        using var engine = new Engine();
        var outcome = await engine.OutcomeAsync("CREATE OR REPLACE TABLE fresh (id INT64 NOT NULL, name STRING)");
        Assert.Equal(["id Required", "name Nullable"], outcome.Columns!.Select(c => $"{c.Name} {c.Mode}"));
    }

    [Fact]
    public async Task Create_table_keeps_columns_partitioning_clustering_options_and_constraints()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("""
            CREATE TABLE t (
              id INT64 NOT NULL OPTIONS(description='the key'),
              ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP(),
              tags ARRAY<STRING>,
              r STRUCT<a INT64 NOT NULL, b ARRAY<STRING>>,
              n NUMERIC(10, 2),
              PRIMARY KEY (id) NOT ENFORCED
            )
            PARTITION BY DATE(ts) CLUSTER BY id
            OPTIONS(description='all of it', labels=[('team', 'x')], partition_expiration_days=3, require_partition_filter=true)
            """);
        var table = engine.Warehouse.State.Table(Engine.Name("t"))!;
        Assert.Equal([ColumnMode.Required, ColumnMode.Nullable, ColumnMode.Repeated, ColumnMode.Nullable, ColumnMode.Nullable], table.Columns.Select(c => c.Mode));
        Assert.Equal("the key", table.Columns[0].Description);
        Assert.Equal("CURRENT_TIMESTAMP()", table.Columns[1].DefaultExpression);
        Assert.Equal([ColumnMode.Required, ColumnMode.Repeated], table.Columns[3].Fields.Select(f => f.Mode));
        Assert.Equal(new TimePartitioning("DAY", "ts", 3 * 86400000L), table.TimePartitioning);
        Assert.Equal(["id"], table.Clustering);
        Assert.Equal(["id"], table.Constraints.PrimaryKey);
        Assert.Equal(("all of it", "x", true), (table.Description, table.Labels["team"], table.RequirePartitionFilter));
    }

    [Theory]
    [InlineData("CREATE TABLE t (a INT64)", "duplicate", "Already Exists: Table p:d.t")]
    [InlineData("CREATE TABLE missing.t (a INT64)", "notFound", "Not found: Dataset p:missing was not found in location US")]
    [InlineData("CREATE TABLE c (a INT64) CLUSTER BY b", "invalid", "The field specified for clustering cannot be found in the schema. Invalid field: b")]
    [InlineData("CREATE TABLE c (a INT64, b INT64, c INT64, e INT64, f INT64) CLUSTER BY a, b, c, e, f", "invalid", "Clustering is only supported for up to 4 columns.")]
    [InlineData("CREATE TABLE c (a FLOAT64) CLUSTER BY a", "invalid", "Clustering is not supported on column a of type FLOAT64")]
    [InlineData("CREATE TABLE c (a INT64) OPTIONS(colour='red')", "invalidQuery", "Unknown option: colour")]
    [InlineData("DROP TABLE nothing", "notFound", "Not found: Table p:d.nothing was not found in location US")]
    [InlineData("DROP VIEW t", "invalid", "p:d.t is not allowed for this operation because it is currently a TABLE.")]
    [InlineData("ALTER TABLE nothing ADD COLUMN x INT64", "notFound", "Not found: Table p:d.nothing was not found in location US")]
    [InlineData("ALTER TABLE t ADD COLUMN x INT64 NOT NULL", "invalidQuery", "ADD COLUMN cannot add REQUIRED column x to an existing table")]
    [InlineData("CREATE VIEW v AS SELECT * FROM nothing", "notFound", "Not found: Table p:d.nothing was not found in location US")]
    [InlineData("DROP SCHEMA d", "resourceInUse", "Dataset p:d is still in use")]
    [InlineData("TRUNCATE TABLE v0", "invalid", "p:d.v0 is not allowed for this operation because it is currently a VIEW.")]
    public async Task Refusals_name_what_is_wrong(string sql, string reason, string message)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a INT64); CREATE VIEW v0 AS SELECT a FROM t");
        var error = await engine.FailsAsync(sql);
        Assert.Equal(reason, error.Reason);
        Assert.StartsWith(message, error.Message);
    }

    [Theory]
    [InlineData("CREATE TABLE IF NOT EXISTS t (z STRING)", "SKIP")]
    [InlineData("CREATE OR REPLACE TABLE t (z STRING)", "REPLACE")]
    [InlineData("CREATE TABLE u LIKE t", "CREATE")]
    [InlineData("DROP TABLE IF EXISTS nothing", "SKIP")]
    [InlineData("DROP TABLE t", "DROP")]
    [InlineData("ALTER TABLE IF EXISTS nothing ADD COLUMN z INT64", "SKIP")]
    [InlineData("ALTER TABLE t SET OPTIONS(description='x')", "ALTER")]
    [InlineData("CREATE SCHEMA other", "CREATE")]
    [InlineData("DROP SCHEMA d CASCADE", "DROP")]
    [InlineData("CREATE OR REPLACE FUNCTION f(x INT64) AS (x)", "CREATE")]
    [InlineData("DROP FUNCTION IF EXISTS f", "SKIP")]
    public async Task The_outcome_says_what_was_done(string sql, string operation)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a INT64)");
        Assert.Equal(operation, (await engine.OutcomeAsync(sql)).Ddl!.Operation);
    }

    [Fact]
    public async Task Columns_can_be_added_renamed_dropped_and_made_again()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a, 'x' AS b");
        await engine.OutcomeAsync("ALTER TABLE t ADD COLUMN c FLOAT64; ALTER TABLE t RENAME COLUMN b TO label");
        await engine.OutcomeAsync("UPDATE t SET c = 1.5 WHERE TRUE");
        Assert.Equal(["1|x|1.5"], await engine.RowsAsync("SELECT a, label, c FROM t"));
        await engine.OutcomeAsync("ALTER TABLE t DROP COLUMN c");
        await engine.OutcomeAsync("ALTER TABLE t ADD COLUMN c STRING");
        Assert.Equal(["1|x|∅"], await engine.RowsAsync("SELECT * FROM t"));
        await engine.OutcomeAsync("ALTER TABLE t ALTER COLUMN a SET DATA TYPE NUMERIC");
        await engine.OutcomeAsync("INSERT INTO t (a) VALUES (2.5)");
        Assert.Equal(["2"], await engine.RowsAsync("SELECT COUNT(*) FROM t WHERE a IN (1, 2.5)"));
    }

    [Fact]
    public async Task A_renamed_table_keeps_its_rows()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a; ALTER TABLE t RENAME TO u");
        Assert.Equal(["1"], await engine.RowsAsync("SELECT a FROM u"));
        Assert.Null(engine.Warehouse.State.Table(Engine.Name("t")));
    }

    [Fact]
    public async Task Views_functions_and_table_functions_answer_from_the_live_tables()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT x FROM UNNEST([1, 2, 3]) AS x");
        await engine.OutcomeAsync("CREATE VIEW v AS SELECT x * 2 AS y FROM d.t");
        await engine.OutcomeAsync("CREATE MATERIALIZED VIEW m AS SELECT COUNT(*) AS n FROM d.t");
        await engine.OutcomeAsync("CREATE FUNCTION plus(a INT64, b INT64) RETURNS INT64 AS (a + b)");
        await engine.OutcomeAsync("CREATE TABLE FUNCTION above(n INT64) AS SELECT x FROM d.t WHERE x > n");
        await engine.OutcomeAsync("INSERT INTO t VALUES (4)");
        Assert.Equal(["20"], await engine.RowsAsync("SELECT SUM(y) FROM v"));
        Assert.Equal(["4"], await engine.RowsAsync("SELECT n FROM m"));
        Assert.Equal(["7"], await engine.RowsAsync("SELECT SUM(d.plus(x, 0)) FROM d.above(2)"));
    }

    [Fact]
    public async Task Ddl_of_every_object_recreates_it_to_the_same_ddl()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("""
            CREATE TABLE t (id INT64 NOT NULL OPTIONS(description="k \"q\""), `order` ARRAY<STRUCT<a INT64, b STRING>>, ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP())
            PARTITION BY DATE(ts) CLUSTER BY id OPTIONS(description="two\nlines", labels=[("a", "b")]);
            CREATE VIEW v OPTIONS(description="w") AS SELECT id FROM d.t;
            CREATE FUNCTION f(x INT64) RETURNS INT64 AS ((x + 1) * 2);
            CREATE FUNCTION g(x ANY TYPE) AS (x);
            CREATE TABLE FUNCTION tf(n INT64) AS SELECT id FROM d.t WHERE id > n;
            CREATE PROCEDURE pr(IN a INT64, OUT b STRING) BEGIN SET b = 'x'; END;
            """);
        const string All = "SELECT ddl FROM d.INFORMATION_SCHEMA.TABLES UNION ALL SELECT ddl FROM d.INFORMATION_SCHEMA.ROUTINES ORDER BY ddl";
        var before = await engine.RowsAsync(All);
        Assert.Equal(6, before.Length);
        foreach (var ddl in before) await engine.OutcomeAsync("CREATE OR REPLACE " + ddl["CREATE ".Length..]);
        Assert.Equal(before, await engine.RowsAsync(All));
    }

    [Fact]
    public async Task Dry_runs_change_nothing()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        foreach (var sql in new[] { "CREATE TABLE u (a INT64)", "INSERT INTO t VALUES (2)", "DELETE FROM t WHERE TRUE", "DROP TABLE t", "TRUNCATE TABLE t", "CREATE TABLE u AS SELECT 1 AS a" })
            await engine.OutcomeAsync(sql, r => r with { DryRun = true });
        Assert.Equal(["1"], await engine.RowsAsync("SELECT a FROM t"));
        Assert.Null(engine.Warehouse.State.Table(Engine.Name("u")));
        Assert.Equal("a", Assert.Single((await engine.OutcomeAsync("INSERT INTO t VALUES (2)", r => r with { DryRun = true })).Columns!).Name);
    }
}
