using ErosDeploy.Core.Measurements;

namespace ErosDeploy.Core.Tests.Measurements;

public sealed class PairedTimesTests
{
    /// <summary>The exact tables of Wilcoxon's signed ranks: 5 of a sign cannot be told from chance, 6 can; a rank sum of 8 in 10 is the edge at 5 %.</summary>
    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, 0.0625)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6 }, 0.03125)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6, 7, -8, 9, 10 }, 50.0 / 1024)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6, 7, 8, -9, 10 }, 66.0 / 1024)]
    [InlineData(new[] { 1.0, -1, 1, -1 }, 1.0)]
    [InlineData(new[] { 0.0, 0, 0 }, 1.0)]
    public void The_chance_is_that_of_the_exact_test(double[] differences, double chance) => Assert.Equal(chance, PairedTimes.Compare(differences).Chance, 12);

    [Fact]
    public void Equal_times_change_nothing() =>
        Assert.Equal(new TimeChange(0, 0, 0, 1), PairedTimes.Compare([0, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public void Half_the_time_in_every_pair_is_an_improvement_by_half()
    {
        var change = PairedTimes.Compare([.. Enumerable.Repeat(Math.Log(0.5), 8)]);
        Assert.Equal((-0.5, -0.5, -0.5, Verdict.Improved), (Math.Round(change.Change, 12), Math.Round(change.From, 12), Math.Round(change.To, 12), change.Verdict));
    }

    /// <summary>At most 5 % false alarms at n = 30, whatever the noise: log-normal, heavy tails, whole milliseconds with many ties, a drifting service.</summary>
    [Theory]
    [InlineData("lognormal")]
    [InlineData("heavy")]
    [InlineData("ties")]
    [InlineData("drift")]
    public void Of_equal_sides_at_most_one_in_twenty_is_called_different(string noise)
    {
        const int trials = 2000;
        var random = new Random(30);
        var alarms = Enumerable.Range(0, trials).Count(_ => PairedTimes.Compare(Pairs(30, 1, noise, random)).Verdict != Verdict.Inconclusive);
        Assert.InRange(alarms, 1, trials / 20);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(30)]
    public void A_real_change_is_found(int repetitions)
    {
        var random = new Random(7);
        var found = Enumerable.Range(0, 500).Count(_ => PairedTimes.Compare(Pairs(repetitions, 0.7, "lognormal", random)).Verdict == Verdict.Improved);
        Assert.InRange(found, 450, 500);
    }

    static List<double> Pairs(int count, double ratio, string noise, Random random) =>
        Enumerable.Range(0, count).Select(i => Math.Log(ratio * Time(noise, i, random) / Time(noise, i, random))).ToList();

    static double Time(string noise, int round, Random random) => noise switch
    {
        "heavy" => 20 / Math.Pow(1 - random.NextDouble(), 1 / 1.5),
        "ties" => Math.Max(1, Math.Round(4 * Math.Exp(0.2 * Normal(random)))),
        "drift" => (100 + (10 * round)) * Math.Exp(0.15 * Normal(random)),
        _ => 100 * Math.Exp(0.15 * Normal(random)),
    };

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
