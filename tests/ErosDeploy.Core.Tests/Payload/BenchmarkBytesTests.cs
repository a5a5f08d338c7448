using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>What the benchmarked questions read before and after phase 2, at ten times the real size.</summary>
public sealed class BenchmarkBytesTests
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    /// <summary>
    /// The sandbox does not prune by clusters, so what that saves the lookup on the service does not show here.
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
        Assert.All(before.Keys, id => Assert.InRange(after[id], 1, before[id] - 1));
        Assert.True(after["02-top-performing"] < 0.8 * before["02-top-performing"]);
        Assert.True(after["04-candidates"] < 0.5 * before["04-candidates"]);
    }

    static async Task<Dictionary<string, long>> BytesAsync(PayloadWarehouse warehouse, PhaseDefinition phase)
    {
        var bytes = new Dictionary<string, long>();
        foreach (var benchmark in phase.Benchmarks)
            bytes[benchmark.Id] = (await warehouse.RunAsync(benchmark.File, Token)).BytesProcessed;
        return bytes;
    }
}
