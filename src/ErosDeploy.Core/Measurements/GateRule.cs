using System.Globalization;
using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Measurements;

/// <summary>
/// Measurements against the limits of eros.json. Pure. A limit is met only beyond its edge: exactly 10 % faster is not <c>more than 10 %</c>. What scatters
/// too much is never met and never undoes a phase: it warns; what could not be measured is Unknown.
/// </summary>
static class GateRule
{
    public static IReadOnlyList<GateResult> Judge(string phase, GateDefinition gates, IReadOnlyList<BenchmarkSamples> samples, IReadOnlyList<BenchmarkResult> results)
    {
        if (results.Count == 0)
            return [];
        return
        [
            Time(phase, gates, Typical(samples), Total(results, r => r.Before?.Median?.TotalMilliseconds), Total(results, r => r.After.Median?.TotalMilliseconds)),
            Cost(phase, gates, Total(results, r => r.Before?.Cost), Total(results, r => r.After.Cost)),
            Errors(phase, gates, results.All(r => r.Before is not null) ? Rate(results.Select(r => r.Before!)) : null, Rate(results.Select(r => r.After))),
        ];
    }

    /// <summary>What a phase with benchmarks will be judged by.</summary>
    public static IReadOnlyList<PlannedGate> Planned(GateDefinition gates) =>
    [
        new PlannedGate(GateKind.Time, gates.Policies.Time, Faster(gates)),
        new PlannedGate(GateKind.Cost, gates.Policies.Cost, Cheaper(gates)),
        new PlannedGate(GateKind.Errors, gates.Policies.Errors, Failing(gates)),
    ];

    static string Faster(GateDefinition gates) => $"more than {Percent(gates.MedianImprovement)} faster";

    static string Cheaper(GateDefinition gates) => $"less than {Percent(gates.CostIncrease)} dearer";

    static string Failing(GateDefinition gates) => $"less than {Percent(gates.ErrorRate)}, and not more than before";

    /// <param name="change">Over all benchmarks; null: not measured on both sides.</param>
    public static GateResult Time(string phase, GateDefinition gates, TimeChange? change, double? before, double? after)
    {
        var verdict = change?.Verdict ?? Verdict.Inconclusive;
        var status = change is null ? CheckStatus.Unknown
            : verdict == Verdict.Inconclusive ? CheckStatus.Warn
            : verdict == Verdict.Improved && -change.Value.Change > gates.MedianImprovement ? CheckStatus.Pass
            : Missed(gates.Policies.Time);
        return new GateResult
        {
            Phase = phase,
            Kind = GateKind.Time,
            Policy = gates.Policies.Time,
            Status = status,
            Verdict = verdict,
            Before = before,
            After = after,
            Change = change?.Change,
            ChangeFrom = change?.From,
            ChangeTo = change?.To,
            Threshold = Faster(gates),
            Detail = change is null ? NotMeasured : null,
        };
    }

    public static GateResult Cost(string phase, GateDefinition gates, double? before, double? after)
    {
        var change = Change(before, after);
        return new GateResult
        {
            Phase = phase,
            Kind = GateKind.Cost,
            Policy = gates.Policies.Cost,
            Status = change is null ? CheckStatus.Unknown : IsUnder(before!.Value, after!.Value, gates.CostIncrease) ? CheckStatus.Pass : Missed(gates.Policies.Cost),
            Verdict = VerdictOf(change),
            Before = before,
            After = after,
            Change = change,
            Threshold = Cheaper(gates),
            Detail = change is null ? NotMeasured : null,
        };
    }

    public static GateResult Errors(string phase, GateDefinition gates, double? before, double? after)
    {
        var status = after is null ? CheckStatus.Unknown
            : after >= gates.ErrorRate || after > before ? Missed(gates.Policies.Errors)
            : before is null ? CheckStatus.Unknown
            : CheckStatus.Pass;
        return new GateResult
        {
            Phase = phase,
            Kind = GateKind.Errors,
            Policy = gates.Policies.Errors,
            Status = status,
            Verdict = VerdictOf(after - before),
            Before = before,
            After = after,
            Change = after - before,
            Threshold = Failing(gates),
            Detail = after is null || before is null ? NotMeasured : null,
        };
    }

    /// <summary>In decimals: exactly 5 % dearer is not under 5 %, whatever a quotient of doubles says.</summary>
    static bool IsUnder(double before, double after, double increase) =>
        after == before || (decimal)after < (decimal)before * (1 + (decimal)increase);

    const string NotMeasured = "it was not measured on both sides";

    static CheckStatus Missed(GatePolicy policy) => policy == GatePolicy.Fail ? CheckStatus.Fail : CheckStatus.Warn;

    static Verdict VerdictOf(double? change) => change switch
    {
        null => Verdict.Inconclusive,
        < 0 => Verdict.Improved,
        > 0 => Verdict.Regressed,
        _ => Verdict.Unchanged,
    };

    /// <summary>From nothing to something is without bound; from nothing to nothing no change.</summary>
    static double? Change(double? before, double? after) => (before, after) switch
    {
        (null, _) or (_, null) => null,
        (0, 0) => 0,
        (0, _) => double.PositiveInfinity,
        _ => (after / before) - 1,
    };

    /// <summary>Each repetition counts once, with the mean of its benchmarks: an hour of load on the service hits all of them alike.</summary>
    static TimeChange? Typical(IReadOnlyList<BenchmarkSamples> samples)
    {
        var byBenchmark = samples.Select(BenchmarkResults.LogRatios).ToList();
        if (byBenchmark.Any(r => r.All(x => x is null)))
            return null;
        var rounds = Enumerable.Range(0, byBenchmark.Max(r => r.Count)).Select(i => byBenchmark.Select(r => r.ElementAtOrDefault(i)).ToList());
        var whole = rounds.Where(r => r.All(x => x is not null)).Select(r => r.Average()!.Value).ToList();
        return whole.Count == 0 ? null : PairedTimes.Compare(whole);
    }

    static double? Total(IEnumerable<BenchmarkResult> results, Func<BenchmarkResult, double?> figure) =>
        results.Select(figure).Aggregate((double?)0, (sum, value) => sum + value);

    static double? Rate(IEnumerable<MeasuredSide> sides)
    {
        var all = sides.ToList();
        var runs = all.Sum(s => s.Runs);
        return runs == 0 ? null : (double)all.Sum(s => s.Errors) / runs;
    }

    static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
