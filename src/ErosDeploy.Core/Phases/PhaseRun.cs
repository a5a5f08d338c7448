using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Measurements;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>One run of one phase under the lease: capture, steps, tests, and the undo when one of them fails. Where the process that began it died, it goes
/// on from the journal: what is done is not done again, what was begun is asked for under the same job id.</summary>
sealed class PhaseRun(ErosServices services, PhaseFacts facts, PhasePlan plan, CatalogueOutline live, LeasedRun leased, RunHooks hooks)
{
    readonly JobNames _jobs = leased.Jobs;
    readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    readonly List<PhaseStepResult> _steps = [];
    readonly List<PhaseTestResult> _tests = [];
    readonly PhasePast _past = leased.Past.Phase(plan.Phase);
    readonly List<PlannedStep> _begun = [.. plan.Steps.Where(s => leased.Past.Phase(plan.Phase).Jobs.ContainsKey(s.Id))];
    readonly PhaseGates _gates = new(services, facts.Phase, leased.Jobs);
    readonly List<string> _notes = [];
    GateOutcome _measured = GateOutcome.None;
    CapturedState? _captured = leased.Past.Phase(plan.Phase).Captured;

    bool IsUndo => _past.IsUndoing || leased.UndoOnly;

    /// <summary>Never throws once a step has begun: the result says how it ended. Only where an earlier process began it, it throws while that one's job may still
    /// work: the run stays to be resumed.</summary>
    public async Task<PhaseResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (IsUndo)
            await SettleAsync(cancellationToken);
        try
        {
            if (IsUndo)
            {
                _steps.AddRange(_begun.Select(Before));
                throw Interrupted();
            }
            await StepsAsync(cancellationToken);
            await TestsAsync(cancellationToken);
            await GatesAsync(cancellationToken);
            await RecordAppliedAsync(cancellationToken);
            return await DoneAsync();
        }
        catch (Exception e)
        {
            return await new PhaseFailure(services, plan, leased, _jobs).HandleAsync(Progress(), e);
        }
        finally
        {
            await services.Observer.ProgressAsync(new ErosProgress($"Phase {plan.Phase}", "done", 100, Completed: true), CancellationToken.None);
        }
    }

    /// <summary>What the process that died had asked for must not come to work after the undo.</summary>
    async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var step in _begun.Where(s => !_past.DoneSteps.Contains(s.Id)))
            await services.Warehouse.SettleAsync(_jobs.Again(_past.Jobs[step.Id], step.Id, plan.Phase), cancellationToken);
    }

    PhaseProgress Progress() => new(_startedAt, _steps, _tests, _begun, _captured) { Measured = _measured, Notes = _notes };

    async Task StepsAsync(CancellationToken cancellationToken)
    {
        if (plan.StepsToRun > 0 && _captured is null)
            await CaptureAsync(cancellationToken);
        foreach (var (planned, index) in plan.Steps.Select((s, i) => (s, i)))
        {
            await services.Observer.ProgressAsync(new ErosProgress($"Phase {plan.Phase}", planned.Title, 100 * index / (plan.Steps.Count + plan.Tests.Count)), cancellationToken);
            _steps.Add(planned.Action == StepAction.Run ? await StepAsync(planned, cancellationToken) : Skipped(planned));
        }
    }

    async Task CaptureAsync(CancellationToken cancellationToken)
    {
        var scratch = services.Names.ScratchDataset(leased.ScratchName(plan.Phase));
        try
        {
            await CaptureAsync(scratch, cancellationToken);
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            _captured = null;
            _notes.AddRange(await ScratchDataset.DropAllAsync(services, [scratch, BeforeOf(scratch)]));
            throw;
        }
    }

    static string BeforeOf(string scratch) => scratch + "_before";

    async Task CaptureAsync(string scratch, CancellationToken cancellationToken)
    {
        _captured = await new PhaseCapture(services, _jobs).TakeAsync(plan, live, leased.ScratchName(plan.Phase), cancellationToken);
        if (!leased.SkipGates && PhaseGates.Apply(facts.Phase, plan.Steps))
            _captured = _captured with { Before = await _gates.KeepAsync(live, BeforeOf(scratch), cancellationToken) };
        await leased.Journal.WriteAsync(JournalEvent.Captured, cancellationToken, e => e with { Phase = plan.Phase, Captured = _captured, Plan = plan.Steps });
    }

    async Task<PhaseStepResult> StepAsync(PlannedStep planned, CancellationToken cancellationToken)
    {
        var earlier = _past.Jobs.GetValueOrDefault(planned.Id);
        if (_past.DoneSteps.Contains(planned.Id))
            return Before(planned);
        var step = facts.Steps.Single(s => s.Definition.Id == planned.Id);
        var job = earlier is null ? _jobs.Next(planned.Id, plan.Phase) : _jobs.Again(earlier, planned.Id, plan.Phase);
        JournalEntry Described(JournalEntry entry) => entry with { Phase = plan.Phase, Step = planned.Id, Checksum = planned.Checksum, Tables = PhaseHistory.Tables(planned), Job = job };
        await hooks.BeforeAsync(HookKind.BeforeStep, cancellationToken, plan.Phase, planned.Id);
        if (earlier is null)
        {
            await leased.Journal.WriteAsync(JournalEvent.StepIntended, cancellationToken, Described);
            _begun.Add(planned);
        }
        await services.Observer.VerboseAsync($"{plan.Phase}/{planned.Id}: {planned.Title} ({job})", cancellationToken);
        var started = services.Time.GetTimestamp();
        try
        {
            var answer = await services.Warehouse.ChangeAsync(job, step.Script.For(services.Target), StepUpdates.Of(step), QueryTypes.BatchProcessing, cancellationToken);
            await leased.Journal.WriteAsync(JournalEvent.StepDone, cancellationToken, Described);
            var result = Succeeded(planned, answer.Numbers, services.Time.GetElapsedTime(started));
            _notes.AddRange(await hooks.AfterAsync(HookKind.AfterStep, result, phase: plan.Phase, step: planned.Id));
            return result;
        }
        catch (Exception e)
        {
            _steps.Add(NotSucceeded(planned, job, e, services.Time.GetElapsedTime(started)));
            throw e is ErosException eros ? Located(eros, planned) : e;
        }
    }

    async Task TestsAsync(CancellationToken cancellationToken)
    {
        var runner = new PhaseTestRunner(services, _jobs);
        foreach (var (test, index) in facts.Phase.Tests.Select((t, i) => (t, i)))
        {
            var percent = 100 * (plan.Steps.Count + index) / (plan.Steps.Count + plan.Tests.Count);
            await services.Observer.ProgressAsync(new ErosProgress($"Phase {plan.Phase}", test.Title, percent), cancellationToken);
            _tests.Add(await runner.RunAsync(plan.Phase, test, cancellationToken));
        }
        if (PhaseTestVerdict.Stopping(_tests) is { } failed)
            throw new ErosException(
                ErosErrorCode.PhaseTestFailed,
                $"{_tests.Count(t => t is { Severity: TestSeverity.Fail, Status: not CheckStatus.Pass })} of {_tests.Count} tests of {plan.Phase} failed; the first is {failed.Id} ({failed.Title}): {PhaseTestVerdict.Describe(failed)}.",
                "See the Tests of the result for every failed row.") { Subject = failed.Id };
    }

    /// <summary>What scatters too much to tell, or misses a gate that only warns, is told and stays.</summary>
    async Task GatesAsync(CancellationToken cancellationToken)
    {
        if (leased.SkipGates && facts.Phase.Benchmarks.Count > 0)
            _notes.Add("The gates were skipped as asked: nothing was measured.");
        if (_captured?.Before is not { } before)
            return;
        _measured = await _gates.MeasureAsync(before, services.Catalogue.Catalogue.Gates, cancellationToken);
        PhaseGates.Require(plan.Phase, _measured.Gates);
        _notes.AddRange(_measured.Gates.Where(g => g.Status != CheckStatus.Pass).Select(g => $"Not met, or not known: {GateText.Of(g)}."));
    }

    async Task RecordAppliedAsync(CancellationToken cancellationToken)
    {
        var definitions = await new DefinitionRecorder(services, _jobs).RecordAsync(_begun, cancellationToken);
        var entries = PhaseHistory.Entries(HistoryEvent.Applied, plan.Phase, _begun, leased.Run, services.Time.GetUtcNow(), definitions);
        if (leased.Past.Length > 0)
            entries = PhaseHistory.Without(entries, await services.History.ReadAsync(cancellationToken));
        await services.History.AppendAsync(entries, cancellationToken);
    }

    ErosException Interrupted() => new(
        ErosErrorCode.StepFailed,
        _past.IsUndoing ? $"Phase {plan.Phase} of run {leased.Run} was being undone when its process ended." : $"Phase {plan.Phase} of run {leased.Run} was interrupted, and is undone as asked.",
        "Run the phase again when the cause is gone.") { Subject = plan.Phase };

    /// <summary>The snapshots stay until they expire: with them the phase can be undone.</summary>
    async Task<PhaseResult> DoneAsync()
    {
        var result = PhaseResults.Of(plan, leased.Run, EndState.Succeeded, Progress(), services.Time.GetUtcNow() - _startedAt) with { Notes = _notes };
        var kept = result with { Tests = result.Tests.Select(t => t with { Checks = [] }).ToList() };
        var notes = await Cleanup.TryAsync("the journal does not tell that this phase is done", () => leased.Journal.WriteAsync(JournalEvent.PhaseDone, CancellationToken.None, e => e with { Phase = plan.Phase, Result = kept }));
        return result with { Notes = [.. _notes, .. notes] };
    }

    /// <summary>A step as the process that died left it.</summary>
    PhaseStepResult Before(PlannedStep step) => _past.DoneSteps.Contains(step.Id)
        ? Succeeded(step, new JobNumbers(_past.Jobs[step.Id], TimeSpan.Zero, null, null, null), TimeSpan.Zero)
        : NotSucceeded(step, _past.Jobs[step.Id], Interrupted(), TimeSpan.Zero);

    static PhaseStepResult Skipped(PlannedStep step) =>
        new() { Id = step.Id, Title = step.Title, Outcome = StepOutcome.Skipped, Duration = TimeSpan.Zero };

    static PhaseStepResult Succeeded(PlannedStep step, JobNumbers numbers, TimeSpan duration) => new()
    {
        Id = step.Id,
        Title = step.Title,
        Outcome = StepOutcome.Succeeded,
        JobId = numbers.JobId,
        Duration = duration,
        BytesProcessed = numbers.BytesProcessed,
        BytesBilled = numbers.BytesBilled,
        RowsAffected = numbers.RowsAffected,
    };

    static PhaseStepResult NotSucceeded(PlannedStep step, string job, Exception e, TimeSpan duration) => new()
    {
        Id = step.Id,
        Title = step.Title,
        Outcome = e is OperationCanceledException ? StepOutcome.Cancelled : StepOutcome.Failed,
        JobId = job,
        Duration = duration,
        Error = FailureText.Of(e),
    };

    ErosException Located(ErosException e, PlannedStep step) => new(
        ErosErrorCode.StepFailed, $"Step {plan.Phase}/{step.Id} ({step.File}) failed: {e.What}", "Correct the script or the data and run the phase again.", e) { Subject = step.Id };
}
