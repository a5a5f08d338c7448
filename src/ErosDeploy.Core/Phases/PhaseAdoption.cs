using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>Takes a phase that was deployed by other means as applied: its objects must be there; nothing is run.</summary>
public sealed class PhaseAdoption(ErosServices services)
{
    /// <summary>What would be recorded. Throws when an object that a step names does not exist. Reads only.</summary>
    public Task<PhasePlan> PlanAsync(string name, CancellationToken cancellationToken) =>
        PlanAsync(services.Catalogue.Phase(name), RunIdentity.NewRunId(services.Time), cancellationToken);

    public Task<PhaseResult> RunAsync(string name, CancellationToken cancellationToken)
    {
        var phase = services.Catalogue.Phase(name);
        return new LeasedWork(services).RunAsync(
            RunIdentity.NewRunId(services.Time), $"adoption of phase {phase.Name}", (leased, token) => RecordAsync(phase, leased, token), cancellationToken);
    }

    async Task<PhasePlan> PlanAsync(PhaseDefinition phase, string run, CancellationToken cancellationToken)
    {
        var live = await new LiveCatalogueReader(services.Warehouse).OutlineAsync(JobNames.ForReading(run), cancellationToken);
        var plan = PhasePlanner.Adoption(await new PhaseFactsReader(services).ReadAsync(phase, live, cancellationToken));
        var missing = Missing(plan, live).ToList();
        return missing.Count == 0
            ? plan
            : throw new ErosException(
                ErosErrorCode.AdoptionRefused,
                $"{plan.Target} cannot be taken for one that {plan.Phase} was deployed to: {string.Join("; ", missing)}.",
                "Deploy the phase with Invoke-ErosPhase, or make what is missing; nothing was recorded.") { Subject = plan.Phase, EndState = EndState.FailedBeforeChange };
    }

    async Task<PhaseResult> RecordAsync(PhaseDefinition phase, LeasedRun leased, CancellationToken cancellationToken)
    {
        var startedAt = services.Time.GetUtcNow();
        var plan = await PlanAsync(phase, leased.Run, cancellationToken);
        var adopted = plan.Steps.Where(s => s.Action == StepAction.Adopt).ToList();
        var definitions = await new DefinitionRecorder(services, leased.Jobs).RecordAsync(adopted, cancellationToken);
        await services.History.AppendAsync(PhaseHistory.Entries(HistoryEvent.Adopted, plan.Phase, adopted, leased.Run, services.Time.GetUtcNow(), definitions), cancellationToken);
        var progress = new PhaseProgress(startedAt, plan.Steps.Select(Result).ToList(), [], [], null);
        return PhaseResults.Of(plan, leased.Run, EndState.Succeeded, progress, services.Time.GetUtcNow() - startedAt)
            with { Notes = ["Nothing was run and nothing tested: see Test-ErosPhase."] };
    }

    /// <summary>Objects that a step which is to be adopted names, and that are absent or of another kind. Pure.</summary>
    internal static IEnumerable<string> Missing(PhasePlan plan, CatalogueOutline live) =>
        from step in plan.Steps
        where step.Action == StepAction.Adopt
        from fault in step.Creates.Select(o => Fault(o, live)).Concat(step.Changes.Where(t => !live.BaseTables.Contains(t)).Select(t => $"table {t} does not exist"))
        where fault is not null
        select $"{step.Id}: {fault}";

    static string? Fault(DeployedObject o, CatalogueOutline live)
    {
        if (o.Kind == DeployedObjectKind.Table)
            return !live.BaseTables.Contains(o.Name) ? $"table {o.Name} does not exist" : null;
        var found = live.Object(o.Kind, o.Name);
        return found is null ? $"{o} does not exist" : found.Kind != o.Kind ? $"{o.Name} is a {found.Kind}, not a {o.Kind}" : null;
    }

    static PhaseStepResult Result(PlannedStep step) => new()
    {
        Id = step.Id,
        Title = step.Title,
        Outcome = step.Action == StepAction.Adopt ? StepOutcome.Adopted : StepOutcome.Skipped,
        Duration = TimeSpan.Zero,
    };
}
