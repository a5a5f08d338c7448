using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Measurements;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Phases;

/// <summary>What happened so far in a run of a phase.</summary>
sealed record PhaseProgress(
    DateTimeOffset StartedAt,
    IReadOnlyList<PhaseStepResult> Steps,
    IReadOnlyList<PhaseTestResult> Tests,
    IReadOnlyList<PlannedStep> Begun,
    CapturedState? Captured)
{
    public GateOutcome Measured { get; init; } = GateOutcome.None;

    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Lines for the history. Pure.</summary>
static class PhaseHistory
{
    /// <param name="definitions">By step, what <see cref="DefinitionRecorder"/> kept.</param>
    public static IReadOnlyList<HistoryEntry> Entries(
        HistoryEvent what, string phase, IEnumerable<PlannedStep> steps, string run, DateTimeOffset at, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? definitions = null) =>
        steps.Select(step => new HistoryEntry
        {
            At = at,
            Run = run,
            Event = what,
            By = Worker.Current().Owner,
            Phase = phase,
            Step = step.Id,
            Checksum = step.Checksum,
            Tables = Tables(step),
            Definitions = definitions?.GetValueOrDefault(step.Id),
        }).ToList();

    /// <summary>Those whose run, phase and step the history does not tell of yet.</summary>
    public static IReadOnlyList<HistoryEntry> Without(IReadOnlyList<HistoryEntry> entries, IReadOnlyList<HistoryEntry> history)
    {
        var known = history.Select(h => (h.Run, h.Phase, h.Step, h.Event)).ToHashSet();
        return entries.Where(e => !known.Contains((e.Run, e.Phase, e.Step, e.Event))).ToList();
    }

    /// <summary>Tables that the step writes or creates.</summary>
    public static IReadOnlyList<string> Tables(PlannedStep step) =>
        [.. step.Changes.Concat(step.Creates.Where(o => o.Kind == DeployedObjectKind.Table).Select(o => o.Name)).Distinct(StringComparer.Ordinal)];
}

static class PhaseResults
{
    /// <summary>The steps that were not reached are in the result too.</summary>
    public static PhaseResult Of(PhasePlan plan, string run, EndState endState, PhaseProgress progress, TimeSpan duration) => new()
    {
        RunId = run,
        Phase = plan.Phase,
        EndState = endState,
        Target = plan.Target,
        Steps = [.. progress.Steps, .. plan.Steps.Skip(progress.Steps.Count).Select(NotRun)],
        Tests = progress.Tests,
        Benchmarks = progress.Measured.Benchmarks,
        Gates = progress.Measured.Gates,
        Undo = [],
        StartedAt = progress.StartedAt,
        Duration = duration,
    };

    /// <summary>No step was to be run, so nothing was, and nothing tested: what did not change needs no proof anew.</summary>
    public static PhaseResult OfNothing(PhasePlan plan, string run, DateTimeOffset at) =>
        Of(plan, run, EndState.Succeeded, new PhaseProgress(at, plan.Steps.Select(Skipped).ToList(), [], [], null), TimeSpan.Zero)
            with { Notes = ["There was nothing to do, so the tests were not run: see Test-ErosPhase."] };

    public static PhaseStepResult Skipped(PlannedStep step) =>
        new() { Id = step.Id, Title = step.Title, Outcome = StepOutcome.Skipped, Duration = TimeSpan.Zero };

    static PhaseStepResult NotRun(PlannedStep step) =>
        new() { Id = step.Id, Title = step.Title, Outcome = StepOutcome.NotRun, Duration = TimeSpan.Zero };
}
