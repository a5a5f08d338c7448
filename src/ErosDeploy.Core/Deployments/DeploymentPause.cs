using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Deployments;

/// <summary>Pauses between phases, which a runbook has instead of questions: the run ends paused, and goes on when someone resumes it.</summary>
sealed class DeploymentPause(ErosServices services, DeploymentRequest request, IReadOnlyList<PhaseDefinition> phases, LeasedRun leased)
{
    /// <summary>Whether the run is to pause before this phase. One that was resumed by Resume-ErosDeployment was told to go on; the same id given again was not.</summary>
    public async Task<bool> IsDueAsync(PhaseDefinition phase, CancellationToken cancellationToken)
    {
        var past = leased.Past.Phase(phase.Name);
        if (!PausePlan.IsAsked(request, phases, phase) || past.Jobs.Count > 0 || past.Result is not null || leased.Past.IsConfirmed(phase.Name))
            return false;
        var confirmed = leased.GoesOn && leased.Past.IsPausedBefore(phase.Name);
        await leased.Journal.WriteAsync(confirmed ? JournalEvent.PauseConfirmed : JournalEvent.RunPaused, cancellationToken, e => e with { Phase = phase.Name, Owner = Worker.Current().Owner });
        return !confirmed;
    }

    /// <summary>What a run did before it was interrupted must still be there when it goes on; else it is closed.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!leased.Past.HasChanges || PausePlan.TakenBackBy(await services.History.ReadAsync(cancellationToken), leased.Run) is not { } later)
            return;
        await leased.Journal.EndAsync(cancellationToken, detail: $"what it had deployed was taken back by run {later}");
        throw new ErosException(ErosErrorCode.RunNotResumable, $"What run {leased.Run} had deployed was taken back by run {later} since.", "Begin a new deployment; nothing was changed.") { Subject = leased.Run, EndState = EndState.FailedBeforeChange };
    }
}

/// <summary>Where a deployment pauses. Pure.</summary>
static class PausePlan
{
    public static bool IsAsked(DeploymentRequest request, IReadOnlyList<PhaseDefinition> phases, PhaseDefinition phase) =>
        (request.PauseBefore ?? []).Contains(phase.Name, StringComparer.Ordinal) || (request.PauseAfterPhase && phase != phases[0]);

    /// <summary>The run that took back, or restored over, what this run applied; null when nobody did.</summary>
    public static string? TakenBackBy(IReadOnlyList<HistoryEntry> history, string run)
    {
        var last = history.ToList().FindLastIndex(e => e.Run == run && e.Event == HistoryEvent.Applied);
        var phases = history.Where(e => e.Run == run).Select(e => e.Phase).ToHashSet(StringComparer.Ordinal);
        return last < 0 ? null : history.Skip(last + 1).FirstOrDefault(e => e.Run != run
            && (e.Event is HistoryEvent.Restored or HistoryEvent.TablesRestored || (e.Event is HistoryEvent.Reverted or HistoryEvent.Broken && phases.Contains(e.Phase))))?.Run;
    }
}
