using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>What follows when a run of a phase did not go through: undo what was begun, see that it worked, say so.</summary>
sealed class PhaseFailure(ErosServices services, PhasePlan plan, LeasedRun leased, JobNames jobs)
{
    public async Task<PhaseResult> HandleAsync(PhaseProgress progress, Exception cause)
    {
        var undo = CloudErrors.MayStillWork(cause) ? NotUndone(progress, $"A job may still be at work. When it is DONE: Resume-ErosDeployment {leased.Run} -Undo.") : await UndoAsync(progress);
        var clean = undo.All(u => u.Verified) && !LeaseLost(progress);
        var endState = EndStateOf(progress.Begun.Count > 0, clean, cause is OperationCanceledException);
        var notes = new List<string>(progress.Notes);
        notes.AddRange(await RecordAsync(progress, clean));
        notes.AddRange(await TidyAsync(progress, clean));
        if (endState == EndState.Inconsistent && !LeaseLost(progress))
            notes.Add($"No other run begins before Resume-ErosDeployment {leased.Run} -Undo or a restore has put this right, or Unlock-ErosDeployment gives it up.");
        var error = Error(cause, progress);
        var result = PhaseResults.Of(plan, leased.Run, endState, progress with { Steps = AfterUndo(progress, undo, clean) }, services.Time.GetUtcNow() - progress.StartedAt);
        return result with { Undo = undo, Notes = notes, Error = error.Message, ErrorCode = error.CodeText };
    }

    /// <summary>Pure: what a failed run may call itself.</summary>
    internal static EndState EndStateOf(bool changed, bool clean, bool cancelled) => (changed, clean, cancelled) switch
    {
        (_, false, _) => EndState.Inconsistent,
        (_, true, true) => EndState.Cancelled,
        (false, true, false) => EndState.FailedBeforeChange,
        (true, true, false) => EndState.RolledBack,
    };

    async Task<IReadOnlyList<UndoResult>> UndoAsync(PhaseProgress progress)
    {
        if (progress.Begun.Count == 0 || progress.Captured is null || LeaseLost(progress))
            return [];
        await services.Observer.WarningAsync($"Phase {plan.Phase} did not go through; it is being undone.", CancellationToken.None);
        try
        {
            await leased.Journal.WriteAsync(JournalEvent.UndoIntended, CancellationToken.None, e => e with { Phase = plan.Phase });
            var undo = await new PhaseUndo(services, jobs, progress.Captured).ExecuteAsync(progress.Begun, leased.Lease.Lost);
            if (undo.All(u => u.Verified))
                await Cleanup.TryAsync("the journal without this undo", () => JournalDoneAsync(undo));
            return undo;
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return NotUndone(progress, FailureText.Of(e));
        }
    }

    static List<UndoResult> NotUndone(PhaseProgress progress, string why) =>
        PhaseUndo.Order(progress.Begun).Select(a => new UndoResult(a.Kind, a.Object, Done: false, Verified: false, why)).ToList();

    Task JournalDoneAsync(IReadOnlyList<UndoResult> undo) => leased.Journal.WriteAsync(
        JournalEvent.UndoDone, CancellationToken.None, e => e with { Phase = plan.Phase, Detail = $"{undo.Count(u => u.Verified)} of {undo.Count} verified" });

    /// <summary>Without the lease nothing may be touched, so what was begun stays as it is.</summary>
    bool LeaseLost(PhaseProgress progress) => progress.Begun.Count > 0 && leased.Lease.Lost.IsCancellationRequested;

    async Task<IReadOnlyList<string>> RecordAsync(PhaseProgress progress, bool clean)
    {
        var entries = PhaseHistory.Entries(clean ? HistoryEvent.Undone : HistoryEvent.Broken, plan.Phase, progress.Begun, leased.Run, services.Time.GetUtcNow());
        return await Cleanup.TryAsync("the history does not tell of this run", () => services.History.AppendAsync(entries, CancellationToken.None));
    }

    async Task<IReadOnlyList<string>> TidyAsync(PhaseProgress progress, bool clean)
    {
        if (clean)
            return await ScratchDataset.DropAllAsync(services, progress.Captured?.Datasets ?? []);
        return progress.Captured?.ScratchDataset is { } scratch ? [$"The rows from before the run are in the snapshots of dataset {scratch} for three days."] : [];
    }

    ErosException Error(Exception cause, PhaseProgress progress) => cause switch
    {
        _ when LeaseLost(progress) => new ErosException(ErosErrorCode.LeaseLost, $"The lease of {plan.Target} was lost while {plan.Phase} ran: {FailureText.Of(cause)}", "Another process has it; nothing was undone. See Get-ErosPhase, then run the phase again.", cause),
        ErosException eros => eros,
        OperationCanceledException => new ErosException(ErosErrorCode.StepFailed, $"Phase {plan.Phase} was cancelled.", "", cause),
        _ => new ErosException(ErosErrorCode.Internal, $"Phase {plan.Phase} failed: {cause.Message}", "This is a defect; report it.", cause),
    };

    static List<PhaseStepResult> AfterUndo(PhaseProgress progress, IReadOnlyList<UndoResult> undo, bool clean)
    {
        var begun = progress.Begun.Select(s => s.Id).ToHashSet();
        StepOutcome Outcome(PhaseStepResult step) =>
            !begun.Contains(step.Id) || step.Outcome != StepOutcome.Succeeded ? step.Outcome
            : undo.Count == 0 && clean ? step.Outcome
            : clean ? StepOutcome.Undone
            : StepOutcome.UndoFailed;
        return progress.Steps.Select(step => step with { Outcome = Outcome(step) }).ToList();
    }
}
