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

    /// <summary>The run of that id, or the newest that was interrupted or is paused.</summary>
    public async Task<DeploymentInfo> FindAsync(string? id, CancellationToken cancellationToken)
    {
        await foreach (var run in ListAsync(id, cancellationToken))
        {
            if (id is not null || run.State is RunState.Interrupted or RunState.Paused)
                return run;
        }
        throw new ErosException(ErosErrorCode.RunNotFound, $"No run of {services.Target} was interrupted or is paused.", "See Get-ErosDeployment.") { Subject = services.Target.ToString() };
    }

    /// <summary>Goes on with a run that paused or whose process died, or undoes the phase that it was in.</summary>
    /// <returns>A <see cref="DeploymentResult"/> or a <see cref="PhaseResult"/>, as the run was.</returns>
    public async Task<object> ResumeAsync(string id, bool undo, CancellationToken cancellationToken)
    {
        var entries = await _journals.ReadAsync(RunIdentity.Validate(id), cancellationToken);
        var past = entries.Count == 0 ? throw RunErrors.NotFound(id) : new RunPast(entries);
        if (!past.IsResumable)
            throw RunErrors.NotResumable(id, past.Ending);
        var run = new JournaledRun(id, past.Request!, IsNew: false, undo, GoesOn: !undo);
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
        Purpose = first.Request?.Purpose ?? first.Detail ?? "restore",
        State = last is { Event: JournalEvent.RunEnded, End: EndState.Paused } ? RunState.Paused : last.Event == JournalEvent.RunEnded ? RunState.Ended : lease is { Abandoned: false } && lease.RunId == first.Run ? RunState.Running : RunState.Interrupted,
        EndState = last.End,
        Owner = last.Owner ?? first.Owner,
        StartedAt = first.At,
        UpdatedAt = last.At,
        Reached = Reached(last),
    };

    static string Reached(JournalEntry last)
    {
        var where = last.Step is null ? last.Phase : $"{last.Phase}/{last.Step}";
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
            _ => last.Detail ?? last.End?.ToString() ?? "ended",
        };
    }
}
