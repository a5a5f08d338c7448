using ErosDeploy.Core.Warehouses;
using Microsoft.Extensions.Time.Testing;

namespace ErosDeploy.Core.Tests.Warehouses;

public sealed class ScratchDatasetTests : ShopTests
{
    /// <summary>What holds nothing but views is of no use any more, once its tables must have expired.</summary>
    [Theory]
    [InlineData("shop_eros_release_1_before", 7, true)]
    [InlineData("shop_eros_release_1_before", 5, false)]
    [InlineData("shop_eros_20200101T000000_a1b2c3_tax", 0, true)]
    [InlineData("shop_erosion", 7, false)]
    public async Task Datasets_of_finished_runs_go_when_their_tables_have_expired(string name, int days, bool dropped)
    {
        await Shop.RunAsync($"CREATE SCHEMA `eros-sandbox.{name}` OPTIONS (labels = [('eros_made', '{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}')]); CREATE VIEW `eros-sandbox.{name}.v` AS SELECT 1 AS x;", Token);
        await ScratchDataset.DropExpiredAsync(Shop.ServicesAt(new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(days))), Token);
        Assert.Equal(dropped, await Shop.Services.BigQuery.GetDatasetAsync(name, Token) is null);
    }

    [Fact]
    public async Task One_that_holds_a_table_stays()
    {
        await Shop.RunAsync("CREATE SCHEMA `eros-sandbox.shop_eros_release_1`; CREATE TABLE `eros-sandbox.shop_eros_release_1.t` (a INT64);", Token);
        await ScratchDataset.DropExpiredAsync(Shop.ServicesAt(new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(30))), Token);
        Assert.NotNull(await Shop.Services.BigQuery.GetDatasetAsync("shop_eros_release_1", Token));
    }
}
