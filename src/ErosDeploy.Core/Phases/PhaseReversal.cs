using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>Takes back what the last run of a phase did, after it succeeded: with the definitions its journal kept and the snapshots it took.</summary>
public sealed class PhaseReversal(ErosServices services)
{
    /// <summary>What an undo would do now. Reads only; EROS2022 says why a phase cannot be undone.</summary>
    public async Task<PhaseUndoPlan> PlanAsync(string name, CancellationToken cancellationToken)
    {
        var phase = services.Catalogue.Phase(name);
        var applied = LastRun.Of(phase.Name, await services.History.ReadAsync(cancellationToken));
        return Plan(await WorkAsync(phase.Name, applied, cancellationToken));
    }

    /// <summary>Throws when it could not begin; afterwards the result tells.</summary>
    /// <param name="approved">The plan that was agreed to.</param>
    public Task<PhaseResult> RunAsync(PhaseUndoPlan approved, CancellationToken cancellationToken) =>
        ExecuteAsync(JournaledRun.Of(null, new RunRequest(approved.Phase, null, approved.RunId), services.Time), cancellationToken);

    internal Task<PhaseResult> ExecuteAsync(JournaledRun run, CancellationToken cancellationToken) =>
        run.ExecuteAsync(services, (leased, token) => RunLeasedAsync(run.Request, leased, token), result => result.EndState, cancellationToken);

    /// <summary>Of a run that is still under way too: its own work on a phase that it was done with.</summary>
    internal async Task<PhaseResult> RunLeasedAsync(RunRequest request, LeasedRun leased, CancellationToken cancellationToken)
    {
        var started = services.Time.GetUtcNow();
        var history = await services.History.ReadAsync(cancellationToken);
        if (history.Where(e => e.Run == leased.Run && e.Phase == request.Phase && e.Event == HistoryEvent.Reverted).ToList() is { Count: > 0 } recorded)
            return Recorded(request, leased.Run, recorded, started);
        var applied = LastRun.Of(request.Phase!, history);
        if (applied.Run != request.Undo)
            throw LastRun.Refused(request.Phase!, $"run {applied.Run} came after run {request.Undo}", "Plan the undo again.");
        var work = await WorkAsync(request.Phase!, applied, cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.UndoIntended, cancellationToken, e => e with { Phase = work.Phase, Detail = applied.Run });
        var undo = await new PhaseUndo(services, leased.Jobs, work.Captured).ExecuteAsync(work.Begun, leased.Lease.Lost);
        var clean = undo.All(u => u.Verified);
        if (clean)
            await services.History.AppendAsync(work.Begun.Select(s => Reverted(work, s, leased.Run)).ToList(), CancellationToken.None);
        var notes = !clean ? [] : await Cleanup.TryAsync("the journal without this undo", () => leased.Journal.WriteAsync(
            JournalEvent.UndoDone, CancellationToken.None, e => e with { Phase = work.Phase, Detail = $"{undo.Count(u => u.Verified)} of {undo.Count} verified" }));
        return Result(work, leased.Run, undo, started) with { Notes = [.. notes, .. await TidyAsync(work, clean)] };
    }

    async Task<ReversalWork> WorkAsync(string phase, LastRun applied, CancellationToken cancellationToken)
    {
        var past = new RunPast(await new JournalReader(services.Bucket, services.Names).ReadAsync(applied.Run, cancellationToken)).Phase(phase);
        if (past is not { Captured: { } captured, Plan: { } steps })
            throw LastRun.Refused(phase, $"run {applied.Run}, which deployed it, kept nothing to undo it with", "Restore a backup from before it.");
        if (captured.ScratchDataset is { } scratch && !await new ScratchDataset(services, scratch).HoldsAsync(captured.Snapshots, cancellationToken))
            throw LastRun.Refused(phase, $"the snapshots that run {applied.Run} took are gone: they are kept for three days", "Restore a backup from before it.");
        return new ReversalWork(phase, applied, captured, steps.Where(s => past.Jobs.ContainsKey(s.Id)).ToList());
    }

    PhaseUndoPlan Plan(ReversalWork work) => new()
    {
        Target = services.Target.ToString(),
        Phase = work.Phase,
        RunId = work.Applied.Run,
        AppliedAt = work.Applied.At,
        Actions = PhaseUndo.Order(work.Begun),
        Warnings = work.Captured.Snapshots.Count == 0 ? [] : [$"What was written to {string.Join(", ", work.Captured.Snapshots)} since {work.Applied.At:u} is lost."],
    };

    HistoryEntry Reverted(ReversalWork work, PlannedStep step, string run) => new()
    {
        At = services.Time.GetUtcNow(),
        Run = run,
        Event = HistoryEvent.Reverted,
        By = Worker.Current().Owner,
        Phase = work.Phase,
        Step = step.Id,
        Length = work.Applied.Length,
        Tables = PhaseHistory.Tables(step),
    };

    /// <summary>The process died between the record of its undo, which was verified, and its end.</summary>
    PhaseResult Recorded(RunRequest request, string run, List<HistoryEntry> recorded, DateTimeOffset started) => new()
    {
        RunId = run,
        Phase = request.Phase!,
        EndState = EndState.Succeeded,
        Target = services.Target.ToString(),
        Steps = recorded.Select(e => new PhaseStepResult { Id = e.Step!, Title = e.Step!, Outcome = StepOutcome.Undone, Duration = TimeSpan.Zero }).ToList(),
        Tests = [],
        Undo = [],
        StartedAt = started,
        Duration = services.Time.GetUtcNow() - started,
        Notes = ["The undo was done and recorded before the run was interrupted."],
    };

    async Task<IReadOnlyList<string>> TidyAsync(ReversalWork work, bool clean) => clean ? await ScratchDataset.DropAllAsync(services, work.Captured.Datasets) : [];

    PhaseResult Result(ReversalWork work, string run, IReadOnlyList<UndoResult> undo, DateTimeOffset started)
    {
        var clean = undo.All(u => u.Verified);
        var error = clean ? null : new ErosException(ErosErrorCode.UndoFailed, $"Not everything of {work.Phase} could be undone: {string.Join("; ", undo.Where(u => !u.Verified).Select(u => $"{u.Object}: {u.Error}"))}", "Run Undo-ErosPhase again, or restore a backup from before the phase.");
        return new PhaseResult
        {
            RunId = run,
            Phase = work.Phase,
            EndState = clean ? EndState.Succeeded : EndState.Inconsistent,
            Target = services.Target.ToString(),
            Steps = work.Begun.Select(s => new PhaseStepResult { Id = s.Id, Title = s.Title, Outcome = clean ? StepOutcome.Undone : StepOutcome.UndoFailed, Duration = TimeSpan.Zero }).ToList(),
            Tests = [],
            Undo = undo,
            StartedAt = started,
            Duration = services.Time.GetUtcNow() - started,
            Error = error?.Message,
            ErrorCode = error?.CodeText,
        };
    }
}

sealed record ReversalWork(string Phase, LastRun Applied, CapturedState Captured, IReadOnlyList<PlannedStep> Begun);

/// <summary>The run that changed a phase last, if it may be taken back. Pure.</summary>
/// <param name="Length">Entries of the history before its first of that phase.</param>
sealed record LastRun(string Run, DateTimeOffset At, int Length)
{
    public static LastRun Of(string phase, IReadOnlyList<HistoryEntry> history)
    {
        var last = history.ToList().FindLastIndex(e => e.Phase == phase && e.Event == HistoryEvent.Applied);
        if (last < 0)
            throw Refused(phase, "it was never applied", "See Get-ErosPhase.");
        var after = history.Skip(last + 1).ToList();
        if (after.Any(e => e.Event is HistoryEvent.Restored or HistoryEvent.TablesRestored))
            throw Refused(phase, "a backup was restored since", "See Get-ErosPhase.");
        if (after.Any(e => e.Phase == phase && e.Event == HistoryEvent.Reverted))
            throw Refused(phase, $"its last run {history[last].Run} was taken back already", "See Get-ErosPhase.");
        if (BrokenSteps.Of(after).FirstOrDefault(e => e.Phase == phase) is { Run: var broke })
            throw Refused(phase, $"run {broke} left it broken", $"Resume-ErosDeployment {broke} -Undo puts that right, or a restore.");
        if (after.FirstOrDefault(e => e.Event == HistoryEvent.Applied && IsInForce(e, after)) is { Phase: { } later })
            throw Refused(phase, $"{later} was deployed after it", $"Undo {later} first.");
        var run = history[last].Run;
        return new LastRun(run, history[last].At, history.ToList().FindIndex(e => e.Run == run && e.Phase == phase));
    }

    public static ErosException Refused(string phase, string why, string next) =>
        new(ErosErrorCode.PhaseNotUndoable, $"{phase} cannot be undone: {why}.", next + " Nothing was changed.") { Subject = phase };

    static bool IsInForce(HistoryEntry applied, List<HistoryEntry> after) =>
        !after.Any(e => e.Event == HistoryEvent.Reverted && e.Phase == applied.Phase && e.Step == applied.Step && e.At >= applied.At);
}
