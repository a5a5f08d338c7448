using System.Text;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Tests.Runs;

public sealed class ControlObjectsTests : IAsyncLifetime
{
    static readonly ControlNames Names = new(SandboxServices.Target);

    SandboxServices _sandbox = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxServices.WithBucketAsync(Token);

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return default;
    }

    static LeaseContent Content(string run, TimeSpan? expiresIn = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new LeaseContent
        {
            Owner = $"owner of {run}",
            Run = run,
            Purpose = "phase1",
            Host = $"host of {run}",
            Process = 1,
            ProcessStart = now,
            AcquiredAt = now,
            HeartbeatAt = now,
            ExpiresAt = now + (expiresIn ?? LeaseRule.TimeToLive),
        };
    }

    Task<LeaseHolder> AcquireAsync(LeaseContent content, Func<LeaseContent, Task>? takenOver = null) =>
        LeaseHolder.AcquireAsync(_sandbox.Bucket, Names.Lease, content, TimeProvider.System, new Conflict(takenOver ?? (_ => Task.CompletedTask)), Token);

    sealed class Conflict(Func<LeaseContent, Task> takenOver) : ILeaseConflict
    {
        public Task<bool> WaitAsync(LeaseContent held, long generation, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task CheckAsync(LeaseContent abandoned, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RecoverAsync(LeaseContent abandoned, CancellationToken cancellationToken) => takenOver(abandoned);
    }

    [Fact]
    public async Task A_lease_excludes_others_until_it_is_released()
    {
        using var first = await AcquireAsync(Content("run-1"));
        var refused = await Assert.ThrowsAsync<ErosException>(() => AcquireAsync(Content("run-2")));
        await first.ReleaseAsync();
        using var second = await AcquireAsync(Content("run-2"));
        await second.ReleaseAsync();

        Assert.Equal(ErosErrorCode.LeaseHeld, refused.Code);
        Assert.Contains("owner of run-1", refused.Message, StringComparison.Ordinal);
        Assert.True(second.Fence > first.Fence);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_gets_the_lease()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return await AcquireAsync(Content($"run-{i}"));
            }
            catch (ErosException e) when (e.Code == ErosErrorCode.LeaseHeld)
            {
                return null;
            }
        }));

        var holder = Assert.Single(outcomes.OfType<LeaseHolder>());
        await holder.ReleaseAsync();
        holder.Dispose();
    }

    [Fact]
    public async Task A_lease_whose_answer_was_lost_is_ours()
    {
        var spoiled = 0;
        _sandbox.Faults.Choose = (method, path, _) => method == "POST" && path.Contains(".lease", StringComparison.Ordinal) && spoiled++ == 0 ? Fault.AnswerLost : null;

        using var holder = await AcquireAsync(Content("run-1"));
        await holder.ReleaseAsync();

        Assert.True(spoiled >= 2);
        Assert.Null(await _sandbox.Bucket.ReadAsync(Names.Lease, Token));
    }

    [Fact]
    public async Task An_expired_lease_is_taken_over_and_its_run_told()
    {
        await _sandbox.Bucket.TryCreateAsync(Names.Lease, LeaseJson.Write(Content("dead", expiresIn: TimeSpan.FromHours(-1))), Token);
        var told = new List<string>();

        using var holder = await AcquireAsync(Content("run-2"), lost =>
        {
            told.Add(lost.Run);
            return Task.CompletedTask;
        });
        await holder.ReleaseAsync();

        Assert.Equal(["dead"], told);
    }

    [Fact]
    public async Task A_lease_that_is_no_lease_is_not_broken()
    {
        await _sandbox.Bucket.TryCreateAsync(Names.Lease, "hello"u8.ToArray(), Token);

        Assert.Equal(ErosErrorCode.LeaseHeld, (await Assert.ThrowsAsync<ErosException>(() => AcquireAsync(Content("run-2")))).Code);
    }

    [Fact]
    public async Task The_history_keeps_every_line_of_concurrent_writers()
    {
        var history = new HistoryStore(_sandbox.Bucket, Names);
        for (var i = 0; i < 3; i++)
        {
            await Task.WhenAll(
                history.AppendAsync([Line($"a{i}"), Line($"b{i}")], Token),
                history.AppendAsync([Line($"c{i}")], Token));
        }

        Assert.Equal(9, (await history.ReadAsync(Token)).Select(e => e.Step).Distinct().Count());
    }

    static HistoryEntry Line(string step) =>
        new() { At = DateTimeOffset.UnixEpoch, Run = "r", Event = HistoryEvent.Applied, By = "me", Phase = "p", Step = step, Checksum = "sha256:1" };

    [Fact]
    public async Task A_journal_has_one_writer()
    {
        var first = new JournalWriter(_sandbox.Bucket, Names, "run-1", 1, TimeProvider.System);
        var second = new JournalWriter(_sandbox.Bucket, Names, "run-1", 2, TimeProvider.System);
        await first.WriteAsync(JournalEvent.StepIntended, Token, e => e with { Step = "a" });

        var refused = await Assert.ThrowsAsync<ErosException>(() => second.WriteAsync(JournalEvent.StepIntended, Token));
        await first.WriteAsync(JournalEvent.StepDone, Token, e => e with { Step = "a" });
        await first.EndAsync(Token);

        Assert.Equal(ErosErrorCode.LeaseLost, refused.Code);
        var entries = await new JournalReader(_sandbox.Bucket, Names).ReadAsync("run-1", Token);
        Assert.Equal([JournalEvent.StepIntended, JournalEvent.StepDone, JournalEvent.RunEnded], entries.Select(e => e.Event));
    }

    /// <summary>Readers stop at a gap: what is told after a failed write would not be heard.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_entry_whose_write_failed_leaves_no_gap_and_one_that_was_written_all_the_same_stays(bool written)
    {
        var journal = new JournalWriter(_sandbox.Bucket, Names, "run-1", 1, TimeProvider.System);
        await journal.WriteAsync(JournalEvent.StepIntended, Token);
        var lost = false;
        _sandbox.Faults.Choose = (_, _, _) =>
        {
            var fault = written && !lost ? Fault.AnswerLost : Fault.Forbidden;
            lost = true;
            return fault;
        };
        await Assert.ThrowsAsync<ErosException>(() => journal.WriteAsync(JournalEvent.StepDone, Token));
        _sandbox.Faults.Choose = (_, _, _) => null;

        await journal.WriteAsync(JournalEvent.UndoIntended, Token);
        await journal.EndAsync(Token);

        var entries = await new JournalReader(_sandbox.Bucket, Names).ReadAsync("run-1", Token);
        Assert.Equal([JournalEvent.StepIntended, .. written ? [JournalEvent.StepDone] : Array.Empty<JournalEvent>(), JournalEvent.UndoIntended, JournalEvent.RunEnded], entries.Select(e => e.Event));
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(e => e.Sequence));
        Assert.Equal(entries.Count, (await _sandbox.Bucket.ListAsync(Names.Journal("run-1"), Token)).Count);
    }

    [Fact]
    public async Task A_run_that_wrote_nothing_has_no_journal()
    {
        await new JournalWriter(_sandbox.Bucket, Names, "run-1", 1, TimeProvider.System).EndAsync(Token);

        Assert.Empty(await _sandbox.Bucket.ListAsync(Names.Journal("run-1"), Token));
    }

    [Fact]
    public async Task A_write_names_the_generation_it_replaces()
    {
        var bucket = _sandbox.Bucket;
        var first = await bucket.TryCreateAsync("x", Encoding.UTF8.GetBytes("1"), Token);
        var second = await bucket.TryReplaceAsync("x", Encoding.UTF8.GetBytes("2"), first!.Value, Token);

        Assert.Null(await bucket.TryReplaceAsync("x", Encoding.UTF8.GetBytes("3"), first.Value, Token));
        Assert.False(await bucket.TryDeleteAsync("x", first.Value, Token));
        Assert.True(await bucket.TryDeleteAsync("x", second!.Value, Token));
    }
}
