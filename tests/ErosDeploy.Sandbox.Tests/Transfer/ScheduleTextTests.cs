using ErosDeploy.Sandbox.Transfers;

namespace ErosDeploy.Sandbox.Tests.Transfer;

public sealed class ScheduleTextTests
{
    // the anchor is 2024-01-10 10:00, a Wednesday
    [Theory]
    [InlineData("every 6 hours", "2024-01-10T10:00:01Z", "2024-01-10T16:00:00Z")]
    [InlineData("every 6 hours", "2024-01-10T10:00:00Z", "2024-01-10T10:00:00Z")]
    [InlineData("every 15 minutes", "2024-01-10T10:16:00Z", "2024-01-10T10:30:00Z")]
    [InlineData("every 2 hours synchronized", "2024-01-10T11:30:00Z", "2024-01-10T12:00:00Z")]
    [InlineData("every 30 mins from 22:00 to 01:00", "2024-01-11T00:40:00Z", "2024-01-11T01:00:00Z")]
    [InlineData("every 30 mins from 22:00 to 01:00", "2024-01-11T01:01:00Z", "2024-01-11T22:00:00Z")]
    [InlineData("every day 03:05", "2024-01-10T10:00:00Z", "2024-01-11T03:05:00Z")]
    [InlineData("every monday 09:00", "2024-01-10T10:00:00Z", "2024-01-15T09:00:00Z")]
    [InlineData("every mon,thu 09:00", "2024-01-10T10:00:00Z", "2024-01-11T09:00:00Z")]
    [InlineData("1,15 of month 00:00", "2024-01-10T10:00:00Z", "2024-01-15T00:00:00Z")]
    [InlineData("31 of month 00:00", "2024-02-01T00:00:00Z", "2024-03-31T00:00:00Z")]
    [InlineData("29 of february 00:00", "2024-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("first sunday of month 02:00", "2024-01-10T10:00:00Z", "2024-02-04T02:00:00Z")]
    [InlineData("first sunday of quarter 02:00", "2024-01-10T10:00:00Z", "2024-04-07T02:00:00Z")]
    [InlineData("2nd,third mon of sep,oct 17:00", "2024-01-10T10:00:00Z", "2024-09-09T17:00:00Z")]
    public void Schedule_is_next_due(string text, string from, string expected)
    {
        var schedule = ScheduleText.Parse(text);
        Assert.NotNull(schedule);
        Assert.Equal(TransferTime.Parse(expected), schedule.Next(TransferTime.Parse(from)!.Value, TransferTime.Parse("2024-01-10T10:00:00Z")!.Value));
    }

    [Theory]
    [InlineData("now and then")]
    [InlineData("every 4 minutes")]
    [InlineData("every 0 hours")]
    [InlineData("every day 25:00")]
    [InlineData("every someday 09:00")]
    [InlineData("32 of month 00:00")]
    [InlineData("sixth sunday of month 02:00")]
    [InlineData("every 6 hours perhaps")]
    public void Text_that_is_no_schedule_gives_none(string text) => Assert.Null(ScheduleText.Parse(text));
}
