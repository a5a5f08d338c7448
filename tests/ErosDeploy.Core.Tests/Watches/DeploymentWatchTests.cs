using System.Text.Json.Nodes;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Tests.Cloud;

namespace ErosDeploy.Core.Tests.Watches;

/// <summary>Deployments of the shop that are watched, on a clock that leaps over the waiting and nothing else.</summary>
public sealed class DeploymentWatchTests : ShopTests
{
    /// <summary>As long as the watch waits between two words of progress: what is longer (heartbeats) ends when its time has come.</summary>
    readonly LeapingTime _time = new(TimeSpan.FromSeconds(15));
    readonly RecordingObserver _observer = new();
    readonly HashSet<DateTimeOffset> _heartbeats = [];

    static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    ErosServices Services { get; set; } = null!;

    DeploymentService Deployments => new(Services);

    private protected override async ValueTask PrepareAsync()
    {
        Shop.Catalogue.Write("returns.sql", "SELECT 'returns' AS check_id, CAST(COUNT(*) AS FLOAT64) AS value, COUNT(*) + 1 AS sample_size, CURRENT_TIMESTAMP() AS measured_at, CAST(NULL AS STRING) AS detail FROM `${project}.${dataset}.returns`");
        Shop.Catalogue.Write("wipe.sql", "-- eros: allow L204: the harm that a watch finds\nDELETE FROM `${project}.${dataset}.orders` WHERE TRUE;");
        Shop.Catalogue.Change(c =>
        {
            c["phases"]!.AsArray().Insert(1, JsonNode.Parse("""
                { "name": "wipe", "title": "Wipe", "soakMinutes": 30, "steps": [ { "id": "wipe", "title": "Wipe", "file": "wipe.sql", "kind": "once", "creates": [], "changes": ["orders"] } ],
                  "tests": [ { "id": "tax", "title": "Tax", "file": "tax_test.sql", "severity": "fail" } ] }
                """));
            c["phases"]![0]!["soakMinutes"] = 30;
            c["health"]![0]!["minimumSample"] = 0;
            c["health"]!.AsArray().Add(JsonNode.Parse("""{ "section": "Health", "id": "returns", "title": "Returns", "file": "returns.sql", "direction": "max", "warn": 100, "fail": 1000 }"""));
            c["watch"] = JsonNode.Parse("""
                { "triggers": [
                    { "id": "corruption", "title": "Integrity", "comparison": "new_failure", "component": "integrity" },
                    { "id": "failures", "title": "Returns", "comparison": "above", "section": "Health", "check": "returns", "threshold": 2 },
                    { "id": "cost", "title": "Missing", "comparison": "increase", "section": "Emv", "check": "missing", "threshold": 0.25 } ] }
                """);
        });
        Services = Shop.Sandbox.Services(await Shop.Catalogue.OpenAsync(Token), _time) with { Observer = _observer };
    }

    [Fact]
    public async Task A_phase_is_watched_at_once_on_schedule_and_at_its_end_while_the_lease_is_kept()
    {
        _observer.On = p => p.Activity == "Watch over tax" && !p.Completed ? LeaseAsync() : Task.CompletedTask;

        var result = await Deployments.RunAsync(new DeploymentRequest(["tax"]), Token);

        var watch = Assert.Single(result.Watches);
        Assert.Equal((EndState.Succeeded, WatchOutcome.Passed, HalfAnHour), (result.EndState, watch.Outcome, watch.SoakTime));
        Assert.Equal([0, 15, 30], watch.Evaluations.Select(e => Math.Round((e.At - watch.StartedAt).TotalMinutes)));
        Assert.All(watch.Evaluations, e => Assert.Equal(["cost"], e.Unknown));
        Assert.Equal(["checklist", "backup", "tax", "watch tax", "health", "validation"], result.Stages.Select(s => s.Name));
        Assert.Contains("3 evaluations, never judged: cost", result.Stages[3].Summary, StringComparison.Ordinal);
        Assert.Contains(_observer.Progress, p => p is { Activity: "Watch over tax", Status: "15 min left; score 20 at 08:15Z", Percent: 50 });
        Assert.True(_heartbeats.Count > 5, $"{_heartbeats.Count} heartbeats");
    }

    [Fact]
    public async Task Corruption_undoes_the_phase_that_came_last_and_leaves_those_before_it()
    {
        await Deployments.RunAsync(new DeploymentRequest(["tax"], SkipSoak: true), Token);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();

        var result = await Deployments.RunAsync(new DeploymentRequest(["tax", "wipe"]), Token);

        Assert.Equal((EndState.RolledBack, "EROS2030"), (result.EndState, result.ErrorCode));
        Assert.Contains("Health/orders (Orders) is 0, warn < 1, fail < 1; before the deployment Pass at 4", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal([("tax", EndState.Succeeded), ("wipe", EndState.RolledBack)], result.Phases.Select(p => (p.Phase, p.EndState)));
        Assert.All(result.Phases[1].Undo, u => Assert.True(u.Verified));
        Assert.Equal([("wipe", WatchOutcome.Fired, 1)], result.Watches.Select(w => (w.Phase, w.Outcome, w.Evaluations.Count)));
        Assert.Equal([PhaseState.Applied, PhaseState.Pending], (await new ErosDeploy.Core.Phases.PhaseService(Services).ListAsync(["tax", "wipe"], Token).ToListAsync(Token)).Select(p => p.State));
        Assert.Equal(EndState.RolledBack, (await new RunService(Services).FindAsync(result.RunId, Token)).EndState);
    }

    [Fact]
    public async Task A_trigger_that_fires_late_undoes_then_and_what_stays_is_named()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        var returned = false;
        _observer.On = async p =>
        {
            if (!returned && (returned = p.Status.StartsWith("20 min left", StringComparison.Ordinal)))
                await Shop.RunAsync("INSERT INTO `eros-sandbox.shop.returns` (order_id, reason) VALUES (1, 'a'), (2, 'b'), (3, 'c')", Token);
        };

        var result = await Deployments.RunAsync(new DeploymentRequest(["tax"]), Token);

        Assert.Equal((EndState.RolledBack, 2), (result.EndState, Assert.Single(result.Watches).Evaluations.Count));
        Assert.Contains("failures (Returns): 3 (fires when: > 2)", result.Error, StringComparison.Ordinal);
        Assert.Equal("undo tax", result.Stages[^1].Name);
        Assert.Equal(before.Where(l => !l.StartsWith("Table returns", StringComparison.Ordinal)), (await Shop.StateAsync(Token)).Lines.Where(l => !l.StartsWith("Table returns", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_skipped_watch_names_who_asked_and_never_counts_as_passed()
    {
        var result = await Deployments.RunAsync(new DeploymentRequest(["tax"], SkipSoak: true), Token);

        var stage = result.Stages.Single(s => s.Name == "watch tax");
        Assert.Equal((null, $"skipped as asked by {Worker.Current().Owner}"), (stage.EndState, stage.Summary));
        Assert.Equal(WatchOutcome.Skipped, Assert.Single(result.Watches).Outcome);
        var journal = await new JournalReader(Services.Bucket, Services.Names).ReadAsync(result.RunId, Token);
        Assert.Equal(stage.Summary, Assert.Single(journal, e => e.Event == JournalEvent.WatchEnded).Watch!.Detail);
        Assert.DoesNotContain(journal, e => e.Event == JournalEvent.BaselineMeasured);
    }

    [Fact]
    public async Task A_phase_that_runs_no_step_is_not_watched_and_a_time_of_zero_looks_once()
    {
        var first = await Deployments.RunAsync(new DeploymentRequest(["tax"], SoakTime: TimeSpan.Zero), Token);
        var second = await Deployments.RunAsync(new DeploymentRequest(["tax"]), Token);

        Assert.Single(Assert.Single(first.Watches).Evaluations);
        Assert.Empty(second.Watches);
        Assert.Equal(["checklist", "backup", "tax", "health", "validation"], second.Stages.Select(s => s.Name));
    }

    [Fact]
    public async Task A_watch_that_could_judge_nothing_has_not_passed_and_warns()
    {
        Shop.Catalogue.Change(c =>
        {
            c["phases"]![0]!["soakMinutes"] = 30;
            c["watch"] = JsonNode.Parse("""{ "triggers": [ { "id": "cost", "title": "Missing", "comparison": "increase", "section": "Emv", "check": "missing", "threshold": 0.25 } ] }""");
        });
        Services = Shop.Sandbox.Services(await Shop.Catalogue.OpenAsync(Token), _time) with { Observer = _observer };

        var result = await Deployments.RunAsync(new DeploymentRequest(["tax"]), Token);

        Assert.Equal((EndState.Succeeded, WatchOutcome.Unknown), (result.EndState, result.Watches[0].Outcome));
        Assert.Equal((null, true), (result.Stages[3].EndState, result.Stages[3].Summary.StartsWith("not passed, Unknown", StringComparison.Ordinal)));
        Assert.Contains(_observer.Warnings, w => w.Contains("It has not passed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_killed_while_it_watches_goes_on_with_what_is_left()
    {
        await KilledAsync();
        Assert.Equal("tax is watched", (await new RunService(Services).FindAsync("release", Token)).Reached);

        var result = Assert.IsType<DeploymentResult>(await new RunService(Services).ResumeAsync("release", undo: false, Token));

        var watch = Assert.Single(result.Watches);
        Assert.Equal((EndState.Succeeded, WatchOutcome.Passed), (result.EndState, watch.Outcome));
        Assert.Equal([0, 15, 15, 30], watch.Evaluations.Select(e => Math.Round((e.At - watch.StartedAt).TotalMinutes)));
    }

    [Fact]
    public async Task A_run_killed_while_it_watches_is_undone_when_asked()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        await KilledAsync();

        var result = Assert.IsType<DeploymentResult>(await new RunService(Services).ResumeAsync("release", undo: true, Token));

        Assert.Equal((EndState.RolledBack, EndState.RolledBack), (result.EndState, result.Phases[0].EndState));
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal("EROS2023", (await Assert.ThrowsAsync<ErosException>(() => new RunService(Services).ResumeAsync("release", undo: true, Token))).CodeText);
    }

    [Fact]
    public async Task A_run_killed_in_the_undo_of_its_watch_ends_it_when_resumed()
    {
        await Deployments.RunAsync(new DeploymentRequest(["tax"], SkipSoak: true), Token);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        await KilledAsync(["wipe"], events => events.Contains(JournalEvent.UndoIntended));

        var result = Assert.IsType<DeploymentResult>(await new RunService(Services).ResumeAsync("release", undo: false, Token));

        Assert.Equal((EndState.RolledBack, "EROS2030"), (result.EndState, result.ErrorCode));
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task A_watch_that_was_cancelled_can_be_gone_on_with()
    {
        var cancelled = await CancelledAsync("20 min left", token => Deployments.RunAsync(new DeploymentRequest(["tax"], RunId: "release"), token));
        var found = await new RunService(Services).FindAsync(null, Token);
        await CancelledAsync("10 min left", token => new RunService(Services).ResumeAsync(found.RunId, undo: false, token));
        var again = await new RunService(Services).FindAsync(null, Token);

        var result = Assert.IsType<DeploymentResult>(await new RunService(Services).ResumeAsync("release", undo: false, Token));

        Assert.All([found, again], f => Assert.Equal(("release", RunState.Interrupted, EndState.Cancelled, "cancelled while tax was watched"), (f.RunId, f.State, f.EndState, f.Reached)));
        Assert.Equal((EndState.Cancelled, EndState.Cancelled, "It was cancelled."), (cancelled.EndState, cancelled.Stages[^1].EndState, cancelled.Stages[^1].Summary));
        Assert.Contains("What tax deployed stays", cancelled.Error, StringComparison.Ordinal);
        Assert.Equal((EndState.Succeeded, WatchOutcome.Passed), (result.EndState, result.Watches[0].Outcome));
        Assert.Equal(RunState.Ended, (await new RunService(Services).FindAsync("release", Token)).State);
    }

    [Fact]
    public async Task A_watch_that_was_cancelled_is_gone_on_with_by_its_id_alone_when_another_run_came_after_it()
    {
        await CancelledAsync("20 min left", token => Deployments.RunAsync(new DeploymentRequest(["tax"], RunId: "release"), token));
        await new ErosDeploy.Core.Phases.PhaseService(Services).RunAsync(new PhaseRequest("wipe", "later"), null, Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => new RunService(Services).FindAsync(null, Token));

        Assert.Equal("Run release was cancelled while tax was watched, and run later (phase wipe) began after it. Resume-ErosDeployment release goes on with it all the same.", error.Message);
        Assert.Equal(RunState.Interrupted, (await new RunService(Services).FindAsync("release", Token)).State);
    }

    /// <summary>Cancels when the watch says so much of the time that is left.</summary>
    async Task<T> CancelledAsync<T>(string left, Func<CancellationToken, Task<T>> run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _observer.On = p => p.Status.StartsWith(left, StringComparison.Ordinal) ? stop.CancelAsync() : Task.CompletedTask;
        var result = await run(stop.Token);
        _observer.On = _ => Task.CompletedTask;
        return result;
    }

    [Theory]
    [InlineData(-1.0, false)]
    [InlineData(49 * 60.0, false)]
    [InlineData(1.0, true)]
    public async Task A_soak_time_that_no_undo_outlasts_or_that_is_skipped_as_well_is_refused(double minutes, bool skip) =>
        Assert.Equal("EROS1008", (await Assert.ThrowsAsync<ErosException>(() => Deployments.RunAsync(new DeploymentRequest(SoakTime: TimeSpan.FromMinutes(minutes), SkipSoak: skip), Token))).CodeText);

    [Fact]
    public async Task The_plan_says_how_long_what_is_watched() =>
        Assert.Equal(["tax 30 min", "wipe 30 min"], (await Deployments.PlanAsync(new DeploymentRequest(["tax", "wipe"]), Token)).Watches.Select(w => w.ToString()));

    /// <summary>The process dies when its second evaluation, after 15 minutes, is written.</summary>
    Task KilledAsync() => KilledAsync(["tax"], events => events.Count(e => e == JournalEvent.WatchEvaluated) == 2);

    /// <summary>The process dies when the answer to a write is lost that is chosen by what the journal tells then.</summary>
    async Task KilledAsync(IReadOnlyList<string> phases, Func<IReadOnlyList<JournalEvent>, bool> at)
    {
        var (events, dead) = (new List<JournalEvent>(), false);
        Shop.Sandbox.Faults.Read = (_, path, body) =>
        {
            if (body is not null && path.Contains("runs", StringComparison.Ordinal) && Enum.GetNames<JournalEvent>().FirstOrDefault(n => body.Contains($"\"event\": \"{n}\"", StringComparison.Ordinal)) is { } name)
                events.Add(Enum.Parse<JournalEvent>(name));
        };
        Shop.Sandbox.Faults.Choose = (method, _, _) => dead ? Fault.Killed : (dead = method != "GET" && at(events)) ? Fault.AnswerLost : null;
        try
        {
            await Deployments.RunAsync(new DeploymentRequest(phases, RunId: "release"), Token);
        }
        catch (Exception e) when (dead && e is ErosException or OperationCanceledException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(e.Message);
        }
        Assert.True(dead);
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;
        await Shop.AgeLeaseAsync(Token);
    }

    /// <summary>Calls that give the heartbeat a chance: the clock leaps faster than one arrives.</summary>
    async Task LeaseAsync()
    {
        for (var i = 0; i < 3; i++)
            _heartbeats.Add(LeaseJson.Read((await Services.Bucket.ReadAsync(Services.Names.Lease, Token))!.Content)!.HeartbeatAt);
    }
}
