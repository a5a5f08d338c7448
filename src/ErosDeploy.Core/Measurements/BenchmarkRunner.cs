using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Measurements;

/// <summary>A run of a benchmark: the figures of its job, or its error.</summary>
sealed record BenchmarkSample(JobNumbers? Numbers, string? Error);

/// <summary>The samples of one benchmark, by repetition; the same place on both sides is one pair. Before is null where there is nothing of it.</summary>
sealed record BenchmarkSamples(BenchmarkDefinition Definition, IReadOnlyList<BenchmarkSample>? Before, IReadOnlyList<BenchmarkSample> After);

/// <summary>Runs the benchmarks of a phase on the target and on what was before, in turns, one at a time and without cached answers.</summary>
/// <param name="before">The dataset with the state from before; null: the target alone.</param>
sealed class BenchmarkRunner(ErosServices services, JobNames jobs, string? before)
{
    public async Task<IReadOnlyList<BenchmarkSamples>> RunAsync(PhaseDefinition phase, GateDefinition gates, CancellationToken cancellationToken)
    {
        var benchmarks = new List<Sides>();
        foreach (var benchmark in phase.Benchmarks)
            benchmarks.Add(await SidesAsync(benchmark, cancellationToken));
        var rounds = gates.WarmUps + gates.Repetitions;
        for (var round = 0; round < rounds; round++)
        {
            await services.Observer.ProgressAsync(new ErosProgress($"Measure {phase.Name}", $"round {round + 1} of {rounds}", 100 * round / rounds), cancellationToken);
            foreach (var sides in benchmarks)
                await RoundAsync(phase.Name, sides, round, keep: round >= gates.WarmUps, cancellationToken);
        }
        await services.Observer.ProgressAsync(new ErosProgress($"Measure {phase.Name}", "done", 100, Completed: true), cancellationToken);
        return benchmarks.Select(b => new BenchmarkSamples(b.Definition, before is null ? null : b.Before, b.After)).ToList();
    }

    async Task<Sides> SidesAsync(BenchmarkDefinition benchmark, CancellationToken cancellationToken)
    {
        var script = await services.Catalogue.ScriptAsync(benchmark.File, cancellationToken);
        return new Sides(benchmark, before is null ? null : script.For(services.Target.Beside(before)), script.For(services.Target));
    }

    /// <summary>The side that goes first changes with every round: whatever the second gains from the first, both gain.</summary>
    async Task RoundAsync(string phase, Sides sides, int round, bool keep, CancellationToken cancellationToken)
    {
        foreach (var isBefore in round % 2 == 0 ? new[] { true, false } : [false, true])
        {
            if ((isBefore ? sides.BeforeSql : sides.AfterSql) is not { } sql)
                continue;
            var sample = await SampleAsync(jobs.Next($"benchmark-{sides.Definition.Id}-{(isBefore ? "before" : "after")}", phase), sql, cancellationToken);
            if (keep)
                (isBefore ? sides.Before : sides.After).Add(sample);
        }
    }

    async Task<BenchmarkSample> SampleAsync(JobName job, string sql, CancellationToken cancellationToken)
    {
        try
        {
            return new BenchmarkSample((await services.Warehouse.MeasureAsync(job, sql, cancellationToken)).Numbers, null);
        }
        catch (ErosException e) when (!CloudErrors.IsOutage(e))
        {
            return new BenchmarkSample(null, e.What);
        }
    }

    sealed record Sides(BenchmarkDefinition Definition, string? BeforeSql, string AfterSql)
    {
        public List<BenchmarkSample> Before { get; } = [];

        public List<BenchmarkSample> After { get; } = [];
    }
}
