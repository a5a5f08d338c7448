using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>What the benchmarked questions read before and after phase 2, at ten times the real size.</summary>
public sealed class BenchmarkBytesTests
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    /// <summary>
    /// Read are whole columns of stored rows: of the two materialized views instead of the statistics and the log, and no texts and no log where the candidates
    /// are sought. The lookup, by the columns that the views are clustered by, reads less still on the service, which leaves out blocks; the sandbox does not.
    /// </summary>
    [Fact]
    public async Task Phase_2_removes_reading_from_the_benchmarked_questions()
    {
        var catalogue = (await SqlFolder.OpenAsync(Token)).Catalogue;
        var phase = catalogue.Phases.Single(p => p.Name == "phase2");
        using var warehouse = new PayloadWarehouse();
        await warehouse.CreateDatasetAsync(Token);
        await warehouse.RunAsync(catalogue.Baseline, Token);
        await warehouse.SampleAsync(10, Token);
        Assert.Equal(10 * 44_651, await warehouse.CountAsync("SELECT COUNT(DISTINCT caption_id) FROM caption_bank", Token));
        Assert.Equal(10 * 63_411, await warehouse.CountAsync("SELECT COUNT(DISTINCT event_id) FROM caption_performance_log", Token));
        await warehouse.RunAsync(catalogue.Phases[0].Steps.Select(s => s.File), Token);

        var before = await BytesAsync(warehouse, phase);
        await warehouse.RunAsync(phase.Steps.Select(s => s.File), Token);
        var after = await BytesAsync(warehouse, phase);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", before.Keys.Select(id => $"{id} {before[id]} -> {after[id]}")));
        (string Id, double Share)[] most = [("01-performance-summary", 0.75), ("02-top-performing", 0.8), ("03-caption-lookup", 0.85), ("04-candidates", 0.25)];
        Assert.Equal(before.Keys.Order(), most.Select(m => m.Id));
        Assert.All(most, m => Assert.InRange((double)after[m.Id] / before[m.Id], 0.01, m.Share));
    }

    static async Task<Dictionary<string, long>> BytesAsync(PayloadWarehouse warehouse, PhaseDefinition phase)
    {
        var bytes = new Dictionary<string, long>();
        foreach (var benchmark in phase.Benchmarks)
            bytes[benchmark.Id] = (await warehouse.RunAsync(benchmark.File, Token)).BytesProcessed;
        return bytes;
    }
}
