using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Watches;

namespace ErosDeploy.Core.Tests.Watches;

public sealed class TriggerRuleTests
{
    static readonly TriggerDefinition Above = new() { Id = "failures", Title = "Failures", Comparison = TriggerComparison.Above, Section = HealthSection.Deployment, Check = "recent", Threshold = 0.1 };

    static readonly TriggerDefinition Corruption = new() { Id = "corruption", Title = "Corruption", Comparison = TriggerComparison.NewFailure, Component = HealthComponentName.Integrity };

    static TriggerDefinition Increase(double threshold) => Above with { Id = "change", Comparison = TriggerComparison.Increase, Threshold = threshold };

    static HealthCheck Check(double? value, CheckStatus status = CheckStatus.Pass, string id = "recent") =>
        new() { Section = HealthSection.Deployment, Id = id, Title = id, Status = status, Value = value, Threshold = "fail > 0", Component = id == "recent" ? null : HealthComponentName.Integrity, Detail = status == CheckStatus.Unknown ? "the sample has 3 of at least 20 rows" : null };

    static HealthReport Report(params HealthCheck[] checks) => new()
    {
        Target = "t", MeasuredAt = DateTimeOffset.UnixEpoch, Score = 90, Grade = HealthGrade.Good, Status = CheckStatus.Pass, Components = [], Checks = checks, Duration = TimeSpan.Zero,
    };

    static TriggerReading Judge(TriggerDefinition trigger, HealthReport before, HealthReport now) => Assert.Single(TriggerRule.Judge([trigger], before, now));

    [Theory]
    [InlineData(0.0, CheckStatus.Pass)]
    [InlineData(0.1, CheckStatus.Pass)]
    [InlineData(0.100001, CheckStatus.Fail)]
    [InlineData(1.0, CheckStatus.Fail)]
    [InlineData(null, CheckStatus.Unknown)]
    [InlineData(double.NaN, CheckStatus.Unknown)]
    public void A_share_fires_above_its_threshold_alone(double? now, CheckStatus expected) =>
        Assert.Equal(expected, Judge(Above, Report(), Report(Check(now))).Status);

    [Theory]
    [InlineData(0.5, 1000.0, 1500.0, CheckStatus.Pass)]
    [InlineData(0.5, 1000.0, 1500.0001, CheckStatus.Fail)]
    [InlineData(0.25, 0.01, 0.0125, CheckStatus.Pass)]
    [InlineData(0.25, 0.01, 0.01250001, CheckStatus.Fail)]
    [InlineData(0.1, 0.3, 0.33, CheckStatus.Pass)]
    [InlineData(0.25, 4.0, 1.0, CheckStatus.Pass)]
    [InlineData(0.25, 1e21, 1.3e21, CheckStatus.Fail)]
    [InlineData(0.25, 0.0, 5.0, CheckStatus.Unknown)]
    [InlineData(0.25, -1.0, 5.0, CheckStatus.Unknown)]
    [InlineData(0.25, null, 5.0, CheckStatus.Unknown)]
    [InlineData(0.25, 5.0, null, CheckStatus.Unknown)]
    public void A_change_fires_when_it_is_more_than_its_share(double threshold, double? before, double? now, CheckStatus expected) =>
        Assert.Equal(expected, Judge(Increase(threshold), Report(Check(before)), Report(Check(now))).Status);

    [Fact]
    public void What_has_too_few_samples_fires_nothing_and_says_so()
    {
        var now = Judge(Above, Report(), Report(Check(0.9, CheckStatus.Unknown)));
        var before = Judge(Increase(0.5), Report(Check(1, CheckStatus.Unknown)), Report(Check(9)));

        Assert.Equal((CheckStatus.Unknown, "the sample has 3 of at least 20 rows"), (now.Status, now.Detail));
        Assert.Equal((CheckStatus.Unknown, "before the deployment: the sample has 3 of at least 20 rows"), (before.Status, before.Detail));
    }

    [Theory]
    [InlineData(CheckStatus.Pass, CheckStatus.Fail, CheckStatus.Fail)]
    [InlineData(CheckStatus.Warn, CheckStatus.Fail, CheckStatus.Fail)]
    [InlineData(CheckStatus.Unknown, CheckStatus.Fail, CheckStatus.Fail)]
    [InlineData(CheckStatus.Fail, CheckStatus.Fail, CheckStatus.Pass)]
    [InlineData(CheckStatus.Pass, CheckStatus.Warn, CheckStatus.Pass)]
    [InlineData(CheckStatus.Pass, CheckStatus.Unknown, CheckStatus.Unknown)]
    [InlineData(CheckStatus.Fail, CheckStatus.Unknown, CheckStatus.Unknown)]
    [InlineData(CheckStatus.Pass, CheckStatus.Pass, CheckStatus.Pass)]
    public void Corruption_is_a_failure_that_was_none_before(CheckStatus before, CheckStatus now, CheckStatus expected) =>
        Assert.Equal(expected, Judge(Corruption, Report(Check(1, before, "orphans")), Report(Check(2, now, "orphans"), Check(9, CheckStatus.Fail))).Status);

    [Fact]
    public void One_new_failure_among_unreadable_checks_fires_and_names_itself()
    {
        var reading = Judge(Corruption, Report(Check(0, id: "orphans")), Report(Check(null, CheckStatus.Unknown, "blank"), Check(7, CheckStatus.Fail, "orphans")));

        Assert.Equal((CheckStatus.Fail, 7.0, 0.0), (reading.Status, reading.Value, reading.Before));
        Assert.Equal("Deployment/orphans (orphans) is 7, fail > 0; before the deployment Pass at 0", reading.Detail);
    }

    [Fact]
    public void A_component_that_nothing_measures_is_unknown() => Assert.Equal(CheckStatus.Unknown, Judge(Corruption, Report(), Report()).Status);

    [Theory]
    [InlineData(0, 15)]
    [InlineData(14, 15)]
    [InlineData(15, 30)]
    [InlineData(17, 30)]
    [InlineData(31, 40)]
    public void A_watch_looks_at_multiples_of_its_interval_and_at_its_end(int passed, int next)
    {
        var start = DateTimeOffset.UnixEpoch;
        Assert.Equal(start.AddMinutes(next), WatchSchedule.Next(start, start.AddMinutes(40), TimeSpan.FromMinutes(15), start.AddMinutes(passed)));
    }

    [Theory]
    [InlineData(WatchOutcome.Unknown, CheckStatus.Unknown, CheckStatus.Unknown)]
    [InlineData(WatchOutcome.Passed, CheckStatus.Unknown, CheckStatus.Pass)]
    [InlineData(WatchOutcome.Passed, CheckStatus.Pass, CheckStatus.Unknown)]
    [InlineData(WatchOutcome.Fired, CheckStatus.Pass, CheckStatus.Fail)]
    [InlineData(WatchOutcome.Fired, CheckStatus.Unknown, CheckStatus.Fail)]
    public void A_watch_that_could_judge_nothing_has_not_passed(WatchOutcome expected, params CheckStatus[] statuses)
    {
        var readings = statuses.Select(s => new WatchEvaluation { At = DateTimeOffset.UnixEpoch, Triggers = [new TriggerReading { Id = "a", Title = "A", Status = s, Threshold = "> 1" }] }).ToList();
        Assert.Equal(expected, WatchVerdict.Of("p", DateTimeOffset.UnixEpoch, TimeSpan.Zero, DateTimeOffset.UnixEpoch, readings).Outcome);
    }

    [Fact]
    public void A_trigger_that_was_never_judged_is_named_in_a_watch_that_passed()
    {
        TriggerReading Reading(string id, CheckStatus status) => new() { Id = id, Title = id, Status = status, Threshold = "> 1", Detail = "too few" };
        var watch = WatchVerdict.Of("p", DateTimeOffset.UnixEpoch, TimeSpan.Zero, DateTimeOffset.UnixEpoch, [new WatchEvaluation { At = DateTimeOffset.UnixEpoch, Triggers = [Reading("corruption", CheckStatus.Pass), Reading("cost", CheckStatus.Unknown)] }]);

        Assert.Equal((WatchOutcome.Passed, "never judged: cost (too few)"), (watch.Outcome, watch.Detail));
    }
}
