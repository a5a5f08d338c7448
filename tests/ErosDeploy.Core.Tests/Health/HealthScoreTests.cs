using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Health;
using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.Core.Tests.Health;

public sealed class HealthScoreTests
{
    static readonly ScoreDefinition Rules = new()
    {
        Weights = new ScoreWeights(20, 20, 20, 20, 20),
        Shares = new ScoreShares(1, 0.5, 0, 0),
        Grades =
        [
            new GradeDefinition { Grade = HealthGrade.Excellent, Minimum = 90 },
            new GradeDefinition { Grade = HealthGrade.Good, Minimum = 75 },
            new GradeDefinition { Grade = HealthGrade.Fair, Minimum = 60 },
            new GradeDefinition { Grade = HealthGrade.NeedsAttention, Minimum = 0 },
        ],
        UnknownCapsAt = HealthGrade.Good,
    };

    static HealthDefinition Definition(ThresholdDirection direction = ThresholdDirection.Max, double? warn = 10, double? fail = 20) => new()
    {
        Section = HealthSection.Health,
        Id = "check",
        Title = "Check",
        File = "check.sql",
        Component = HealthComponentName.Integrity,
        Direction = direction,
        Warn = warn,
        Fail = fail,
        MinimumSample = 5,
    };

    static CheckStatus Status(HealthDefinition definition, double? value, long? sample = 5) =>
        HealthVerdict.Judge(definition, new HealthMeasurement(value, sample, DateTimeOffset.UnixEpoch, null)).Status;

    [Theory]
    [InlineData(ThresholdDirection.Max, 10, CheckStatus.Pass)]
    [InlineData(ThresholdDirection.Max, 10.000001, CheckStatus.Warn)]
    [InlineData(ThresholdDirection.Max, 20, CheckStatus.Warn)]
    [InlineData(ThresholdDirection.Max, 20.000001, CheckStatus.Fail)]
    [InlineData(ThresholdDirection.Max, double.PositiveInfinity, CheckStatus.Fail)]
    [InlineData(ThresholdDirection.Max, double.NaN, CheckStatus.Unknown)]
    public void Thresholds_are_exact_at_their_edges(ThresholdDirection direction, double value, CheckStatus expected) =>
        Assert.Equal(expected, Status(Definition(direction), value));

    [Theory]
    [InlineData(20, CheckStatus.Pass)]
    [InlineData(19.9, CheckStatus.Warn)]
    [InlineData(10, CheckStatus.Warn)]
    [InlineData(9.9, CheckStatus.Fail)]
    public void Thresholds_can_be_minima(double value, CheckStatus expected) =>
        Assert.Equal(expected, Status(Definition(ThresholdDirection.Min, warn: 20, fail: 10), value));

    [Fact]
    public void A_check_without_thresholds_informs() => Assert.Equal(CheckStatus.Pass, Status(Definition(warn: null, fail: null), 1e9));

    [Theory]
    [InlineData(null, 5L)]
    [InlineData(1.0, 4L)]
    [InlineData(1.0, null)]
    public void No_value_or_too_few_rows_are_unknown(double? value, long? sample) => Assert.Equal(CheckStatus.Unknown, Status(Definition(), value, sample));

    [Fact]
    public void An_unreadable_check_is_unknown_and_says_why()
    {
        var check = HealthVerdict.Judge(Definition(), HealthMeasurement.Unreadable("Not found: Table d.t"));

        Assert.Equal((CheckStatus.Unknown, "Not found: Table d.t"), (check.Status, check.Detail));
    }

    static HealthCheck Check(HealthComponentName? component, CheckStatus status) => new()
    {
        Section = HealthSection.Health,
        Id = "c",
        Title = "C",
        Status = status,
        Component = component,
        Threshold = "",
    };

    static List<HealthCheck> AllPass() => Enum.GetValues<HealthComponentName>().Select(c => Check(c, CheckStatus.Pass)).ToList();

    static (double Score, HealthGrade Grade) ScoreOf(IReadOnlyList<HealthCheck> checks)
    {
        var components = HealthScore.Components(Rules, checks);
        var score = HealthScore.Score(components);
        return (score, HealthScore.Grade(Rules, score, components));
    }

    /// <summary>One letter per component: integrity, performance, errors, EMV, availability.</summary>
    [Theory]
    [InlineData("PPPPP", 100, HealthGrade.Excellent)]
    [InlineData("PPPPW", 90, HealthGrade.Excellent)]
    [InlineData("PPPWW", 80, HealthGrade.Good)]
    [InlineData("PPPPF", 80, HealthGrade.Good)]
    [InlineData("PPPPU", 80, HealthGrade.Good)]
    [InlineData("PPPFW", 70, HealthGrade.Fair)]
    [InlineData("PPWWW", 70, HealthGrade.Fair)]
    [InlineData("PPPUW", 70, HealthGrade.Fair)]
    [InlineData("PPPFF", 60, HealthGrade.Fair)]
    [InlineData("PPPUU", 60, HealthGrade.Fair)]
    [InlineData("WWWWW", 50, HealthGrade.NeedsAttention)]
    [InlineData("PPFFF", 40, HealthGrade.NeedsAttention)]
    [InlineData("FFFFW", 10, HealthGrade.NeedsAttention)]
    [InlineData("UUUUU", 0, HealthGrade.NeedsAttention)]
    public void Score_is_the_sum_of_its_components(string statuses, double score, HealthGrade grade) => Assert.Equal(
        (score, grade),
        ScoreOf([.. Enum.GetValues<HealthComponentName>().Zip(statuses, (c, s) => Check(c, s switch { 'P' => CheckStatus.Pass, 'W' => CheckStatus.Warn, 'F' => CheckStatus.Fail, _ => CheckStatus.Unknown }))]));

    [Fact]
    public void Five_healthy_components_make_a_hundred() => Assert.Equal((100, HealthGrade.Excellent), ScoreOf(AllPass()));

    [Fact]
    public void A_component_is_as_good_as_its_worst_check() =>
        Assert.Equal((90, HealthGrade.Excellent), ScoreOf([.. AllPass(), Check(HealthComponentName.Emv, CheckStatus.Warn)]));

    [Fact]
    public void An_unknown_component_earns_nothing_and_caps_the_grade()
    {
        Assert.Equal((80, HealthGrade.Good), ScoreOf([.. AllPass(), Check(HealthComponentName.Emv, CheckStatus.Unknown)]));
        var generous = Rules with { Shares = new ScoreShares(1, 1, 1, 1), UnknownCapsAt = HealthGrade.Fair };
        var components = HealthScore.Components(generous, [.. AllPass(), Check(HealthComponentName.Emv, CheckStatus.Unknown)]);
        Assert.Equal((80, HealthGrade.Fair), (HealthScore.Score(components), HealthScore.Grade(generous, 99, components)));
    }

    [Fact]
    public void A_component_that_nothing_measures_is_unknown() =>
        Assert.Equal((80, HealthGrade.Good), ScoreOf(AllPass().Where(c => c.Component != HealthComponentName.Performance).ToList()));

    [Fact]
    public void A_check_outside_the_components_does_not_touch_the_score() =>
        Assert.Equal((100, HealthGrade.Excellent), ScoreOf([.. AllPass(), Check(null, CheckStatus.Fail)]));

    [Fact]
    public void A_worse_check_never_raises_the_score()
    {
        CheckStatus[] fromBest = [CheckStatus.Pass, CheckStatus.Warn, CheckStatus.Fail];
        Prop.ForAll<byte[]>(statuses =>
        {
            var checks = statuses.Select((s, i) => Check((HealthComponentName)(i % 5), fromBest[s % 3])).ToList();
            return checks.Select((check, i) => (check, i)).Where(c => c.check.Status != CheckStatus.Fail)
                .All(c => ScoreOf([.. checks[..c.i], c.check with { Status = CheckStatus.Fail }, .. checks[(c.i + 1)..]]).Score <= ScoreOf(checks).Score);
        }).QuickCheckThrowOnFailure();
    }
}
