using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Tests.Execution;

public sealed class DestinationTests
{
    static QueryRequest To(QueryRequest request, WriteTarget target) => request with { Destination = target };

    static WriteTarget Target(WriteDisposition write) => new(Engine.Name("t")) { Write = write };

    [Theory]
    [InlineData("WriteAppend", "SELECT 3 AS a, 'z' AS b", "1|x 3|z")]
    [InlineData("WriteTruncate", "SELECT 'new' AS c", "new")]
    [InlineData("WriteTruncateData", "SELECT 9 AS a, 'y' AS b", "9|y")]
    public async Task The_result_is_what_the_table_holds_afterwards(string write, string sql, string rows)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a, 'x' AS b");
        var result = await engine.RowsAsync(sql, r => To(r, Target(Enum.Parse<WriteDisposition>(write))));
        Assert.Equal(rows, string.Join(' ', result));
        Assert.Equal(result.Order(), (await engine.RowsAsync("SELECT * FROM t")).Order());
    }

    [Theory]
    [InlineData("WriteEmpty", "SELECT 1 AS a", "duplicate", "Already Exists: Table p:d.t")]
    [InlineData("WriteAppend", "SELECT 1 AS a, 2 AS extra", "invalid", "Provided Schema does not match Table p:d.t. Cannot add fields (field: extra)")]
    [InlineData("WriteAppend", "SELECT 'text' AS a", "invalid", "Provided Schema does not match Table p:d.t. Field a has changed type from INTEGER to STRING")]
    [InlineData("WriteTruncateData", "SELECT 1 AS a", "invalid", "Provided Schema does not match Table p:d.t. Field b is missing in new schema")]
    public async Task Rows_that_do_not_fit_are_refused(string write, string sql, string reason, string message)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a, 'x' AS b");
        var error = await engine.FailsAsync(sql, r => To(r, Target(Enum.Parse<WriteDisposition>(write))));
        Assert.Equal((reason, message), (error.Reason, error.Message));
        Assert.Equal(["1|x"], await engine.RowsAsync("SELECT * FROM t"));
    }

    [Fact]
    public async Task Fields_are_added_and_relaxed_where_the_job_allows_it()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a INT64 NOT NULL)");
        var target = Target(WriteDisposition.WriteAppend) with { AllowFieldAddition = true, AllowFieldRelaxation = true };
        await engine.OutcomeAsync("SELECT CAST(NULL AS INT64) AS a, 'b' AS extra", r => To(r, target));
        Assert.Equal(["∅|b"], await engine.RowsAsync("SELECT a, extra FROM t"));
        Assert.Equal(ColumnMode.Nullable, engine.Warehouse.State.Table(Engine.Name("t"))!.Columns[0].Mode);
    }

    [Fact]
    public async Task A_missing_table_is_made_only_where_the_job_may()
    {
        using var engine = new Engine();
        var error = await engine.FailsAsync("SELECT 1 AS a", r => To(r, Target(WriteDisposition.WriteAppend) with { Create = CreateDisposition.CreateNever }));
        Assert.Equal(("notFound", "Not found: Table p:d.t"), (error.Reason, error.Message));
        await engine.OutcomeAsync("SELECT 1 AS a, DATE '2024-01-01' AS dt", r => To(r, Target(WriteDisposition.WriteEmpty) with
        {
            TimePartitioning = new TimePartitioning("DAY", "dt", null), Clustering = ["a"],
        }));
        Assert.Equal(("dt", "a"), (engine.Warehouse.State.Table(Engine.Name("t"))!.TimePartitioning!.Field, engine.Warehouse.State.Table(Engine.Name("t"))!.Clustering[0]));
    }

    [Theory]
    [InlineData("Copy", "Table")]
    [InlineData("Snapshot", "Snapshot")]
    [InlineData("Clone", "Clone")]
    public async Task Copies_hold_the_source_as_it_was(string operation, string kind)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 1 AS a");
        var at = engine.Warehouse.State.At;
        await engine.OutcomeAsync("UPDATE t SET a = 2 WHERE TRUE");
        var request = new CopyRequest([(Engine.Name("t"), at)], new WriteTarget(Engine.Name("u")), Enum.Parse<CopyOperation>(operation), null);
        Assert.Equal(1, await engine.Tables.CopyAsync(request, Engine.Token));
        Assert.Equal(["1"], await engine.RowsAsync("SELECT a FROM u"));
        Assert.Equal(kind, engine.Warehouse.State.Table(Engine.Name("u"))!.Kind.ToString());
        Assert.Equal("duplicate", (await Assert.ThrowsAsync<BigQueryException>(() => engine.Tables.CopyAsync(request, Engine.Token))).Reason);
    }

    [Fact]
    public async Task A_dropped_table_can_be_copied_from_its_past()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT 7 AS a");
        var at = engine.Warehouse.State.At;
        await engine.OutcomeAsync("DROP TABLE t");
        await engine.Tables.CopyAsync(new CopyRequest([(Engine.Name("t"), at)], new WriteTarget(Engine.Name("back")), CopyOperation.Copy, null), Engine.Token);
        Assert.Equal(["7"], await engine.RowsAsync("SELECT a FROM back"));
    }

    [Fact]
    public async Task Rows_are_read_in_the_order_they_came()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t AS SELECT x AS a FROM UNNEST([5, 3]) AS x; INSERT INTO t VALUES (1); INSERT INTO t VALUES (9)");
        var table = engine.Warehouse.State.Table(Engine.Name("t"))!;
        var rows = await engine.Tables.ReadAsync(new TableRows(table) { Offset = 1, Limit = 2 }, (reader, _) =>
        {
            var read = new List<long>();
            while (reader.Read()) read.Add(reader.GetInt64(0));
            return Task.FromResult(read);
        }, Engine.Token);
        Assert.Equal([3, 1], rows);
        Assert.Equal(new TableFigures(4, 32), await engine.Tables.FiguresAsync(table, Engine.Token));
    }
}
