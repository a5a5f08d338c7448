using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Runs;

/// <summary>A deployment, or a phase alone, under the lease and with a journal that tells all of it: one whose process died is gone on with under its id.</summary>
/// <param name="IsNew">The id was made just now: there is nothing to look for.</param>
/// <param name="UndoOnly">What was begun is undone; nothing else is done.</param>
/// <param name="GoesOn">It was resumed, so it does not stop where it had paused.</param>
sealed record JournaledRun(string Run, RunRequest Request, bool IsNew, bool UndoOnly = false, bool GoesOn = false)
{
    /// <param name="named">The id that the caller gave; null: a new one.</param>
    public static JournaledRun Of(string? named, RunRequest request, TimeProvider time) => new(
        named is null ? RunIdentity.NewRunId(time) : RunIdentity.Validate(named), request, IsNew: named is null);

    public async Task<T> ExecuteAsync<T>(
        ErosServices services, Func<LeasedRun, CancellationToken, Task<T>> work, Func<T, EndState> endState, CancellationToken cancellationToken) =>
        await new LeasedWork(services).RunLoggedAsync(Run, Request.Purpose, (leased, token) => RunAsync(services, leased, work, endState, token), cancellationToken);

    async Task<T> RunAsync<T>(
        ErosServices services, LeasedRun leased, Func<LeasedRun, CancellationToken, Task<T>> work, Func<T, EndState> endState, CancellationToken cancellationToken)
    {
        var past = IsNew ? RunPast.None : new RunPast(await new JournalReader(services.Bucket, services.Names).ReadAsync(Run, cancellationToken));
        CheckResumable(past);
        leased.Journal.ContinueAfter(past);
        var resumed = leased with { Past = past, UndoOnly = UndoOnly, GoesOn = GoesOn, SkipGates = Request.SkipGates || Request.Deployment?.SkipGates == true, Jobs = past.Length == 0 ? leased.Jobs : JobNames.Resumed(Run, past.Resumptions + 1) };
        await leased.Journal.WriteAsync(past.Length == 0 ? JournalEvent.RunStarted : JournalEvent.RunResumed, cancellationToken, e => e with { Request = Request, Owner = Worker.Current().Owner });
        try
        {
            var result = await work(resumed, cancellationToken);
            if (endState(result) == EndState.Inconsistent && Request.Undo is null)
                leased.Lease.LeaveBehind();
            await EndAsync(services, leased, endState(result), null);
            return result;
        }
        catch (Exception e) when (!past.HasChanges && !leased.Journal.HasChanges)
        {
            await (e is OperationCanceledException ? EndAsync(services, leased, EndState.Cancelled, null) : EndAsync(services, leased, EndState.FailedBeforeChange, e.Message));
            throw;
        }
        catch (Exception)
        {
            if (await MayBeHalfDoneAsync(services))
                leased.Lease.LeaveBehind();
            throw;
        }
    }

    async Task<bool> MayBeHalfDoneAsync(ErosServices services)
    {
        try
        {
            return new RunPast(await new JournalReader(services.Bucket, services.Names).ReadAsync(Run, CancellationToken.None)).HalfDone is not null;
        }
        catch (ErosException)
        {
            return true;
        }
    }

    async Task EndAsync(ErosServices services, LeasedRun leased, EndState endState, string? detail)
    {
        foreach (var note in await Cleanup.TryAsync($"the journal of run {Run} without its end", () => leased.Journal.EndAsync(CancellationToken.None, endState, detail)))
            await services.Observer.WarningAsync(note, CancellationToken.None);
    }

    void CheckResumable(RunPast past)
    {
        if (past.Length == 0 && UndoOnly)
            throw RunErrors.NotFound(Run);
        if (past.Length == 0)
            return;
        if (!past.IsResumable)
            throw RunErrors.NotResumable(Run, past.Ending);
        if (UndoOnly && (past.Ending is { End: EndState.Succeeded } || (Request.Phase is { } phase && past.Phase(phase).Result is not null)))
            throw RunErrors.NothingHalfDone(Run);
        if (!RunRequests.AreSame(past.Request!, Request))
            throw new ErosException(ErosErrorCode.RunNotResumable, $"Run {Run} was a {past.Request!.Purpose} with other parameters.", "Give the parameters it was begun with, or another run id; nothing was changed.") { Subject = Run };
    }
}

static class RunRequests
{
    public static bool AreSame(RunRequest one, RunRequest other) =>
        one.Phase == other.Phase
        && one.Undo == other.Undo
        && one.SkipGates == other.SkipGates
        && one.Deployment?.SkipGates == other.Deployment?.SkipGates
        && one.Backup == other.Backup
        && (one.Deployment is null) == (other.Deployment is null)
        && (one.Deployment?.Phases ?? []).SequenceEqual(other.Deployment?.Phases ?? [], StringComparer.Ordinal)
        && one.Deployment?.SkipBackup == other.Deployment?.SkipBackup;
}

static class RunErrors
{
    public static ErosException NotFound(string run) =>
        new(ErosErrorCode.RunNotFound, $"There is no run {run} of this dataset.", "See Get-ErosDeployment.") { Subject = run };

    public static ErosException NothingHalfDone(string run) => new(
        ErosErrorCode.RunNotResumable, $"Run {run} left nothing half done: what it deployed is whole.", "To take it back: Undo-ErosPhase, the phase that came last first. Nothing was changed.") { Subject = run };

    public static ErosException HalfDone(LeaseContent dead, string phase) => new(
        ErosErrorCode.RunHalfDone,
        $"Run {dead.Run} of {dead.Owner} ({dead.Purpose}) left {phase} half done.",
        $"Resume-ErosDeployment {dead.Run} goes on with it, with -Undo it takes it back; Unlock-ErosDeployment gives it up as it is. Nothing was changed.") { Subject = dead.Run, EndState = EndState.FailedBeforeChange };

    public static ErosException NotResumable(string run, JournalEntry? ending) => new(
        ErosErrorCode.RunNotResumable,
        $"Run {run} has ended: {ending?.End?.ToString() ?? ending?.Detail}.",
        "Begin a new one; nothing was changed.") { Subject = run };

    public static ErosException IsRestore(string run) => new(
        ErosErrorCode.RunNotResumable, $"Run {run} is a restore.", "Run the restore again to complete it, with -Undo to take it back; nothing was changed.") { Subject = run };
}
