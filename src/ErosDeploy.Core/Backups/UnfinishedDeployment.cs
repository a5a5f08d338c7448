using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;

namespace ErosDeploy.Core.Backups;

/// <summary>A deployment that stopped in the middle: what it applied is half of something. Pure.</summary>
/// <param name="Length">Entries of the history before its first.</param>
sealed record UnfinishedDeployment(string Run, int Length)
{
    /// <summary>The last run of the history, when it left a phase partly applied or broken and nothing was restored since; else null.</summary>
    public static UnfinishedDeployment? Find(IReadOnlyList<HistoryEntry> history, Catalogue catalogue)
    {
        if (history.Count == 0 || history[^1].Event is HistoryEvent.Restored or HistoryEvent.TablesRestored)
            return null;
        var run = history[^1].Run;
        var own = history.Where(e => e.Run == run).ToList();
        var applied = AppliedState.Of(history);
        var touched = catalogue.Phases.Where(p => own.Any(e => e.Phase == p.Name));
        var unfinished = BrokenSteps.Of(own).Any() || touched.Any(p => IsPartial(p, applied));
        return unfinished ? new UnfinishedDeployment(run, history.TakeWhile(e => e.Run != run).Count()) : null;
    }

    static bool IsPartial(PhaseDefinition phase, AppliedState applied)
    {
        var there = phase.Steps.Count(s => applied.Find(phase.Name, s.Id) is not null);
        return there > 0 && there < phase.Steps.Count;
    }
}
