using System.Globalization;
using ErosDeploy.TestKit;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>The sampler against the exact distribution. Fixed keys give fixed draws, so that no run is unlucky.</summary>
public sealed class BetaSamplerTests : IAsyncLifetime
{
    const int Draws = 100_000;

    /// <summary>Kolmogorov's limit of p = 0.001 times the root of the sample size.</summary>
    const double Limit = 1.9495;

    static readonly double[] Shapes = [0.5, 1, 2, 50, 5000];

    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    readonly PayloadWarehouse _warehouse = new();

    public static TheoryData<double, double> Pairs => new(Shapes.SelectMany(a => Shapes.Select(b => (a, b))));

    public async ValueTask InitializeAsync()
    {
        await _warehouse.CreateDatasetAsync(Token);
        await _warehouse.RunAsync("phase1/03_beta_sampler.sql", Token);
    }

    public ValueTask DisposeAsync()
    {
        _warehouse.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(1, 1, 0.3, 0.3)]
    [InlineData(2, 2, 0.3, 0.216)]
    [InlineData(0.5, 0.5, 0.25, 1.0 / 3)]
    [InlineData(50, 1, 0.9, 0.0051537752073201)]
    [InlineData(5000, 5000, 0.5, 0.5)]
    [InlineData(2, 3, 0.4, 0.5248)]
    public void The_exact_distribution_is_exact(double a, double b, double x, double probability) =>
        Assert.Equal(probability, new BetaDistribution(a, b).Cumulative(x), 10);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Draws_follow_their_distribution(double a, double b)
    {
        var exact = new BetaDistribution(a, b);
        var draws = await DrawsAsync(a, b);

        Assert.Equal(Draws, draws.Length);
        Assert.InRange(draws.Average() - exact.Mean, -4 * Math.Sqrt(exact.Variance / Draws), 4 * Math.Sqrt(exact.Variance / Draws));
        Assert.InRange(draws.Sum(x => Math.Pow(x - exact.Mean, 2)) / Draws / exact.Variance, 0.97, 1.03);
        Assert.InRange(Distance(draws, exact), 0, Limit / Math.Sqrt(Draws));
    }

    [Fact]
    public async Task A_neighbouring_distribution_is_told_apart() =>
        Assert.True(Distance(await DrawsAsync(50, 50), new BetaDistribution(50, 51)) > Limit / Math.Sqrt(Draws));

    [Fact]
    public async Task Draws_of_captions_seeds_and_numbers_are_independent()
    {
        var row = (await _warehouse.QueryAsync(
            """
            SELECT
              COUNTIF(x <> again) AS changed, COUNT(DISTINCT x) AS different,
              CORR(x, neighbour) AS by_caption, CORR(x, next_draw) AS by_draw, CORR(x, other_seed) AS by_seed, CORR(x * x, neighbour * neighbour) AS by_square
            FROM (
              SELECT
                thompson_draw(3, 10, 'seed', n, 0) AS x,
                thompson_draw(3, 10, 'seed', n, 0) AS again,
                thompson_draw(3, 10, 'seed', n + 1, 0) AS neighbour,
                thompson_draw(3, 10, 'seed', n, 1) AS next_draw,
                thompson_draw(3, 10, 'seee', n, 0) AS other_seed
              FROM UNNEST(GENERATE_ARRAY(1, 20000)) AS n)
            """, Token)).Single();

        Assert.Equal((0L, 20_000L), (row.Get<long>("changed"), row.Get<long>("different")));
        Assert.All(["by_caption", "by_draw", "by_seed", "by_square"], name => Assert.InRange(row.Get<double>(name), -4 / Math.Sqrt(20_000), 4 / Math.Sqrt(20_000)));
    }

    [Fact]
    public async Task The_best_arm_wins_as_often_as_quadrature_says()
    {
        (int Engagements, int Views)[] arms = [(8, 20), (45, 100), (210, 500)];
        var columns = string.Join(", ", arms.Select((arm, i) => $"thompson_draw({arm.Engagements}, {arm.Views}, 'best', {i}, n) AS x{i}"));
        var row = (await _warehouse.QueryAsync(
            $"SELECT COUNTIF(x0 > x1 AND x0 > x2) AS b0, COUNTIF(x1 > x0 AND x1 > x2) AS b1, COUNTIF(x2 > x0 AND x2 > x1) AS b2 FROM (SELECT {columns} FROM UNNEST(GENERATE_ARRAY(1, {Draws})) AS n)", Token)).Single();
        var exact = arms.Select(arm => new BetaDistribution(arm.Engagements + 1, arm.Views - arm.Engagements + 1)).ToList();

        for (var i = 0; i < arms.Length; i++)
        {
            var expected = ProbabilityOfBest(exact, i);
            Assert.InRange(row.Get<long>($"b{i}") / (double)Draws - expected, -4 * Math.Sqrt(expected * (1 - expected) / Draws), 4 * Math.Sqrt(expected * (1 - expected) / Draws));
        }
        Assert.Equal(1, Enumerable.Range(0, arms.Length).Sum(i => ProbabilityOfBest(exact, i)), 9);
    }

    /// <summary>The integral of the arm's density times the others' distributions, by Simpson's rule.</summary>
    static double ProbabilityOfBest(List<BetaDistribution> arms, int best)
    {
        const int intervals = 4000;
        double Integrand(double x) => arms[best].Density(x) * arms.Where((_, i) => i != best).Aggregate(1.0, (product, arm) => product * arm.Cumulative(x));
        return Enumerable.Range(1, intervals - 1).Sum(i => (i % 2 == 0 ? 2 : 4) * Integrand(i / (double)intervals)) / (3 * intervals);
    }

    /// <summary>Sorted.</summary>
    async Task<double[]> DrawsAsync(double a, double b)
    {
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"SELECT STRING_AGG(CAST(x AS STRING), ' ' ORDER BY x) AS draws FROM (SELECT beta_draw({a:0.0}, {b:0.0}, CONCAT('draw:', CAST(n AS STRING))) AS x FROM UNNEST(GENERATE_ARRAY(1, {Draws})) AS n)");
        return [.. (await _warehouse.QueryAsync(sql, Token)).Single().Text("draws")!.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
    }

    static double Distance(double[] sorted, BetaDistribution exact)
    {
        var distance = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var probability = exact.Cumulative(sorted[i]);
            distance = Math.Max(distance, Math.Max((i + 1.0) / sorted.Length - probability, probability - (double)i / sorted.Length));
        }
        return distance;
    }
}
