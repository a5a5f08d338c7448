using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Tests.Runs;

/// <summary>A run whose process dies at a call, before it arrives or before its answer does, is gone on with or undone.</summary>
public sealed class ResumeTests : ShopTests
{
    RunService Runs => new(Shop.Unpaced);

    PhaseReversal Reversal => new(Shop.Unpaced);

    [Theory]
    [InlineData(Fault.Killed, false)]
    [InlineData(Fault.AnswerLost, false)]
    [InlineData(Fault.AnswerLost, true)]
    internal async Task A_run_that_died_at_any_call_ends_under_its_id_and_no_step_runs_twice(Fault fault, bool undo)
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        var ends = new List<string>();
        for (var call = 2; await DiesAsync(call, fault, $"run-{call}"); call += undo ? 3 : 1)
        {
            ends.Add(await EndAsync($"run-{call}", undo));
            Assert.True((await JobsAsync($"eros_run-{call}_tax-raise_")).Count <= 1, $"call {call}: the step ran twice");
            Assert.True(await new LeaseService(Shop.Services).ReadAsync(Token) is null or { Abandoned: true }, $"call {call}: the lease is held");
            Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", ends));
        Assert.True(ends.Count > 5, string.Join(", ", ends));
        Assert.Contains(undo ? "RolledBack" : "Succeeded", ends);
    }

    /// <summary>How the run ends when it is resumed; a phase that is deployed then is undone, so that the shop is as before.</summary>
    async Task<string> EndAsync(string run, bool undo)
    {
        if (await FindAsync(run) is not { } found)
            return "never begun";
        var end = found.State == RunState.Ended ? found.EndState : (await ResumeAsync(run, undo)).EndState;
        Assert.True(end is EndState.Succeeded or EndState.RolledBack or EndState.FailedBeforeChange, $"{run}: {end}");
        Assert.Equal((RunState.Ended, end), (await FindAsync(run) is { } ended ? (ended.State, ended.EndState) : default));
        if (end == EndState.Succeeded)
            Assert.Equal(EndState.Succeeded, (await Reversal.RunAsync(await Reversal.PlanAsync("tax", Token), Token)).EndState);
        return end.ToString()!;
    }

    /// <summary>What is deployed whole is not undone by a resume: it only lacks its end.</summary>
    async Task<PhaseResult> ResumeAsync(string run, bool undo)
    {
        try
        {
            return Assert.IsType<PhaseResult>(await Runs.ResumeAsync(run, undo, Token));
        }
        catch (ErosException e) when (undo && e.Message.Contains("left nothing half done", StringComparison.Ordinal))
        {
            return Assert.IsType<PhaseResult>(await Runs.ResumeAsync(run, undo: false, Token));
        }
    }

    async Task<DeploymentInfo?> FindAsync(string run) =>
        (await Shop.Services.Bucket.ListAsync(Shop.Services.Names.Journal(run), Token)).Count == 0 ? null : await Runs.FindAsync(run, Token);

    /// <summary>The plan is made before: it changes nothing, so nothing of it is left when it dies.</summary>
    async Task<bool> DiesAsync(int call, Fault fault, string run)
    {
        var request = new PhaseRequest("tax", run);
        var plan = await Shop.Phases.PlanAsync(request, Token);
        return await DiesAsync((_, number) => number >= call, fault, () => Shop.Phases.RunAsync(request, plan, Token));
    }

    /// <summary>Lets a run die at the first writing call that is chosen by its path and number: nothing of it arrives from there on. False when it ended before.</summary>
    async Task<bool> DiesAsync(Func<string, int, bool> at, Fault fault, Func<Task> run)
    {
        var (writes, dead) = (0, false);
        Shop.Sandbox.Faults.Choose = (method, path, _) =>
        {
            if (dead)
                return Fault.Killed;
            if (method == "GET" || !at(path, Interlocked.Increment(ref writes)))
                return null;
            dead = true;
            return fault;
        };
        try
        {
            await run();
        }
        catch (Exception e) when (dead && e is ErosException or OperationCanceledException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(e.Message);
        }
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;
        await Shop.AgeLeaseAsync(Token);
        return dead;
    }

    async Task<IReadOnlyList<string>> JobsAsync(string prefix) =>
        [.. (await Shop.Services.BigQuery.ListJobsAsync(cancel: Token).ToListAsync(Token)).Select(j => j.JobReference!.JobId).Where(id => id.StartsWith(prefix, StringComparison.Ordinal))];

    [Fact]
    public async Task The_newest_interrupted_run_is_found_and_a_run_that_ended_is_not_resumed()
    {
        Assert.True(await DiesAsync(12, Fault.Killed, "first"));
        await EndAsync("first", undo: true);

        var none = await Assert.ThrowsAsync<ErosException>(() => Runs.FindAsync(null, Token));
        var ended = await Assert.ThrowsAsync<ErosException>(() => Runs.ResumeAsync("first", false, Token));
        var unknown = await Assert.ThrowsAsync<ErosException>(() => Runs.ResumeAsync("second", false, Token));

        Assert.Equal(("EROS2020", "EROS2023", "EROS2020"), (none.CodeText, ended.CodeText, unknown.CodeText));
        Assert.True(await DiesAsync(12, Fault.Killed, "third"));
        Assert.Equal("third", (await Runs.FindAsync(null, Token)).RunId);
    }

    [Fact]
    public async Task A_run_given_its_id_again_goes_on_and_one_with_other_parameters_is_refused()
    {
        Assert.True(await DiesAsync(14, Fault.AnswerLost, "nightly"));

        var other = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("spoilt", "nightly"), null, Token));
        var again = await Shop.Phases.RunAsync(new PhaseRequest("tax", "nightly"), null, Token);
        var twice = await Shop.Phases.RunAsync(new PhaseRequest("tax", "nightly"), null, Token);

        Assert.Equal("EROS2023", other.CodeText);
        Assert.Equal((EndState.Succeeded, "nightly"), (again.EndState, again.RunId));
        Assert.Equal((EndState.Succeeded, 2), (twice.EndState, twice.Steps.Count));
        Assert.Single(await JobsAsync("eros_nightly_tax-raise_"));
    }

    [Fact]
    public async Task Scripts_that_changed_since_are_not_gone_on_with_and_the_run_stays_open()
    {
        Assert.True(await DiesAsync(14, Fault.AnswerLost, "nightly"));
        Shop.Catalogue.Write("raise.sql", "UPDATE `${project}.${dataset}.orders` SET price = price + 2 WHERE price IS NOT NULL;");

        var error = await Assert.ThrowsAsync<ErosException>(() => Runs.ResumeAsync("nightly", undo: false, Token));

        Assert.Equal("EROS2005", error.CodeText);
        Assert.Equal(RunState.Interrupted, (await Runs.FindAsync("nightly", Token)).State);
        Assert.Equal(EndState.RolledBack, Assert.IsType<PhaseResult>(await Runs.ResumeAsync("nightly", undo: true, Token)).EndState);
    }

    [Fact]
    public async Task A_deployment_that_died_goes_on_with_its_backup_and_its_phases()
    {
        var request = new DeploymentRequest(["tax"], RunId: "release-7");
        Assert.True(await DiesAsync((path, _) => path.Contains("0007.json", StringComparison.Ordinal), Fault.AnswerLost, () => new DeploymentService(Shop.Unpaced).RunAsync(request, Token)));
        Assert.Contains("tax/raise", (await Runs.FindAsync(null, Token)).Reached, StringComparison.Ordinal);

        var result = await new DeploymentService(Shop.Unpaced).RunAsync(request, Token);

        Assert.Equal((EndState.Succeeded, "release-7"), (result.EndState, result.RunId));
        Assert.Contains("taken before the run was interrupted", result.Stages[0].Summary, StringComparison.Ordinal);
        Assert.Equal(result.Backup!.Id, Assert.Single(await Shop.Backups.ListAsync(new BackupQuery(), Token).ToListAsync(Token)).Id);
        Assert.Equal([StepOutcome.Succeeded, StepOutcome.Succeeded], result.Phases[0].Steps.Select(s => s.Outcome));
        Assert.Single(await JobsAsync("eros_release-7_tax-raise_"));
        Assert.NotNull(result.Health);
    }

    [Fact]
    public async Task What_a_dead_process_had_asked_for_cannot_come_to_work_after_the_undo()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        Assert.True(await DiesAsync((path, _) => path.Contains("0005.json", StringComparison.Ordinal), Fault.AnswerLost, () => Shop.Phases.RunAsync(new PhaseRequest("tax", "late"), null, Token)));
        Assert.Equal("tax/raise begun", (await Runs.FindAsync("late", Token)).Reached);
        Assert.Equal(EndState.RolledBack, Assert.IsType<PhaseResult>(await Runs.ResumeAsync("late", undo: true, Token)).EndState);

        var sql = "UPDATE `eros-sandbox.shop.orders` SET price = price + 1 WHERE price IS NOT NULL";
        await Assert.ThrowsAsync<ErosException>(() => Shop.Services.Warehouse.QueryAsync("eros_late_tax-raise_1", sql, "batch_processing", Token));

        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task What_is_deployed_whole_is_not_called_undone_by_a_resume()
    {
        await Shop.Phases.RunAsync(new PhaseRequest("tax", "whole"), null, Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => Runs.ResumeAsync("whole", undo: true, Token));

        Assert.Equal("EROS2023", error.CodeText);
        Assert.Contains("Undo-ErosPhase", error.Message, StringComparison.Ordinal);
        Assert.Equal(PhaseState.Applied, (await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token)).State);
    }

    [Fact]
    public async Task A_run_cancelled_before_it_changed_anything_is_said_to_be_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var begun = false;
        Shop.Sandbox.Faults.Choose = (_, path, _) =>
        {
            if (begun)
                stop.Cancel();
            begun = begun || (path.Contains("/upload/", StringComparison.Ordinal) && path.Contains("0001.json", StringComparison.Ordinal));
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax", "stopped"), null, stop.Token));

        var run = await Runs.FindAsync("stopped", Token);
        Assert.Equal((RunState.Ended, EndState.Cancelled, "cancelled"), (run.State, run.EndState, run.Reached));
    }

    [Fact]
    public async Task Runs_are_listed_with_restores_among_them()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.Phases.RunAsync(new PhaseRequest("tax", "one"), null, Token);
        var restored = await Shop.Restores.RunAsync(new RestoreRequest(backup.Id), null, Token);

        var runs = await Runs.ListAsync(null, Token).ToListAsync(Token);

        Assert.Equal([(restored.RunId, RunState.Ended), ("one", RunState.Ended)], runs.Select(r => (r.RunId, r.State)));
        Assert.Equal(($"restore of {backup.Id}", EndState.Succeeded, "Succeeded", Worker.Current().Owner), (runs[0].Purpose, runs[0].EndState, runs[0].Reached, runs[0].Owner));
        Assert.Contains("is a restore", (await Assert.ThrowsAsync<ErosException>(() => Runs.ResumeAsync(restored.RunId, undo: false, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undo_whose_process_died_is_resumed_to_its_end()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        for (var call = 3; ; call += 2)
        {
            await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
            var plan = await Reversal.PlanAsync("tax", Token);
            var died = await DiesAsync((_, number) => number >= call, Fault.AnswerLost, () => Reversal.RunAsync(plan, Token));
            if (await Runs.ListAsync(null, Token).FirstAsync(Token) is { State: RunState.Interrupted } run)
                Assert.Equal(EndState.Succeeded, Assert.IsType<PhaseResult>(await Runs.ResumeAsync(run.RunId, undo: false, Token)).EndState);
            Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
            Assert.Equal(PhaseState.Pending, (await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token)).State);
            if (!died)
                break;
        }
    }

    [Fact]
    public void What_was_captured_without_a_step_begun_is_not_gone_on_with()
    {
        JournalEntry Entry(JournalEvent what) => new() { Sequence = 1, At = DateTimeOffset.UnixEpoch, Run = "r", Fence = 1, Event = what, Phase = "tax", Step = "raise", Job = "j", Plan = [], Captured = what == JournalEvent.Captured ? new CapturedState { Objects = [], Snapshots = [] } : null };

        Assert.Null(new RunPast([Entry(JournalEvent.Captured)]).Phase("tax").Captured);
        Assert.NotNull(new RunPast([Entry(JournalEvent.Captured), Entry(JournalEvent.StepIntended)]).Phase("tax").Captured);
    }

    [Fact]
    public async Task A_broken_lease_lets_the_next_run_take_over()
    {
        Assert.True(await DiesAsync(14, Fault.AnswerLost, "nightly"));
        var leases = new LeaseService(Shop.Services);
        var shown = await leases.ReadAsync(Token);

        var broken = await leases.BreakAsync(shown!, Token);

        Assert.Equal(("nightly", true, true), (broken.RunId, broken.Broken, broken.Abandoned));
        Assert.Equal(EndState.Succeeded, Assert.IsType<PhaseResult>(await Runs.ResumeAsync("nightly", undo: false, Token)).EndState);
        Assert.Null(await leases.ReadAsync(Token));
        await Assert.ThrowsAsync<ErosException>(() => leases.BreakAsync(shown!, Token));
    }
}
