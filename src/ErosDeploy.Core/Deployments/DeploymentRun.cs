using System.Globalization;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Health;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Preflights;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Watches;

namespace ErosDeploy.Core.Deployments;

/// <summary>One deployment under the lease. It stops at the first failure and says how things are.</summary>
sealed class DeploymentRun(ErosServices services, DeploymentRequest request, IReadOnlyList<PhaseDefinition> phases, LeasedRun leased, DeploymentPlan? approved)
{
    readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    readonly List<DeploymentStage> _stages = [];
    readonly List<PhaseResult> _phases = [];
    readonly DeploymentWatches _watches = new(services, request, phases, leased);
    readonly DeploymentPause _pause = new(services, request, phases, leased);
    BackupInfo? _backup;
    HealthReport? _health;
    CheckStatus? _validation;

    public async Task<DeploymentResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (!leased.UndoOnly)
            await _pause.CheckAsync(cancellationToken);
        try
        {
            if (leased.Past.Length == 0)
                await StageAsync("checklist", () => ChecklistAsync(cancellationToken));
            if (!request.SkipBackup && !leased.UndoOnly)
                await StageAsync("backup", () => BackupAsync(cancellationToken));
            foreach (var phase in leased.UndoOnly ? phases.Where(p => leased.Past.Phase(p.Name).Jobs.Count > 0) : phases)
            {
                if (!leased.UndoOnly && await _pause.IsDueAsync(phase, cancellationToken))
                    return Paused(phase);
                await StageAsync(phase.Name, () => PhaseAsync(phase, cancellationToken));
                if (_phases[^1] is { EndState: not EndState.Succeeded } failed)
                    return Result(EndStateOf(failed.EndState), failed.ErrorCode, WithWhatStays(failed.Error));
                if (!leased.UndoOnly && _watches.IsDue(phase, _phases[^1]) && await WatchAsync(phase, cancellationToken) is { Outcome: WatchOutcome.Fired } fired)
                    return await UndoneAsync(new ErosException(ErosErrorCode.WatchFired, $"The watch over {phase.Name} fired. {fired.Detail}.", ""));
            }
            if (leased.UndoOnly)
                return await UndoOnlyAsync();
            if (!request.SkipHealth)
                await StageAsync("health", () => HealthAsync(cancellationToken));
            await StageAsync("validation", () => Task.FromResult<(EndState?, string)>((null, Validated())));
            return Result(EndState.Succeeded, null, null);
        }
        catch (OperationCanceledException e) when (leased.Lease.Lost.IsCancellationRequested && _phases.Count > 0)
        {
            throw new ErosException(ErosErrorCode.LeaseLost, $"The lease of {services.Target} was lost by run {leased.Run}; what it deployed stays.", "See Get-ErosDeployment for who has it, then Resume-ErosDeployment.", e) { Subject = leased.Run };
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException && !IsHalfDone)
        {
            var state = e is OperationCanceledException ? EndState.Cancelled : EndStateOf(EndState.FailedBeforeChange);
            return Result(state, (e as ErosException)?.CodeText, WithWhatStays(e is ErosException ? e.Message : "The deployment was cancelled."));
        }
    }

    /// <summary>What a program can check before the first change; a run that goes on passed it when it began.</summary>
    async Task<(EndState?, string)> ChecklistAsync(CancellationToken cancellationToken)
    {
        var plan = approved ?? await new DeploymentService(services).PlanAsync(request, cancellationToken);
        foreach (var phase in plan.Phases)
        {
            PhaseApproval.Check(phase, null);
            PreflightVerdict.Refuse(phase);
        }
        return (EndState.Succeeded, PreflightVerdict.Summary(plan.Phases.SelectMany(p => p.Preflight)));
    }

    DeploymentResult Paused(PhaseDefinition before)
    {
        _stages.Add(new DeploymentStage("pause", EndState.Paused, TimeSpan.Zero, $"before {before.Name}, as asked: Resume-ErosDeployment {leased.Run} goes on"));
        return Result(EndState.Paused, null, null);
    }

    /// <summary>A phase that failed before it changed anything, after others did, is no deployment that changed nothing: its own part is as before.</summary>
    EndState EndStateOf(EndState ofPhase) =>
        ofPhase == EndState.FailedBeforeChange && _phases.Any(p => p is { EndState: EndState.Succeeded, StepsRun: > 0 }) ? EndState.RolledBack : ofPhase;

    /// <summary>A phase that an earlier process began could not be gone on with: nobody may say how it ended, and the run stays to be resumed.</summary>
    bool IsHalfDone => leased.UndoOnly || phases.Any(p => IsBegun(leased.Past.Phase(p.Name)) && _phases.All(r => r.Phase != p.Name));

    static bool IsBegun(PhasePast past) => past.Result is null && past.Jobs.Count > 0;

    /// <summary>The phases before the failed one stay: nobody may take the end state for all of them.</summary>
    string? WithWhatStays(string? error)
    {
        var staying = string.Join(" and ", _phases.Where(p => p is { EndState: EndState.Succeeded, StepsRun: > 0 }).Select(p => p.Phase));
        if (staying.Length == 0)
            return error;
        var back = _backup is null ? "" : $" To take that back as well: Restore-ErosBackup -Backup {_backup.Id}.";
        return $"{error} What {staying} deployed stays.{back}";
    }

    /// <summary>The phase that came last is undone when its watch had not ended, as it would be by a trigger.</summary>
    async Task<DeploymentResult> UndoOnlyAsync()
    {
        if (_phases.Count == 0)
            return Result(EndState.FailedBeforeChange, null, "No phase was begun, so there was nothing to undo.");
        var last = _phases[^1];
        if (!_watches.IsOpen(phases.Single(p => p.Name == last.Phase), last))
            throw RunErrors.NothingHalfDone(leased.Run);
        return await UndoneAsync(new ErosException(ErosErrorCode.StepFailed, $"Run {leased.Run} was interrupted while {last.Phase} was watched; it is undone as asked.", ""));
    }

    /// <summary>Undoes the phase that came last, within this run: nothing but the loss of the lease stops it.</summary>
    async Task<DeploymentResult> UndoneAsync(ErosException cause)
    {
        await services.Observer.WarningAsync($"{cause.What} {_phases[^1].Phase} is being undone.", CancellationToken.None);
        await StageAsync($"undo {_phases[^1].Phase}", () => UndoAsync(_phases[^1]));
        var (undone, error) = (_phases[^1], _phases[^1].Error);
        return Result(undone.EndState, cause.CodeText, WithWhatStays(error is null ? $"{cause.What} {undone.Phase} was undone." : $"{cause.What} {error}"));
    }

    async Task<(EndState?, string)> UndoAsync(PhaseResult deployed)
    {
        try
        {
            var undone = await new PhaseReversal(services).RunLeasedAsync(new RunRequest(deployed.Phase, null, leased.Run), leased, leased.Lease.Lost);
            var state = undone.EndState == EndState.Succeeded ? EndState.RolledBack : EndState.Inconsistent;
            _phases[^1] = deployed with { EndState = state, Steps = undone.Steps, Undo = undone.Undo, Notes = [.. deployed.Notes, .. undone.Notes], ErrorCode = undone.ErrorCode, Error = undone.Error };
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            var failed = new ErosException(ErosErrorCode.UndoFailed, $"{deployed.Phase} was not undone: {FailureText.Of(e)}", $"Try again with Resume-ErosDeployment {leased.Run} -Undo.", e);
            _phases[^1] = deployed with { EndState = EndState.Inconsistent, ErrorCode = failed.CodeText, Error = failed.Message };
        }
        return (_phases[^1].EndState, $"{_phases[^1].Undo.Count(u => u.Verified)} of {Count(_phases[^1].Undo.Count, "action")} verified");
    }

    async Task<PhaseWatch> WatchAsync(PhaseDefinition phase, CancellationToken cancellationToken)
    {
        PhaseWatch? watch = null;
        await StageAsync($"watch {phase.Name}", async () =>
        {
            watch = await _watches.WatchAsync(phase, cancellationToken);
            return (watch.Outcome == WatchOutcome.Passed ? EndState.Succeeded : null, Summary(watch));
        });
        return watch!;
    }

    static string Summary(PhaseWatch watch) => watch.Outcome switch
    {
        WatchOutcome.Skipped => watch.Detail,
        WatchOutcome.Passed => $"passed: {Count(watch.Evaluations.Count, "evaluation")}, {watch.Detail}",
        WatchOutcome.Fired => $"fired after {Count(watch.Evaluations.Count, "evaluation")}: {watch.Detail}",
        _ => $"not passed, {watch.Outcome}: {watch.Detail}",
    };

    async Task StageAsync(string name, Func<Task<(EndState? EndState, string Summary)>> work)
    {
        var started = services.Time.GetTimestamp();
        try
        {
            var (endState, summary) = await work();
            _stages.Add(new DeploymentStage(name, endState, services.Time.GetElapsedTime(started), summary));
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            var state = e is OperationCanceledException ? EndState.Cancelled : EndState.FailedBeforeChange;
            _stages.Add(new DeploymentStage(name, state, services.Time.GetElapsedTime(started), FailureText.Of(e)));
            throw;
        }
    }

    async Task<(EndState?, string)> BackupAsync(CancellationToken cancellationToken)
    {
        if (leased.Past.Backup is { } earlier)
        {
            _backup = BackupCatalogue.Describe(await new BackupCatalogue(services.Bucket).ManifestAsync(earlier, cancellationToken) ?? throw BackupCatalogue.NotFound(earlier, services.Target));
            return (EndState.Succeeded, $"{_backup.Id}, taken before the run was interrupted");
        }
        // A name of its own for what a resumed run asks for: the jobs and the snapshots of the process that died are another backup's.
        _backup = await new BackupService(services).TakeAsync(new BackupRequest(RetentionDays: request.RetentionDays), BackupKind.Regular, leased.Jobs.Run, cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.BackupDone, cancellationToken, e => e with { Detail = _backup.Id });
        return (EndState.Succeeded, $"{_backup.Id}: {Count(_backup.Tables.Count, "table")}, {Count(_backup.Rows, "row")}, {Count(_backup.Routines, "routine")}, {Count(_backup.Views, "view")}");
    }

    async Task<(EndState?, string)> PhaseAsync(PhaseDefinition phase, CancellationToken cancellationToken)
    {
        var result = await new PhaseService(services).RunLeasedAsync(phase, leased, null, cancellationToken, plan => _watches.BeforeAsync(plan, cancellationToken));
        _phases.Add(result);
        var tests = $"{result.TestsPassed} of {Count(result.Tests.Count, "test")} passed";
        return (result.EndState, $"{Count(result.StepsRun, "step")} run, {result.StepsSkipped} unchanged, {tests}");
    }

    async Task<(EndState?, string)> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            _health = await new HealthService(services).MeasureAsync(new HealthRequest(), cancellationToken);
        }
        catch (ErosException e)
        {
            return (null, $"not measured: {e.Message}");
        }
        return (null, string.Create(CultureInfo.InvariantCulture, $"score {_health.Score:0.#} of 100, {_health.Grade}"));
    }

    /// <summary>Judges and undoes nothing.</summary>
    string Validated()
    {
        if (request.SkipHealth)
            return $"skipped as asked by {Worker.Current().Owner}";
        (var status, var summary) = ValidationRule.Judge(_health, services.Catalogue.Catalogue.Score.Target ?? 90);
        _validation = status;
        return summary;
    }

    DeploymentResult Result(EndState endState, string? code, string? error) => new()
    {
        RunId = leased.Run,
        EndState = endState,
        Target = services.Target.ToString(),
        Stages = _stages,
        Backup = _backup,
        Phases = _phases,
        Health = _health,
        Watches = _watches.All,
        Validation = _validation,
        StartedAt = _startedAt,
        Duration = services.Time.GetUtcNow() - _startedAt,
        ErrorCode = code,
        Error = error,
    };

    static string Count(long n, string what) => string.Create(CultureInfo.InvariantCulture, $"{n:N0} {what}{(n == 1 ? "" : "s")}");
}
