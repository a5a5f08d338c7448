using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Measurements;

/// <summary>The benchmarks of a phase and what they were judged.</summary>
sealed record GateOutcome(IReadOnlyList<BenchmarkResult> Benchmarks, IReadOnlyList<GateResult> Gates)
{
    public static GateOutcome None { get; } = new([], []);
}

/// <summary>Keeps what a phase is about to change in a dataset beside the target, so that both can be measured in turns by their stable names, and judges it.</summary>
sealed class PhaseGates(ErosServices services, PhaseDefinition phase, JobNames jobs)
{
    /// <summary>Whether a run of these steps changes anything that benchmarks could see.</summary>
    public static bool Apply(PhaseDefinition phase, IReadOnlyList<PlannedStep> steps) =>
        phase.Benchmarks.Count > 0 && steps.Any(s => s is { Action: StepAction.Run, Kind: not StepKind.Always });

    /// <summary>Copies what the benchmarks need. What cannot be defined there is told as a warning: its benchmarks will have no before.</summary>
    public async Task<string> KeepAsync(CatalogueOutline live, string dataset, CancellationToken cancellationToken)
    {
        var statements = new List<string>();
        foreach (var benchmark in phase.Benchmarks)
            statements.Add((await services.Catalogue.ScriptAsync(benchmark.File, cancellationToken)).For(services.Target));
        foreach (var failed in await CopyAsync(Dependencies.Of(live, statements), dataset, cancellationToken))
            await services.Observer.WarningAsync($"Before {phase.Name}: {failed}", cancellationToken);
        return dataset;
    }

    async Task<IReadOnlyList<string>> CopyAsync(NeededObjects needed, string dataset, CancellationToken cancellationToken)
    {
        try
        {
            return await new DatasetClone(services, jobs, dataset).CreateAsync(needed, cancellationToken);
        }
        catch (ErosException e)
        {
            throw new ErosException(e.Code, $"What {phase.Name} is to be measured against could not be copied: {e.What}", $"{e.NextStep} -SkipGates deploys without measuring, and says so.".TrimStart(), e) { Subject = e.Subject };
        }
    }

    /// <param name="before">Null: the target alone is measured, and nothing is compared.</param>
    public async Task<GateOutcome> MeasureAsync(string? before, GateDefinition gates, CancellationToken cancellationToken)
    {
        var prices = services.Catalogue.Catalogue.Prices;
        var samples = await new BenchmarkRunner(services, jobs, before).RunAsync(phase, gates, cancellationToken);
        var results = samples.Select(s => BenchmarkResults.Of(phase.Name, s, prices)).ToList();
        return new GateOutcome(results, before is null ? [] : GateRule.Judge(phase.Name, gates, samples, results));
    }

    /// <summary>Throws when a gate whose policy is Fail is not met.</summary>
    public static void Require(string phase, IReadOnlyList<GateResult> gates)
    {
        if (gates.Where(g => g.Status == CheckStatus.Fail).ToList() is { Count: > 0 } failed)
            throw new ErosException(
                ErosErrorCode.PhaseGateFailed,
                $"{phase} does not meet {string.Join(" and ", failed.Select(GateText.Of))}.",
                "See Gates and Benchmarks of the result; -SkipGates deploys without measuring, and says so.") { Subject = phase };
    }
}
