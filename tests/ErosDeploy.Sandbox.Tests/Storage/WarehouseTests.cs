using System.Diagnostics;
using ErosDeploy.Sandbox.Storage;
using ErosDeploy.Sandbox.Tests.Execution;

namespace ErosDeploy.Sandbox.Tests.Storage;

public sealed class WarehouseTests
{
    [Fact]
    public async Task A_cancelled_statement_stops_at_once()
    {
        using var engine = new Engine();
        using var connection = engine.Warehouse.Connect();
        using var cancel = new CancellationTokenSource();
        var run = Task.Run(() => connection.Count("SELECT count(*) FROM range(100000000000) a, range(100000) b WHERE hash(a.range) % 7 = b.range", cancel.Token), Engine.Token);
        Assert.False(run.IsCompleted);
        var clock = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(clock.ElapsedMilliseconds < 1000, $"took {clock.ElapsedMilliseconds} ms");
        Assert.Equal(1, connection.Count("SELECT 1", Engine.Token));
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_no_trace()
    {
        using var engine = new Engine();
        using var connection = engine.Warehouse.Connect();
        var version = engine.Warehouse.State.Version;
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Warehouse.CommitAsync<int>(connection, commit =>
        {
            commit.Remove(new ErosDeploy.Sandbox.Catalog.DatasetName("p", "d"));
            throw new InvalidOperationException("no");
        }, Engine.Token));
        Assert.Equal(version, engine.Warehouse.State.Version);
        Assert.Single(engine.Warehouse.Catalog.ListDatasets("p"));
    }

    [Fact]
    public void A_folder_that_is_open_cannot_be_opened_again_and_the_error_names_the_process()
    {
        using var engine = new Engine();
        var error = Assert.Throws<FolderInUseException>(() => Warehouse.Open(engine.Folder));
        Assert.Equal(Environment.ProcessId, error.ProcessId);
        Assert.Contains(engine.Folder, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 1)]
    [InlineData(15, 1)]
    [InlineData(20, 2)]
    [InlineData(99, 2)]
    public void The_log_knows_which_version_was_in_force(int second, long version)
    {
        var log = new CommitLog();
        log.Add(1, DateTimeOffset.UnixEpoch.AddSeconds(10));
        log.Add(2, DateTimeOffset.UnixEpoch.AddSeconds(20));
        Assert.Equal(version, log.VersionAt(DateTimeOffset.UnixEpoch.AddSeconds(second), DateTimeOffset.UnixEpoch.AddSeconds(99)));
    }

    [Fact]
    public async Task A_transaction_gets_a_table_only_when_no_other_transaction_has_it()
    {
        var locks = new TableLocks();
        var (one, two) = (new object(), new object());
        var held = await locks.TryTakeAsync(1, one, Engine.Token);
        Assert.NotNull(held);
        Assert.Null(await locks.TryTakeAsync(1, two, Engine.Token));
        var waiting = locks.TakeAsync(1, Engine.Token);
        Assert.False(waiting.IsCompleted);
        held.Dispose();
        using var turn = await waiting;
    }
}
