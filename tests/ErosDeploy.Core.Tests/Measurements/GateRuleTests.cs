using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Measurements;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Measurements;

/// <summary>What the gates say, exact at their edges.</summary>
public sealed class GateRuleTests
{
    static GateDefinition Gates(GatePolicy policy) => new()
    {
        MedianImprovement = 0.1,
        CostIncrease = 0.05,
        ErrorRate = 0.01,
        WarmUps = 1,
        Repetitions = 8,
        Policies = new GatePolicies { Time = policy, Cost = policy, Errors = policy },
    };

    static readonly PriceDefinition Prices = new() { Currency = "USD", PerTiBProcessed = 6.25, MinimumBytesPerTable = 0, PerGiBMonthActive = 0, PerGiBMonthLongTerm = 0 };

    [Theory]
    [InlineData(-0.2, -0.3, -0.11, 0.01, Verdict.Improved, CheckStatus.Pass)]
    [InlineData(-0.1000001, -0.3, -0.0001, 0.05, Verdict.Improved, CheckStatus.Pass)]
    [InlineData(-0.1, -0.3, -0.0001, 0.01, Verdict.Improved, CheckStatus.Fail)]
    [InlineData(-0.05, -0.07, -0.03, 0.01, Verdict.Improved, CheckStatus.Fail)]
    [InlineData(-0.5, -0.7, -0.3, 0.0501, Verdict.Inconclusive, CheckStatus.Warn)]
    [InlineData(-0.5, -0.7, 0, 0.01, Verdict.Inconclusive, CheckStatus.Warn)]
    [InlineData(-0.5, -0.7, 0.1, 0.01, Verdict.Inconclusive, CheckStatus.Warn)]
    [InlineData(0, 0, 0, 1, Verdict.Inconclusive, CheckStatus.Warn)]
    [InlineData(0.5, 0, 0.7, 0.01, Verdict.Inconclusive, CheckStatus.Warn)]
    [InlineData(0.01, 0.0001, 0.02, 0.05, Verdict.Regressed, CheckStatus.Fail)]
    public void Time(double change, double from, double to, double chance, Verdict verdict, CheckStatus status)
    {
        var gate = GateRule.Time("p", Gates(GatePolicy.Fail), new TimeChange(change, from, to, chance), 100, 100);
        Assert.Equal((verdict, status), (gate.Verdict, gate.Status));
        var warned = GateRule.Time("p", Gates(GatePolicy.Warn), new TimeChange(change, from, to, chance), 100, 100);
        Assert.Equal(status == CheckStatus.Fail ? CheckStatus.Warn : status, warned.Status);
    }

    [Theory]
    [InlineData(100.0, 104.999, Verdict.Regressed, CheckStatus.Pass)]
    [InlineData(100.0, 105.0, Verdict.Regressed, CheckStatus.Fail)]
    [InlineData(0.1, 0.105, Verdict.Regressed, CheckStatus.Fail)]
    [InlineData(0.7, 0.735, Verdict.Regressed, CheckStatus.Fail)]
    [InlineData(100.0, 100.0, Verdict.Unchanged, CheckStatus.Pass)]
    [InlineData(100.0, 50.0, Verdict.Improved, CheckStatus.Pass)]
    [InlineData(0.0, 0.0, Verdict.Unchanged, CheckStatus.Pass)]
    [InlineData(0.0, 1e-9, Verdict.Regressed, CheckStatus.Fail)]
    [InlineData(null, 1.0, Verdict.Inconclusive, CheckStatus.Unknown)]
    [InlineData(1.0, null, Verdict.Inconclusive, CheckStatus.Unknown)]
    public void Cost(double? before, double? after, Verdict verdict, CheckStatus status)
    {
        var gate = GateRule.Cost("p", Gates(GatePolicy.Fail), before, after);
        Assert.Equal((verdict, status), (gate.Verdict, gate.Status));
        Assert.Equal(status == CheckStatus.Fail ? CheckStatus.Warn : status, GateRule.Cost("p", Gates(GatePolicy.Warn), before, after).Status);
    }

    [Theory]
    [InlineData(0.0, 0.0, Verdict.Unchanged, CheckStatus.Pass)]
    [InlineData(0.0, 0.0099, Verdict.Regressed, CheckStatus.Fail)]
    [InlineData(0.0099, 0.0099, Verdict.Unchanged, CheckStatus.Pass)]
    [InlineData(0.5, 0.01, Verdict.Improved, CheckStatus.Fail)]
    [InlineData(0.5, 0.0099, Verdict.Improved, CheckStatus.Pass)]
    [InlineData(null, 0.0, Verdict.Inconclusive, CheckStatus.Unknown)]
    [InlineData(null, 0.01, Verdict.Inconclusive, CheckStatus.Fail)]
    [InlineData(0.0, null, Verdict.Inconclusive, CheckStatus.Unknown)]
    public void Errors(double? before, double? after, Verdict verdict, CheckStatus status)
    {
        var gate = GateRule.Errors("p", Gates(GatePolicy.Fail), before, after);
        Assert.Equal((verdict, status), (gate.Verdict, gate.Status));
        Assert.Equal(status == CheckStatus.Fail ? CheckStatus.Warn : status, GateRule.Errors("p", Gates(GatePolicy.Warn), before, after).Status);
    }

    [Fact]
    public void A_benchmark_that_failed_before_leaves_times_and_cost_unknown()
    {
        var gates = Judge(Samples(10, 10), Samples(null, 10));
        Assert.Equal([CheckStatus.Unknown, CheckStatus.Unknown, CheckStatus.Pass], gates.Select(g => g.Status));
        Assert.Equal([Verdict.Inconclusive, Verdict.Inconclusive, Verdict.Improved], gates.Select(g => g.Verdict));
    }

    [Fact]
    public void A_benchmark_that_fails_after_misses_the_gate_of_errors()
    {
        var gates = Judge(Samples(10, 10), Samples(10, null));
        Assert.Equal((CheckStatus.Fail, 0.5), (gates[2].Status, gates[2].After));
        var error = Assert.Throws<ErosException>(() => PhaseGates.Require("p", gates));
        Assert.Equal("EROS2011", error.CodeText);
        Assert.Contains("50% of the runs failed, 0% before", error.Message, StringComparison.Ordinal);
    }

    /// <summary>One benchmark twice as fast, one twice as slow: as a whole nothing changed.</summary>
    [Fact]
    public void Benchmarks_count_alike_however_long_they_take()
    {
        var gates = Judge(Samples(2000, 1000), Samples(10, 20));
        Assert.Equal((0.0, Verdict.Inconclusive, 2010.0, 1020.0), (Math.Round(gates[0].Change!.Value, 12), gates[0].Verdict, gates[0].Before, gates[0].After));
    }

    [Fact]
    public void Without_benchmarks_there_are_no_gates() => Assert.Empty(Judge());

    static IReadOnlyList<GateResult> Judge(params IReadOnlyList<BenchmarkSamples> samples) =>
        GateRule.Judge("p", Gates(GatePolicy.Fail), samples, samples.Select(s => BenchmarkResults.Of("p", s, Prices)).ToList());

    static BenchmarkSamples Samples(int? before, int? after) =>
        new(new BenchmarkDefinition { Id = "b", Title = "b", File = "b.sql" }, Side(before), Side(after));

    static List<BenchmarkSample> Side(int? milliseconds) => Enumerable.Range(0, 8).Select(_ => milliseconds is { } ms
        ? new BenchmarkSample(new JobNumbers("job", TimeSpan.FromMilliseconds(ms), 1 << 20, 10 << 20, null), null)
        : new BenchmarkSample(null, "no")).ToList();
}
