using System.Runtime.CompilerServices;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Deployments;

/// <summary>Lists the runs of a dataset and goes on with what was interrupted.</summary>
public sealed class RunService(ErosServices services)
{
    const int Parallel = 8;

    readonly JournalReader _journals = new(services.Bucket, services.Names);

    /// <summary>Newest first. Reads the first and the last entry of each run as it is taken.</summary>
    /// <param name="id">Only this run; none of that id is EROS2020.</param>
    public async IAsyncEnumerable<DeploymentInfo> ListAsync(string? id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = id is null ? services.Names.Journals : services.Names.Journal(RunIdentity.Validate(id));
        var runs = (await services.Bucket.ListAsync(prefix, cancellationToken)).Where(o => ControlNames.IsJournalEntry(o.Name)).GroupBy(RunOf).OrderByDescending(g => g.Min(o => o.TimeCreated)).ToList();
        if (runs.Count == 0 && id is not null)
            throw RunErrors.NotFound(id);
        var lease = await new LeaseService(services).ReadAsync(cancellationToken);
        await foreach (var run in Bounded.InOrderAsync(runs, Parallel, (r, token) => InfoAsync(r, lease, token), cancellationToken))
            yield return run;
    }

    /// <summary>The run of that id, or the newest that was interrupted or is paused, or left something inconsistent. One cancelled in a watch released its lease: with another after it, it is gone on with by its id alone.</summary>
    public async Task<DeploymentInfo> FindAsync(string? id, CancellationToken cancellationToken)
    {
        DeploymentInfo? newest = null, passed = null;
        await foreach (var run in ListAsync(id, cancellationToken))
        {
            newest ??= run;
            if (id is not null || run.State == RunState.Paused || (run.State == RunState.Interrupted && (run.EndState is null or EndState.Inconsistent || run == newest)))
                return run;
            if (run.State == RunState.Interrupted)
                passed ??= run;
        }
        throw passed is null
            ? new ErosException(ErosErrorCode.RunNotFound, $"No run of {services.Target} was interrupted or is paused.", "See Get-ErosDeployment.") { Subject = services.Target.ToString() }
            : new ErosException(ErosErrorCode.RunNotFound, $"Run {passed.RunId} was {passed.Reached}, and run {newest!.RunId} ({newest.Purpose}) began after it.", $"Resume-ErosDeployment {passed.RunId} goes on with it all the same.") { Subject = passed.RunId };
    }

    /// <summary>Goes on with a run that paused or whose process died, or undoes the phase that it was in.</summary>
    /// <returns>A <see cref="DeploymentResult"/> or a <see cref="PhaseResult"/>, as the run was.</returns>
    public async Task<object> ResumeAsync(string id, bool undo, CancellationToken cancellationToken)
    {
        var entries = await _journals.ReadAsync(RunIdentity.Validate(id), cancellationToken);
        var past = entries.Count == 0 ? throw RunErrors.NotFound(id) : new RunPast(entries);
        if (past.Request is null)
            throw RunErrors.IsRestore(id);
        if (!past.IsResumable)
            throw RunErrors.NotResumable(id, past.Ending);
        var run = new JournaledRun(id, past.Request, IsNew: false, undo, GoesOn: !undo);
        return past.Request switch
        {
            { Phase: null } => await new DeploymentService(services).ExecuteAsync(run, cancellationToken),
            { Undo: not null } => await new PhaseReversal(services).ExecuteAsync(run, cancellationToken),
            _ => await new PhaseService(services).ExecuteAsync(run, null, cancellationToken),
        };
    }

    async Task<DeploymentInfo> InfoAsync(IGrouping<string, StorageObject> run, LeaseInfo? lease, CancellationToken cancellationToken)
    {
        var names = run.Select(o => o.Name).Order(StringComparer.Ordinal).ToList();
        var first = await _journals.EntryAsync(names[0], cancellationToken);
        return RunSummary.Of(first, names.Count == 1 ? first : await _journals.EntryAsync(names[^1], cancellationToken), lease);
    }

    string RunOf(StorageObject item) => item.Name[services.Names.Journals.Length..].Split('/')[0];
}

/// <summary>The first and the last entry of a journal in words. Pure.</summary>
static class RunSummary
{
    public static DeploymentInfo Of(JournalEntry first, JournalEntry last, LeaseInfo? lease) => new()
    {
        RunId = first.Run,
        Purpose = first.Request?.Purpose ?? first.Detail?.Split(';')[0] ?? "restore",
        State = StateOf(last, lease),
        EndState = last.End,
        Owner = last.Owner ?? first.Owner,
        StartedAt = first.At,
        UpdatedAt = last.At,
        Reached = Reached(last),
    };

    static RunState StateOf(JournalEntry last, LeaseInfo? lease) => last switch
    {
        { Event: not JournalEvent.RunEnded } => lease is { Abandoned: false } && lease.RunId == last.Run ? RunState.Running : RunState.Interrupted,
        { End: EndState.Paused } => RunState.Paused,
        { End: EndState.Cancelled, Phase: not null } => RunState.Interrupted,
        { End: EndState.Inconsistent } when lease?.RunId == last.Run => RunState.Interrupted,
        _ => RunState.Ended,
    };

    static string Reached(JournalEntry last)
    {
        var where = last.Step is null ? last.Phase : last.Phase is null ? last.Step : $"{last.Phase}/{last.Step}";
        return last.Event switch
        {
            JournalEvent.RunStarted => "begun",
            JournalEvent.RunResumed => "resumed",
            JournalEvent.BackupDone => $"backup {last.Detail} done",
            JournalEvent.Captured => $"{where ?? last.Detail}: what it changes was captured",
            JournalEvent.StepIntended => $"{where} begun",
            JournalEvent.StepDone => $"{where} done",
            JournalEvent.StepFailed => $"{where} failed",
            JournalEvent.UndoIntended => $"undo of {where} begun",
            JournalEvent.UndoDone => $"{where} undone: {last.Detail}",
            JournalEvent.PhaseDone => $"{where} done",
            JournalEvent.RunPaused => $"paused before {where}",
            JournalEvent.PauseConfirmed => $"{where} confirmed",
            JournalEvent.BaselineMeasured => "the health before the deployment was measured",
            JournalEvent.WatchBegun or JournalEvent.WatchEvaluated => $"{where} is watched",
            JournalEvent.WatchEnded => $"watch over {where}: {last.Watch?.Outcome}",
            _ when last.End == EndState.Cancelled => last.Phase is null ? "cancelled" : $"cancelled while {last.Phase} was watched",
            _ => last.Detail ?? last.End?.ToString() ?? "ended",
        };
    }
}
