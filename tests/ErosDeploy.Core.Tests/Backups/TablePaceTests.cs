using ErosDeploy.Core.Tests.Cloud;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class TablePaceTests
{
    [Fact]
    public async Task A_table_gets_five_updates_in_any_ten_seconds_whoever_asks()
    {
        var time = new LeapingTime(TimeSpan.FromMinutes(5));
        var pace = new TablePace(time);
        var at = new List<DateTimeOffset>();
        for (var i = 0; i < 23; i++)
        {
            await pace.WaitAsync("d", "t", TestContext.Current.CancellationToken);
            at.Add(time.GetUtcNow());
        }

        Assert.All(at.Skip(TablePace.Updates).Zip(at), p => Assert.True(p.First - p.Second >= TablePace.Window));
        Assert.Equal(TimeSpan.FromSeconds(40), at[^1] - at[0]);
    }

    [Fact]
    public async Task Tables_do_not_wait_for_one_another()
    {
        var time = new LeapingTime(TimeSpan.FromMinutes(5));
        var pace = new TablePace(time);
        foreach (var table in Enumerable.Range(0, 500))
        {
            for (var i = 0; i < TablePace.Updates; i++)
                await pace.WaitAsync("d", $"t{table}", TestContext.Current.CancellationToken);
        }

        Assert.Empty(time.Leaps);
    }
}
