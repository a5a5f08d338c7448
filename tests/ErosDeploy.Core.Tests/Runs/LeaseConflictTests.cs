using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Tests.Cloud;

namespace ErosDeploy.Core.Tests.Runs;

/// <summary>Leases of processes that died: that of the run itself is waited for, that of another run is only taken over where nothing is half done.</summary>
public sealed class LeaseConflictTests : ShopTests
{
    readonly LeapingTime _time = new(TimeSpan.FromSeconds(15));
    readonly RecordingObserver _observer = new();

    ErosServices Services => Shop.ServicesAt(_time) with { Observer = _observer };

    Task<PhaseResult> RunAsync(string? run) => new PhaseService(Services).RunAsync(new PhaseRequest("tax", run), null, Token);

    /// <summary>A lease of a process on another machine, whose clock may be ahead.</summary>
    async Task LeaseAsync(string run, TimeSpan expiresIn, string host = "elsewhere")
    {
        var now = _time.GetUtcNow();
        var lease = new LeaseContent { Owner = "admin@elsewhere (process 7)", Run = run, Purpose = "phase tax", Host = host, Process = 7, ProcessStart = now, AcquiredAt = now, HeartbeatAt = now, ExpiresAt = now + expiresIn };
        await Shop.Services.Bucket.TryCreateAsync(Shop.Services.Names.Lease, LeaseJson.Write(lease), Token);
    }

    async Task ReplaceLeaseAsync(Func<LeaseContent, LeaseContent> change)
    {
        var stored = await Shop.Services.Bucket.ReadAsync(Shop.Services.Names.Lease, Token);
        await Shop.Services.Bucket.TryReplaceAsync(Shop.Services.Names.Lease, LeaseJson.Write(change(LeaseJson.Read(stored!.Content)!)), stored.Generation, Token);
    }

    [Fact]
    public async Task A_resumed_run_waits_until_the_lease_of_its_dead_process_is_over_and_says_why()
    {
        await LeaseAsync("release", TimeSpan.FromSeconds(160));
        var started = _time.Elapsed;

        var result = await RunAsync("release");

        Assert.Equal((EndState.Succeeded, "release"), (result.EndState, result.RunId));
        Assert.InRange(_time.Elapsed - started, TimeSpan.FromSeconds(220), TimeSpan.FromSeconds(300));
        Assert.Contains("Run release is still leased by admin@elsewhere (process 7), last heard of at 08:00:", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
        Assert.Contains(_observer.Progress, p => p.Status.StartsWith("waiting for the lease of admin@elsewhere", StringComparison.Ordinal));
        Assert.Null(await new LeaseService(Services).ReadAsync(Token));
    }

    [Fact]
    public async Task A_holder_whose_heartbeat_moves_lives_and_the_resumed_run_stops()
    {
        await LeaseAsync("release", LeaseRule.TimeToLive);
        _observer.On = p => p.Status.EndsWith("220 s", StringComparison.Ordinal) ? ReplaceLeaseAsync(l => l with { HeartbeatAt = _time.GetUtcNow(), ExpiresAt = _time.GetUtcNow() + LeaseRule.TimeToLive }) : Task.CompletedTask;
        var started = _time.Elapsed;

        var error = await Assert.ThrowsAsync<ErosException>(() => RunAsync("release"));

        Assert.Equal("EROS2003", error.CodeText);
        Assert.Contains("admin@elsewhere (process 7) is working on this dataset: phase tax, run release", error.Message, StringComparison.Ordinal);
        Assert.True(_time.Elapsed - started < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_lease_that_is_released_meanwhile_is_waited_for_no_longer()
    {
        await LeaseAsync("release", LeaseRule.TimeToLive);
        _observer.On = async p =>
        {
            if (p.Status.EndsWith("220 s", StringComparison.Ordinal))
                await Shop.Services.Bucket.TryDeleteAsync(Shop.Services.Names.Lease, (await Shop.Services.Bucket.ReadAsync(Shop.Services.Names.Lease, Token))!.Generation, Token);
        };

        Assert.Equal(EndState.Succeeded, (await RunAsync("release")).EndState);
    }

    [Fact]
    public async Task A_clock_that_is_far_ahead_is_not_waited_for_longer_than_a_lease_lasts()
    {
        await LeaseAsync("release", TimeSpan.FromHours(5));
        var started = _time.Elapsed;

        Assert.Equal("EROS2003", (await Assert.ThrowsAsync<ErosException>(() => RunAsync("release"))).CodeText);
        Assert.InRange(_time.Elapsed - started, LeaseRule.TimeToLive, TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData("another", "elsewhere")]
    [InlineData("release", null)]
    public async Task A_lease_of_another_run_or_of_a_living_process_here_is_not_waited_for(string run, string? host)
    {
        await LeaseAsync(run, LeaseRule.TimeToLive, host ?? Worker.Current().Host);
        if (host is null)
            await ReplaceLeaseAsync(l => l with { Process = Environment.ProcessId, ProcessStart = Worker.Current().ProcessStart });
        var started = _time.Elapsed;

        Assert.Equal("EROS2003", (await Assert.ThrowsAsync<ErosException>(() => RunAsync("release"))).CodeText);
        Assert.Equal(started, _time.Elapsed);
    }

    [Fact]
    public async Task A_new_run_leaves_to_a_dead_one_what_that_left_half_done()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        await DieAsync("dead", JournalEvent.StepDone);

        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token));
        Assert.Equal("EROS2032", error.CodeText);
        Assert.Contains("(phase tax) left tax half done. Resume-ErosDeployment dead goes on with it", error.Message, StringComparison.Ordinal);

        Assert.Equal(EndState.RolledBack, Assert.IsType<PhaseResult>(await new RunService(Shop.Services).ResumeAsync("dead", undo: true, Token)).EndState);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }

    /// <summary>Its process did not die: it could not see whether the dead one's job works, and ended.</summary>
    [Fact]
    public async Task A_run_that_ended_by_an_error_with_something_half_done_is_not_passed_by_either()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        await DieAsync("dead", JournalEvent.StepIntended);
        Refuse((path, body) => $"{path} {body}".Contains("-better-tax_", StringComparison.Ordinal) && path.Contains("/jobs", StringComparison.Ordinal));
        Assert.Equal("EROS5012", (await Assert.ThrowsAsync<ErosException>(() => new RunService(Shop.Services).ResumeAsync("dead", undo: true, Token))).CodeText);
        Refuse(null);

        Assert.True((await new LeaseService(Shop.Services).ReadAsync(Token))!.Abandoned);
        Assert.Equal("EROS2032", (await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token))).CodeText);

        Assert.Equal(EndState.RolledBack, Assert.IsType<PhaseResult>(await new RunService(Shop.Services).ResumeAsync("dead", undo: true, Token)).EndState);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        Assert.Null(await new LeaseService(Shop.Services).ReadAsync(Token));
        Assert.Equal(EndState.Succeeded, (await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)).EndState);
    }

    /// <summary>The id of a step that was begun is taken, so that it never runs: a run that goes on does not take that for the step.</summary>
    [Fact]
    public async Task A_step_that_was_kept_from_running_is_not_called_done()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        await DieAsync("dead", JournalEvent.StepIntended);
        var (taken, gone) = (false, false);
        Shop.Sandbox.Faults.Read = (_, _, body) => taken |= body?.Contains("eros_nothing", StringComparison.Ordinal) == true;
        Shop.Sandbox.Faults.Choose = (_, _, _) => gone ? Fault.Killed : (gone = taken) ? Fault.AnswerLost : null;
        await Assert.ThrowsAnyAsync<Exception>(() => new RunService(Shop.Services).ResumeAsync("dead", undo: true, Token));
        Assert.True(taken);
        Refuse(null);
        await ReplaceLeaseAsync(l => l with { ExpiresAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10) });

        var result = Assert.IsType<PhaseResult>(await new RunService(Shop.Services).ResumeAsync("dead", undo: false, Token));

        Assert.True(result.EndState == EndState.RolledBack && result.Error!.Contains("so that this one never runs", StringComparison.Ordinal), $"{result.EndState}: {result.Error}");
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }

    /// <summary>A step of kind once that was begun and could not be undone would be done twice by a run that simply begins again.</summary>
    [Fact]
    public async Task What_a_run_left_inconsistent_is_put_right_or_given_up_before_another_begins()
    {
        Refuse((_, body) => body.Contains("DROP VIEW", StringComparison.Ordinal));
        var result = await Shop.Phases.RunAsync(new PhaseRequest("spoilt", "spoils"), null, Token);
        Refuse(null);
        Assert.True(result.EndState == EndState.Inconsistent, $"{result.EndState}: {result.Error}");
        Assert.Contains(result.Notes, n => n.Contains("Resume-ErosDeployment spoils -Undo", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token));
        Assert.Contains("(phase spoilt) left spoilt half done", error.Message, StringComparison.Ordinal);
        var found = await new RunService(Shop.Services).FindAsync(null, Token);
        Assert.Equal(("spoils", RunState.Interrupted, EndState.Inconsistent), (found.RunId, found.State, found.EndState));

        var leases = new LeaseService(Shop.Services);
        await leases.BreakAsync((await leases.ReadAsync(Token))!, Token);
        Assert.Equal(EndState.Succeeded, (await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)).EndState);
        var late = await Assert.ThrowsAsync<ErosException>(() => new RunService(Shop.Services).ResumeAsync("spoils", undo: true, Token));
        Assert.Contains("taken over by run", late.Message, StringComparison.Ordinal);
    }

    /// <summary>The process dies before it says that it left something inconsistent.</summary>
    [Fact]
    public async Task An_undo_that_failed_in_part_is_half_done_also_where_nobody_said_so()
    {
        var (dead, refused) = (false, false);
        Shop.Sandbox.Faults.Read = (_, _, body) =>
        {
            dead |= body?.Contains($"\"event\": \"{JournalEvent.RunEnded}\"", StringComparison.Ordinal) == true;
            refused = body?.Contains("DROP VIEW", StringComparison.Ordinal) == true;
        };
        Shop.Sandbox.Faults.Choose = (_, _, _) => dead ? Fault.Killed : refused ? Fault.Forbidden : null;
        Assert.Equal(EndState.Inconsistent, (await Shop.Phases.RunAsync(new PhaseRequest("spoilt", "spoils"), null, Token)).EndState);
        Assert.True(dead);
        Refuse(null);
        await ReplaceLeaseAsync(l => l with { ExpiresAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10) });

        Assert.Equal("EROS2032", (await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token))).CodeText);
        Assert.Equal(EndState.RolledBack, Assert.IsType<PhaseResult>(await new RunService(Shop.Services).ResumeAsync("spoils", undo: true, Token)).EndState);
    }

    [Fact]
    public async Task A_dead_run_that_had_begun_no_step_is_taken_over()
    {
        await DieAsync("dead", JournalEvent.RunStarted);

        Assert.Equal(EndState.Succeeded, (await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)).EndState);
        Assert.Equal("EROS2023", (await Assert.ThrowsAsync<ErosException>(() => new RunService(Shop.Services).ResumeAsync("dead", undo: false, Token))).CodeText);
    }

    [Fact]
    public async Task What_is_half_done_is_taken_over_when_it_was_given_up()
    {
        await DieAsync("dead", JournalEvent.StepDone);
        var leases = new LeaseService(Shop.Services);
        await leases.BreakAsync((await leases.ReadAsync(Token))!, Token);

        Assert.Equal(EndState.Succeeded, (await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)).EndState);
    }

    [Fact]
    public async Task A_restore_takes_over_what_is_half_done()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        await DieAsync("dead", JournalEvent.StepDone);

        Assert.Equal(EndState.Succeeded, (await Shop.Restores.RunAsync(new RestoreRequest(backup.Id), null, Token)).EndState);
    }

    [Theory]
    [InlineData(false, JournalEvent.Captured)]
    [InlineData(true, JournalEvent.Captured, JournalEvent.StepIntended)]
    [InlineData(true, JournalEvent.StepIntended, JournalEvent.StepDone)]
    [InlineData(true, JournalEvent.StepIntended, JournalEvent.UndoIntended)]
    [InlineData(false, JournalEvent.StepIntended, JournalEvent.UndoIntended, JournalEvent.UndoDone)]
    [InlineData(false, JournalEvent.StepIntended, JournalEvent.PhaseDone)]
    [InlineData(false, JournalEvent.StepIntended, JournalEvent.PhaseDone, JournalEvent.WatchBegun)]
    [InlineData(true, JournalEvent.StepIntended, JournalEvent.PhaseDone, JournalEvent.WatchEnded, JournalEvent.UndoIntended)]
    [InlineData(false, JournalEvent.StepIntended, JournalEvent.RunEnded)]
    internal void Half_done_is_what_was_begun_and_neither_done_nor_undone(bool expected, params JournalEvent[] events)
    {
        var entries = events.Prepend(JournalEvent.RunStarted).Select(e => new JournalEntry { Sequence = 1, At = DateTimeOffset.UnixEpoch, Run = "r", Fence = 1, Event = e, Phase = "tax", Request = new RunRequest("tax", null) }).ToList();

        Assert.Equal(expected ? "tax" : null, new RunPast(entries).HalfDone);
    }

    [Theory]
    [InlineData("tax", EndState.Inconsistent, null)]
    [InlineData(null, EndState.Inconsistent, "an undo, which can be asked for again")]
    [InlineData(null, EndState.RolledBack, null)]
    [InlineData(null, EndState.Succeeded, null)]
    public void Half_done_is_what_a_run_says_it_left_inconsistent(string? expected, EndState end, string? undo)
    {
        var started = new JournalEntry { Sequence = 1, At = DateTimeOffset.UnixEpoch, Run = "r", Fence = 1, Event = JournalEvent.RunStarted, Request = new RunRequest("tax", null, undo) };
        var ended = started with { Sequence = 3, Event = JournalEvent.RunEnded, Request = null, End = end };

        Assert.Equal(expected, new RunPast([started, started with { Sequence = 2, Event = JournalEvent.UndoDone, Phase = "tax" }, ended]).HalfDone);
    }

    /// <summary>403 for the calls of which that is true of path and body; null: for none.</summary>
    void Refuse(Func<string, string, bool>? isRefused)
    {
        var refused = false;
        Shop.Sandbox.Faults.Read = isRefused is null ? null : (_, path, body) => refused = isRefused(path, body ?? "");
        Shop.Sandbox.Faults.Choose = (_, _, _) => isRefused is not null && refused ? Fault.Forbidden : null;
    }

    /// <summary>The process dies when the answer to the write of such an entry is lost; its lease is over, as time has it and not because it was broken.</summary>
    async Task DieAsync(string run, JournalEvent at)
    {
        var (dead, due) = (false, false);
        Shop.Sandbox.Faults.Read = (_, _, body) => due |= body?.Contains($"\"event\": \"{at}\"", StringComparison.Ordinal) == true;
        Shop.Sandbox.Faults.Choose = (_, _, _) => dead ? Fault.Killed : (dead = due) ? Fault.AnswerLost : null;
        try
        {
            await Shop.Phases.RunAsync(new PhaseRequest("tax", run), null, Token);
        }
        catch (Exception e) when (dead && e is ErosException or OperationCanceledException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(e.Message);
        }
        Assert.True(dead);
        Shop.Sandbox.Faults.Read = null;
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;
        await ReplaceLeaseAsync(l => l with { ExpiresAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10) });
    }
}
