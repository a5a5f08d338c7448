using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Tests.Runs;

public sealed class AbandonedRunTests : IAsyncLifetime
{
    readonly ShopCatalogue _catalogue = new();
    SandboxServices _sandbox = null!;
    ErosServices _services = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServices.WithBucketAsync(Token);
        _services = _sandbox.Services(await _catalogue.OpenAsync(Token));
    }

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        _catalogue.Dispose();
        return default;
    }

    async Task<IReadOnlyList<string>> RecordAsync(params (JournalEvent Event, string? Step)[] entries)
    {
        var journal = new JournalWriter(_services.Bucket, _services.Names, "dead", 1, TimeProvider.System);
        foreach (var (what, step) in entries)
            await journal.WriteAsync(what, Token, e => e with { Phase = "tax", Step = step, Checksum = "sha256:1", Job = $"eros_dead_{step}_1" });
        return await new AbandonedRun(_services).TakeOverAsync("dead", "next", Token);
    }

    [Fact]
    public async Task Steps_that_are_proven_done_are_put_into_the_history_once()
    {
        var recorded = await RecordAsync((JournalEvent.StepIntended, "a"), (JournalEvent.StepDone, "a"), (JournalEvent.StepIntended, "b"));

        Assert.Equal(["tax/a"], recorded);
        Assert.Empty(await new AbandonedRun(_services).TakeOverAsync("dead", "next", Token));
        var applied = AppliedState.Of(await _services.History.ReadAsync(Token));
        Assert.Equal("sha256:1", applied.Find("tax", "a")?.Checksum);
        Assert.Null(applied.Find("tax", "b"));
    }

    [Theory]
    [InlineData(JournalEvent.RunEnded)]
    [InlineData(JournalEvent.UndoIntended)]
    internal async Task A_run_that_ended_or_began_its_undo_has_nothing_to_record(JournalEvent last) =>
        Assert.Empty(await RecordAsync((JournalEvent.StepIntended, "a"), (JournalEvent.StepDone, "a"), (last, null)));

    [Fact]
    public async Task A_failed_step_is_not_recorded() =>
        Assert.Empty(await RecordAsync((JournalEvent.StepIntended, "a"), (JournalEvent.StepFailed, "a")));
}
