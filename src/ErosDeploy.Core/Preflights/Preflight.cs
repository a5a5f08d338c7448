using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Preflights;

/// <summary>Looks at everything that can be known before a phase runs. Reads only: dry runs leave nothing behind.</summary>
sealed class Preflight(ErosServices services)
{
    const int Parallel = 4;

    /// <summary>The plan with what was found; one that runs nothing is given back as it is.</summary>
    public async Task<PhasePlan> CheckAsync(PhasePlan plan, PhaseFacts facts, CatalogueOutline live, PhaseRequest request, CancellationToken cancellationToken)
    {
        if (plan.StepsToRun == 0)
            return plan;
        var toRun = facts.Steps.Where(s => plan.Steps.Any(p => p.Id == s.Definition.Id && p.Action == StepAction.Run)).ToList();
        var scripts = await new DryRuns(services, JobNames.ForReading(RunIdentity.NewRunId(services.Time))).RunAsync(plan, facts.Steps, request.After ?? [], Left(facts, request.After ?? []), cancellationToken);
        var resources = await Bounded.SelectAsync(UndoForecast.Tables(plan).Where(live.BaseTables.Contains).ToList(), Parallel, services.Warehouse.TableAsync, cancellationToken);
        return plan with
        {
            Steps = plan.Steps.Select(s => WithBytes(s, scripts)).ToList(),
            Preflight =
            [
                PreflightVerdict.OfSchema(plan.SchemaDifferences),
                PreflightVerdict.OfOrder(scripts),
                PreflightVerdict.OfScripts(scripts),
                PreflightVerdict.OfUnchecked(scripts),
                await new PermissionCheck(services).RunAsync(plan, toRun, live, scripts, cancellationToken),
                await new LocationCheck(services).RunAsync(request.Backup, cancellationToken),
                .. await new BackupAgeCheck(services).RunAsync(request, cancellationToken) is { } backup ? new[] { backup } : [],
                PaceForecast.Of(toRun),
                UndoForecast.Of(plan, live, resources.OfType<TableResource>().ToList()),
            ],
        };
    }

    /// <summary>What is not there of the steps of phases before it that are not applied and would not run either.</summary>
    List<PendingObject> Left(PhaseFacts facts, IReadOnlyList<PhasePlan> after)
    {
        var existing = new ExistingObjects(facts.Tables, facts.Routines);
        return
        [
            .. from phase in services.Catalogue.Catalogue.Phases.TakeWhile(p => p.Name != facts.Phase.Name)
               where after.All(a => a.Phase != phase.Name)
               from step in phase.Steps
               where facts.Applied.Find(phase.Name, step.Id) is null
               from made in step.Creates.Select(o => o.ToObject())
               where !existing.Has(made)
               select new PendingObject(made.Name, $"{phase.Name}/{step.Id}", Redefined: false, phase.Name),
        ];
    }

    static PlannedStep WithBytes(PlannedStep step, IReadOnlyList<StepCheck> checks)
    {
        if (checks.FirstOrDefault(c => c.Step.Id == step.Id) is not { } check)
            return step;
        var (status, bytes) = DryRunVerdict.Sum(check.Statements.ToList());
        return step with { BytesStatus = status, Bytes = bytes };
    }
}
