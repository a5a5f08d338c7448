using ErosDeploy.Core.Watches;

namespace ErosDeploy.Core.Runs;

/// <summary>What a run did before its process died, folded from its journal. Pure.</summary>
sealed class RunPast(IReadOnlyList<JournalEntry> entries)
{
    public static readonly RunPast None = new([]);

    public int Length => entries.Count;

    public RunRequest? Request => entries.Select(e => e.Request).FirstOrDefault(r => r is not null);

    /// <summary>The id of the deployment's backup, once it is complete.</summary>
    public string? Backup => entries.LastOrDefault(e => e.Event == JournalEvent.BackupDone)?.Detail;

    /// <summary>The health before the deployment's first change.</summary>
    public HealthReport? Baseline => entries.Select(e => e.Health).FirstOrDefault(h => h is not null);

    public int Resumptions => entries.Count(e => e.Event == JournalEvent.RunResumed);

    public bool HasChanges => entries.Any(e => e.Event is JournalEvent.StepIntended or JournalEvent.UndoIntended);

    /// <summary>The last entry, if it closes the journal.</summary>
    public JournalEntry? Ending => entries.Count > 0 && entries[^1].Event == JournalEvent.RunEnded ? entries[^1] : null;

    /// <summary>The phase of which steps were begun and neither the phase nor its undo done, as far as the journal tells, or that the run says it left inconsistent;
    /// null when there is none, for restores, and for an undo that ended: it can be asked for again.</summary>
    public string? HalfDone => (Request, Ending) switch
    {
        (null, _) => null,
        (_, null) => entries.Where(e => e.Phase is not null).GroupBy(e => e.Phase!).FirstOrDefault(IsHalfDone)?.Key,
        ({ Undo: null }, { End: EndState.Inconsistent }) => entries.LastOrDefault(e => e.Phase is not null)?.Phase,
        _ => null,
    };

    static bool IsHalfDone(IEnumerable<JournalEntry> ofPhase) =>
        ofPhase.LastOrDefault(e => e.Event is JournalEvent.StepIntended or JournalEvent.PhaseDone or JournalEvent.UndoIntended or JournalEvent.UndoDone)?.Event is JournalEvent.StepIntended or JournalEvent.UndoIntended;

    /// <summary>What was undone stays so; what was taken over by another run is that run's.</summary>
    public bool IsResumable => Request is not null && (Ending is null or { End: EndState.Succeeded or EndState.FailedBeforeChange or EndState.Inconsistent or EndState.Paused } || (Watched is not null && Ending is { End: EndState.Cancelled }));

    /// <summary>The phase of which a watch was begun and not ended: cancelled, it can be gone on with.</summary>
    public string? Watched => entries.LastOrDefault(e => e.Event is JournalEvent.WatchBegun or JournalEvent.WatchEnded) is { Event: JournalEvent.WatchBegun } begun ? begun.Phase : null;

    public bool IsPausedBefore(string phase) => entries.Any(e => e.Event == JournalEvent.RunPaused && e.Phase == phase);

    public bool IsConfirmed(string phase) => entries.Any(e => e.Event == JournalEvent.PauseConfirmed && e.Phase == phase);

    public WatchPast? Watch(string phase) => WatchPast.Of(entries.Where(e => e.Phase == phase));

    public PhasePast Phase(string name)
    {
        var own = entries.Where(e => e.Phase == name).ToList();
        var begun = own.Any(e => e.Event == JournalEvent.StepIntended);
        return new PhasePast
        {
            Captured = begun ? own.LastOrDefault(e => e.Captured is not null)?.Captured : null,
            Plan = begun ? own.LastOrDefault(e => e.Plan is not null)?.Plan : null,
            Jobs = own.Where(e => e is { Event: JournalEvent.StepIntended, Step: not null, Job: not null }).GroupBy(e => e.Step!).ToDictionary(g => g.Key, g => g.Last().Job!, StringComparer.Ordinal),
            DoneSteps = own.Where(e => e is { Event: JournalEvent.StepDone, Step: not null }).Select(e => e.Step!).ToHashSet(StringComparer.Ordinal),
            IsUndoing = own.Any(e => e.Event == JournalEvent.UndoIntended),
            Result = own.LastOrDefault(e => e.Event == JournalEvent.PhaseDone)?.Result,
        };
    }
}

/// <summary>What a run did of one phase before its process died. What was captured without a step begun is nothing to go on with: it may be gone, or old.</summary>
sealed record PhasePast
{
    public CapturedState? Captured { get; init; }
    public IReadOnlyList<PlannedStep>? Plan { get; init; }

    /// <summary>The job of each step that was intended.</summary>
    public required IReadOnlyDictionary<string, string> Jobs { get; init; }

    public required IReadOnlySet<string> DoneSteps { get; init; }
    public required bool IsUndoing { get; init; }

    /// <summary>The phase was done with.</summary>
    public PhaseResult? Result { get; init; }
}
