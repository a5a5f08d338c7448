using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Tests.Runs;

public sealed class LeaseRuleTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 31, 2, 5, 0, TimeSpan.Zero);

    static readonly DateTimeOffset Start = Now.AddHours(-1);

    static LeaseContent Lease(string host = "here", TimeSpan? expiresIn = null) => new()
    {
        Owner = "admin@here",
        Run = "run-1",
        Purpose = "phase1",
        Host = host,
        Process = 42,
        ProcessStart = Start,
        AcquiredAt = Now.AddMinutes(-5),
        HeartbeatAt = Now.AddSeconds(-20),
        ExpiresAt = Now + (expiresIn ?? TimeSpan.FromMinutes(1)),
    };

    [Theory]
    [InlineData("elsewhere", 60, false, false)]
    [InlineData("elsewhere", -59, false, false)]
    [InlineData("elsewhere", -61, false, true)]
    [InlineData("here", 60, true, false)]
    [InlineData("HERE", 60, false, true)]
    [InlineData("here", -61, true, true)]
    public void A_lease_is_held_until_its_time_or_its_process_ends(string host, int expiresInSeconds, bool alive, bool abandoned) =>
        Assert.Equal(abandoned, LeaseRule.Judge(Lease(host, TimeSpan.FromSeconds(expiresInSeconds)), Now, "here", (process, start) => alive && (process, start) == (42, Start)) == LeaseVerdict.Abandoned);

    [Fact]
    public void Another_process_with_the_same_number_does_not_keep_a_lease_alive() =>
        Assert.False(Worker.IsAlive(Environment.ProcessId, Worker.Current().ProcessStart.AddMinutes(-30)));

    [Fact]
    public void This_process_is_alive() => Assert.True(Worker.IsAlive(Environment.ProcessId, Worker.Current().ProcessStart));

    [Fact]
    public void The_error_names_owner_run_and_age()
    {
        var error = LeaseRule.HeldBy(Lease(), "gs://b/x.lease", Now);

        Assert.Equal("EROS2003", error.CodeText);
        Assert.Contains("admin@here is working on this dataset: phase1, run run-1, since 5 min, last heard of 20 s ago", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_survives_writing_and_reading() => Assert.Equal(Lease(), LeaseJson.Read(LeaseJson.Write(Lease())));

    [Fact]
    public void Text_that_is_no_lease_reads_as_none() => Assert.Null(LeaseJson.Read("{}"u8));
}
