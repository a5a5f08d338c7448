using System.Diagnostics;
using System.Globalization;

namespace ErosDeploy.Benchmarks;

/// <summary>Medians of two ways to do the same, in milliseconds, and the ratio that is allowed.</summary>
internal sealed record Comparison(string Name, double Ours, double Reference, double Bar)
{
    /// <summary>One unmeasured round, then <paramref name="rounds"/> of both in turn.</summary>
    public static Comparison Measure(string name, double bar, int rounds, Action ours, Action reference)
    {
        ours();
        reference();
        var times = Enumerable.Range(0, rounds).Select(_ => (Ours: Time(ours), Reference: Time(reference))).ToList();
        return new Comparison(name, Median(times.Select(time => time.Ours)), Median(times.Select(time => time.Reference)), bar);
    }

    public string Line() => string.Create(
        CultureInfo.InvariantCulture, $"  {Name,-26} {Ours,10:0.0} {Reference,14:0.0} {Ours / Reference,8:0.00} {Bar,6:0.0}");

    static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
