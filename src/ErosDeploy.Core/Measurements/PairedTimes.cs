namespace ErosDeploy.Core.Measurements;

/// <summary>How times changed: the typical ratio minus 1, its 95 % interval, and the chance of seeing as much without any change.</summary>
readonly record struct TimeChange(double Change, double From, double To, double Chance)
{
    /// <summary>Beyond this it may be chance.</summary>
    public const double Significance = 0.05;

    /// <summary>Both the interval and the exact test must speak: the interval alone cries wolf on few repetitions.</summary>
    public Verdict Verdict =>
        Chance > Significance ? Verdict.Inconclusive
        : To < 0 ? Verdict.Improved
        : From > 0 ? Verdict.Regressed
        : Verdict.Inconclusive;
}

/// <summary>
/// Compares times that were measured in pairs, one after the other. The typical change is the median of the pairs' log ratios; its interval comes from a
/// percentile bootstrap (Efron), its chance from the exact distribution of Wilcoxon's signed ranks under no change, ties by mid-ranks. Pure, and the same
/// for the same times.
/// </summary>
static class PairedTimes
{
    const int Resamples = 2000;
    const double Tail = 0.025;

    /// <param name="logRatios">ln(after / before) of each pair; at least one.</param>
    public static TimeChange Compare(IReadOnlyList<double> logRatios)
    {
        var (from, to) = Interval(logRatios);
        return new TimeChange(Share(Quantile.Median(logRatios)), Share(from), Share(to), Chance(logRatios));
    }

    static double Share(double logRatio) => Math.Exp(logRatio) - 1;

    static (double From, double To) Interval(IReadOnlyList<double> values)
    {
        // The seed is fixed: who measures the same reads the same.
        var random = new Random(Resamples);
        var sorted = values.Order().ToArray();
        var (medians, drawn) = (new double[Resamples], new int[sorted.Length]);
        for (var i = 0; i < Resamples; i++)
        {
            Array.Clear(drawn);
            for (var j = 0; j < drawn.Length; j++)
                drawn[random.Next(drawn.Length)]++;
            medians[i] = (Drawn(sorted, drawn, (sorted.Length - 1) / 2) + Drawn(sorted, drawn, sorted.Length / 2)) / 2;
        }
        return (Quantile.Of(medians, Tail), Quantile.Of(medians, 1 - Tail));
    }

    /// <summary>The value at a place of the resample, of which it is only known how often each value was drawn.</summary>
    static double Drawn(double[] sorted, int[] drawn, int place)
    {
        var i = 0;
        for (var before = drawn[0]; before <= place; before += drawn[i])
            i++;
        return sorted[i];
    }

    /// <summary>Two-sided.</summary>
    static double Chance(IReadOnlyList<double> differences)
    {
        var ranked = Ranks(differences.Where(d => d != 0).ToList());
        var total = ranked.Sum(r => r.TwiceRank);
        var positive = ranked.Where(r => r.Difference > 0).Sum(r => r.TwiceRank);
        var extreme = Math.Min(positive, total - positive);
        return Math.Min(1, 2 * AtMost(ranked.Select(r => r.TwiceRank).ToList(), extreme));
    }

    /// <summary>The share of all sign patterns whose positive ranks sum to no more.</summary>
    static double AtMost(IReadOnlyList<int> twiceRanks, int sum)
    {
        var share = new double[twiceRanks.Sum() + 1];
        share[0] = 1;
        var reached = 0;
        foreach (var rank in twiceRanks)
        {
            for (var s = reached; s >= 0; s--)
            {
                share[s] /= 2;
                share[s + rank] += share[s];
            }
            reached += rank;
        }
        return share.Take(sum + 1).Sum();
    }

    static List<(double Difference, int TwiceRank)> Ranks(List<double> differences)
    {
        var ranked = new List<(double, int)>(differences.Count);
        var below = 0;
        foreach (var group in differences.GroupBy(Math.Abs).OrderBy(g => g.Key))
        {
            var size = group.Count();
            ranked.AddRange(group.Select(d => (d, (2 * below) + size + 1)));
            below += size;
        }
        return ranked;
    }
}

/// <summary>Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan).</summary>
static class Quantile
{
    public static double Median(IReadOnlyList<double> values) => Of(values, 0.5);

    public static double Of(IReadOnlyList<double> values, double share)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
