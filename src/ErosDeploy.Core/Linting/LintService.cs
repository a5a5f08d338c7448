using ErosDeploy.Core.Catalogues;
using ErosDeploy.GoogleSql.Lint;

namespace ErosDeploy.Core.Linting;

/// <summary>Looks over the scripts of a catalogue. Needs its folder and no target.</summary>
public sealed class LintService(CatalogueFolder catalogue)
{
    const string Baseline = "the baseline";

    /// <summary>What is found in the scripts of one phase, judged with all the others known.</summary>
    public async Task<IReadOnlyList<LintFinding>> OfPhaseAsync(string name, CancellationToken cancellationToken)
    {
        var files = FilesOf(catalogue.Phase(name)).ToHashSet(StringComparer.Ordinal);
        return [.. (await AllAsync(cancellationToken)).Where(f => files.Contains(f.File))];
    }

    /// <summary>What is found in all scripts that the catalogue names, in its order.</summary>
    public async Task<IReadOnlyList<LintFinding>> AllAsync(CancellationToken cancellationToken)
    {
        var sources = new List<LintSource>();
        foreach (var (file, step, group) in Scripts().DistinctBy(s => s.File))
            sources.Add(new LintSource(file, (await catalogue.ScriptAsync(file, cancellationToken)).Text) { Step = step, Group = group });
        return Linter.Check(sources);
    }

    /// <summary>Throws when the scripts of one of these phases have an error.</summary>
    internal async Task RefuseErrorsAsync(IEnumerable<PhaseDefinition> phases, CancellationToken cancellationToken)
    {
        var files = phases.SelectMany(FilesOf).ToHashSet(StringComparer.Ordinal);
        LintErrors.Refuse([.. (await AllAsync(cancellationToken)).Where(f => files.Contains(f.File))]);
    }

    IEnumerable<(string File, LintStep? Step, string? Group)> Scripts()
    {
        var all = catalogue.Catalogue;
        foreach (var file in all.Schema.Concat(all.Baseline))
            yield return (file, null, Baseline);
        foreach (var (phase, step) in all.Phases.SelectMany(p => p.Steps.Select(s => (p, s))))
            yield return (step.File, Of(step), phase.Name);
        foreach (var file in all.Sample.Concat(all.Phases.SelectMany(Checks)).Concat(all.Health.Select(h => h.File)))
            yield return (file, null, null);
    }

    static LintStep Of(StepDefinition step) => new(step.Kind, [.. step.Creates.Select(o => o.ToObject())], step.Changes);

    static IEnumerable<string> Checks(PhaseDefinition phase) => phase.Tests.Select(t => t.File).Concat(phase.Benchmarks.Select(b => b.File));

    static IEnumerable<string> FilesOf(PhaseDefinition phase) => phase.Steps.Select(s => s.File).Concat(Checks(phase));
}

/// <summary>Scripts with errors are not run. Pure.</summary>
static class LintErrors
{
    public static void Refuse(IReadOnlyList<LintFinding> findings)
    {
        var errors = findings.Where(f => f.Severity == LintSeverity.Error).ToList();
        if (errors is not [var first, ..])
            return;
        var all = errors.Count == 1 ? "an error" : $"{errors.Count} errors; the first is";
        throw new ErosException(ErosErrorCode.ScriptsRefused, $"The scripts have {all}: {first}", $"{first.Advice} Nothing was changed; Test-ErosPhase -Lint shows every finding.")
        {
            Subject = first.File,
            EndState = EndState.FailedBeforeChange,
        };
    }
}
