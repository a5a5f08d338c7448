using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Measurements;

/// <summary>From samples to results. Pure.</summary>
static class BenchmarkResults
{
    const double BytesPerTiB = 1L << 40;

    /// <summary>What the service tells is whole milliseconds: a shorter time counts as this.</summary>
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static BenchmarkResult Of(string phase, BenchmarkSamples samples, PriceDefinition prices)
    {
        var pairs = LogRatios(samples).OfType<double>().ToList();
        TimeChange? change = pairs.Count == 0 ? null : PairedTimes.Compare(pairs);
        return new BenchmarkResult
        {
            Phase = phase,
            Id = samples.Definition.Id,
            Title = samples.Definition.Title,
            Before = samples.Before is { } before ? Side(before, prices) : null,
            After = Side(samples.After, prices),
            Change = change?.Change,
            ChangeFrom = change?.From,
            ChangeTo = change?.To,
            Verdict = change?.Verdict ?? Verdict.Inconclusive,
        };
    }

    /// <summary>ln(after / before) by repetition; null where a side failed.</summary>
    public static IReadOnlyList<double?> LogRatios(BenchmarkSamples samples) =>
        (samples.Before ?? []).Zip(samples.After, (b, a) => b.Numbers is { } before && a.Numbers is { } after
            ? Math.Log(Length(after.Duration) / Length(before.Duration)) : (double?)null).ToList();

    static MeasuredSide Side(IReadOnlyList<BenchmarkSample> samples, PriceDefinition prices)
    {
        var good = samples.Select(s => s.Numbers).OfType<Warehouses.JobNumbers>().ToList();
        var times = good.Select(n => n.Duration.TotalMilliseconds).ToList();
        var billed = Median(good.Select(n => n.BytesBilled));
        return new MeasuredSide
        {
            Runs = samples.Count,
            Errors = samples.Count - good.Count,
            Median = times.Count == 0 ? null : TimeSpan.FromMilliseconds(Quantile.Median(times)),
            Spread = times.Count == 0 ? null : TimeSpan.FromMilliseconds(Quantile.Of(times, 0.75) - Quantile.Of(times, 0.25)),
            BytesProcessed = Median(good.Select(n => n.BytesProcessed)),
            BytesBilled = billed,
            SlotTime = Median(good.Select(n => (long?)n.SlotTime?.TotalMilliseconds)) is { } slots ? TimeSpan.FromMilliseconds(slots) : null,
            Cost = billed / BytesPerTiB * prices.PerTiBProcessed,
            Error = samples.FirstOrDefault(s => s.Error is not null)?.Error,
        };
    }

    static double Length(TimeSpan time) => Math.Max(time.TotalMilliseconds, Shortest.TotalMilliseconds);

    static long? Median(IEnumerable<long?> values)
    {
        var known = values.OfType<long>().Select(v => (double)v).ToList();
        return known.Count == 0 ? null : (long)Math.Round(Quantile.Median(known));
    }
}
