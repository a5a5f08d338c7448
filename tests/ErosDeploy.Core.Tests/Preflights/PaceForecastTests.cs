using ErosDeploy.Core.Preflights;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Preflights;

public sealed class PaceForecastTests
{
    static TableUpdates Of(string table, int metadata, int rows = 0) => new(
        metadata == 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { [table] = metadata },
        rows == 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { [table] = rows });

    [Fact]
    public void Five_updates_of_a_table_need_not_wait_and_twelve_wait_twice()
    {
        Assert.Equal(TimeSpan.Zero, PaceForecast.Wait(Enumerable.Repeat(Of("a", 1), 5)));
        Assert.Equal(TimeSpan.FromSeconds(20), PaceForecast.Wait(Enumerable.Repeat(Of("a", 1), 12)));
        Assert.Equal(TimeSpan.Zero, PaceForecast.Wait(Enumerable.Range(0, 12).Select(i => Of($"t{i}", 1))));
    }

    [Fact]
    public void Rows_count_and_do_not_wait()
    {
        Assert.Equal(TimeSpan.Zero, PaceForecast.Wait(Enumerable.Repeat(Of("a", 0, rows: 3), 12)));
        Assert.Equal(TimeSpan.FromSeconds(10), PaceForecast.Wait([Of("a", 0, rows: 5), Of("a", 1)]));
    }

    [Fact]
    public void What_comes_at_once_waits_until_there_is_room_for_all_of_it()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), PaceForecast.Wait([Of("a", 3), Of("a", 3)]));
        Assert.Equal(TimeSpan.FromSeconds(10), PaceForecast.Wait([Of("a", 1), Of("a", 9)]));
    }
}
