using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Health;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Watches;

namespace ErosDeploy.Core.Deployments;

/// <summary>The watches of one deployment: the health before it, and one watch after each phase that changed something.</summary>
sealed class DeploymentWatches(ErosServices services, DeploymentRequest request, IReadOnlyList<PhaseDefinition> phases, LeasedRun leased)
{
    readonly List<PhaseWatch> _all = [];
    HealthReport? _baseline = leased.Past.Baseline;

    public IReadOnlyList<PhaseWatch> All => _all;

    /// <summary>Measures the health that watches compare with, before the first change of the run.</summary>
    public async Task BeforeAsync(PhasePlan plan, CancellationToken cancellationToken)
    {
        if (plan.StepsToRun == 0 || _baseline is not null || leased.UndoOnly || request.SkipSoak || !phases.Any(p => SoakPlan.IsWatched(request, p)) || leased.Past.HasChanges)
            return;
        _baseline = await new HealthService(services).MeasureAsync(new HealthRequest(), cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.BaselineMeasured, cancellationToken, e => e with { Health = _baseline });
    }

    /// <summary>A phase that ran no step changed nothing to watch; what an earlier process watched to its end is not watched again.</summary>
    public bool IsDue(PhaseDefinition phase, PhaseResult result) => result.StepsRun > 0 && (SoakPlan.IsWatched(request, phase) || leased.Past.Watch(phase.Name) is not null);

    /// <summary>Whether the phase is deployed and nobody has found yet that it may stay.</summary>
    public bool IsOpen(PhaseDefinition phase, PhaseResult result) =>
        IsDue(phase, result) && (leased.Past.Watch(phase.Name)?.Ended is { } ended ? ended.Outcome == WatchOutcome.Fired : !request.SkipSoak);

    public async Task<PhaseWatch> WatchAsync(PhaseDefinition phase, CancellationToken cancellationToken)
    {
        var watch = leased.Past.Watch(phase.Name)?.Ended ?? await NewAsync(phase, cancellationToken);
        _all.Add(watch);
        return watch;
    }

    async Task<PhaseWatch> NewAsync(PhaseDefinition phase, CancellationToken cancellationToken)
    {
        var soak = SoakPlan.Of(request, phase);
        if (request.SkipSoak)
            return await PhaseWatcher.SkipAsync(services, leased, phase.Name, soak, cancellationToken);
        if (_baseline is not null)
            return await new PhaseWatcher(services, leased, _baseline).WatchAsync(phase.Name, soak, cancellationToken);
        await services.Observer.WarningAsync($"{phase.Name} is not watched: the run began without measuring the health before it.", cancellationToken);
        var now = services.Time.GetUtcNow();
        return new PhaseWatch { Phase = phase.Name, Outcome = WatchOutcome.Unknown, SoakTime = soak, StartedAt = now, EndedAt = now, Evaluations = [], Detail = "the health before the deployment was not measured" };
    }
}

/// <summary>How long a phase is watched. Pure.</summary>
static class SoakPlan
{
    public static TimeSpan Of(DeploymentRequest request, PhaseDefinition phase) => request.SoakTime ?? phase.Soak;

    /// <summary>A time that was asked for counts even when it is zero: the health is looked at once.</summary>
    public static bool IsWatched(DeploymentRequest request, PhaseDefinition phase) => request.SoakTime is not null || phase.Soak > TimeSpan.Zero;

    public static IReadOnlyList<PlannedWatch> Of(DeploymentRequest request, IEnumerable<PhaseDefinition> phases, IReadOnlyList<PhasePlan> plans) => request.SkipSoak ? [] :
    [
        .. phases.Where(p => IsWatched(request, p) && plans.Any(plan => plan.Phase == p.Name && plan.StepsToRun > 0)).Select(p => new PlannedWatch(p.Name, Of(request, p))),
    ];

    public static void Check(DeploymentRequest request)
    {
        if (request is { SkipSoak: true, SoakTime: not null })
            throw new ErosException(ErosErrorCode.InvalidParameter, "A soak time was given together with the wish to skip the soak.", "Give one of -SoakTime and -SkipSoak.");
        if (request.SoakTime is { } soak && (soak < TimeSpan.Zero || soak > WatchRules.LongestSoak))
            throw new ErosException(ErosErrorCode.InvalidParameter, $"A phase cannot be watched for {soak}: what its undo needs is kept for three days.", $"Give a time from 0 to {WatchRules.LongestSoak.TotalHours} hours.");
    }
}
