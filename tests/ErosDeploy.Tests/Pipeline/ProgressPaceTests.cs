using System.Management.Automation;
using ErosDeploy.Core;
using ErosDeploy.Pipeline;

namespace ErosDeploy.Tests.Pipeline;

public sealed class ProgressPaceTests
{
    sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    readonly Clock _clock = new();

    [Fact]
    public void A_second_admits_five_updates()
    {
        var pace = new ProgressPace(_clock);
        var admitted = 0;
        for (var millisecond = 0; millisecond < 1000; millisecond++)
        {
            _clock.Now = TimeSpan.FromMilliseconds(millisecond);
            if (pace.Admit(new ErosProgress("a", "s", millisecond / 10)) is not null)
                admitted++;
        }
        Assert.Equal(5, admitted);
    }

    [Fact]
    public void A_completion_is_admitted_at_once_and_once()
    {
        var pace = new ProgressPace(_clock);
        var shown = pace.Admit(new ErosProgress("a", "s"))!;
        var completed = pace.Admit(new ErosProgress("a", "", Completed: true))!;
        Assert.Equal((shown.ActivityId, ProgressRecordType.Completed), (completed.ActivityId, completed.RecordType));
        Assert.Null(pace.Admit(new ErosProgress("a", "", Completed: true)));
        Assert.Empty(pace.Unfinished());
    }

    [Fact]
    public void What_was_never_shown_needs_no_completion()
    {
        var pace = new ProgressPace(_clock);
        pace.Admit(new ErosProgress("shown", "s"));
        Assert.Null(pace.Admit(new ErosProgress("too soon", "s")));
        Assert.Null(pace.Admit(new ErosProgress("too soon", "", Completed: true)));
        Assert.Equal("shown", Assert.Single(pace.Unfinished()).Activity);
    }

    [Theory]
    [InlineData(null, -1)]
    [InlineData(140, 100)]
    [InlineData(30, 30)]
    public void A_percentage_stays_in_its_bounds(int? percent, int shown) =>
        Assert.Equal(shown, new ProgressPace(_clock).Admit(new ErosProgress("a", "", percent))!.PercentComplete);
}
