using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Linting;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Phases;

/// <summary>Reads what a phase is planned from; changes nothing.</summary>
sealed class PhaseFactsReader(ErosServices services)
{
    const int Parallel = 8;

    public async Task<PhaseFacts> ReadAsync(PhaseDefinition phase, CatalogueOutline live, CancellationToken cancellationToken)
    {
        var applied = AppliedState.Of(await services.History.ReadAsync(cancellationToken));
        return await ReadAsync(phase, live, applied, cancellationToken);
    }

    async Task<PhaseFacts> ReadAsync(PhaseDefinition phase, CatalogueOutline live, AppliedState applied, CancellationToken cancellationToken) => new()
    {
        Target = services.Target.ToString(),
        Phase = phase,
        Steps = await StepsAsync(phase, cancellationToken),
        Applied = applied,
        Drift = await new DriftReader(services.Definitions).ReadAsync(applied, phase, live.Definitions, cancellationToken),
        Tables = live.TableNames,
        Routines = live.RoutineNames,
        SchemaDifferences = await DifferencesAsync(live, cancellationToken),
        Gates = services.Catalogue.Catalogue.Gates,
        Findings = await new LintService(services.Catalogue).OfPhaseAsync(phase.Name, cancellationToken),
    };

    public async Task<IReadOnlyList<ScriptedStep>> StepsAsync(PhaseDefinition phase, CancellationToken cancellationToken)
    {
        var steps = new List<ScriptedStep>();
        foreach (var step in phase.Steps)
        {
            var script = await services.Catalogue.ScriptAsync(step.File, cancellationToken);
            steps.Add(new ScriptedStep(step, script, ScriptSplitter.CountStatements(script.Text)));
        }
        return steps;
    }

    async Task<IReadOnlyList<string>> DifferencesAsync(CatalogueOutline live, CancellationToken cancellationToken)
    {
        var declared = new List<TableShape>();
        foreach (var file in services.Catalogue.Catalogue.Schema)
        {
            var script = await services.Catalogue.ScriptAsync(file, cancellationToken);
            declared.AddRange(DeclaredSchema.Read(script, script.For(services.Target)));
        }
        var tables = declared.Select(t => t.Name).Distinct(StringComparer.Ordinal).Where(live.BaseTables.ToHashSet(StringComparer.Ordinal).Contains).ToList();
        var found = await Bounded.SelectAsync(tables, Parallel, async (t, token) => live.Shape(t) ?? (await services.Warehouse.TableAsync(t, token))?.Shape, cancellationToken);
        return SchemaDifference.OfContract(declared, found.OfType<TableShape>().ToDictionary(t => t.Name, StringComparer.Ordinal));
    }
}
