using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Tests.Cloud;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>Backups and restores on a clock that moves only where someone waits: what the service counts against a table is spread over time, and no more is done at
/// once than was asked for.</summary>
public sealed class PaceTests : ShopTests
{
    const int Policies = 12;

    static string Policy(int number, string filter) =>
        $"CREATE OR REPLACE ROW ACCESS POLICY p{number} ON `eros-sandbox.shop.orders` GRANT TO ('allAuthenticatedUsers') FILTER USING ({filter})";

    [Fact]
    public async Task A_restore_gives_no_table_more_than_five_updates_in_ten_seconds()
    {
        await Shop.RunAsync(string.Join("; ", Enumerable.Range(0, Policies).Select(i => Policy(i, "TRUE"))), Token);
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.RunAsync("ALTER TABLE `eros-sandbox.shop.orders` ADD COLUMN more INT64; ALTER TABLE `eros-sandbox.shop.orders` SET OPTIONS (description = 'Other.'); DROP VIEW `eros-sandbox.shop.order_ids`", Token);
        var time = new LeapingTime(TimeSpan.FromSeconds(10));
        var updates = new UpdateLog(time);
        Shop.Sandbox.Faults.Read = updates.Read;

        var result = await new RestoreService(Shop.ServicesAt(time)).RunAsync(new RestoreRequest(backup.Id), null, Token);

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes));
        Assert.Empty(updates.Hasty());
        Assert.InRange(updates.Of("shop.orders"), Policies + 4, Policies + 10);
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Of_more_tables_than_a_transaction_takes_only_those_with_other_rows_are_replaced()
    {
        var tables = Enumerable.Range(0, 101).Select(i => $"t{i}").ToList();
        await Shop.RunAsync(string.Join("; ", tables.Select(t => $"CREATE TABLE `eros-sandbox.shop.{t}` AS SELECT 1 AS id")), Token);
        var backup = await Shop.BackUpAsync(new BackupRequest(ThrottleLimit: 8), Token);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        await Shop.RunAsync("DELETE FROM `eros-sandbox.shop.t7` WHERE TRUE; DELETE FROM `eros-sandbox.shop.orders` WHERE id = 3", Token);
        var updates = new UpdateLog(TimeProvider.System);
        Shop.Sandbox.Faults.Read = updates.Read;

        var result = await Shop.Restores.RunAsync(new RestoreRequest(backup.Id), null, Token);

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes));
        Assert.Equal((2, 2, 0), (updates.Of("shop.t7"), updates.Of("shop.orders"), updates.Of("shop.t8")));
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);

        await Shop.RunAsync(string.Join("; ", tables.Select(t => $"INSERT INTO `eros-sandbox.shop.{t}` (id) VALUES (2)")), Token);
        var changed = (await Shop.StateAsync(Token)).Lines.ToList();
        var refused = await Shop.Restores.RunAsync(new RestoreRequest(backup.Id), null, Token);
        Assert.Equal((EndState.FailedBeforeChange, "EROS3017"), (refused.EndState, refused.ErrorCode));
        Assert.Equal(changed, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task A_backup_does_no_more_at_once_than_it_is_told_and_updates_no_table_in_haste()
    {
        await Shop.RunAsync(string.Join("; ", Enumerable.Range(0, 40).Select(i => $"CREATE TABLE `eros-sandbox.shop.t{i}` AS SELECT {i} AS id")), Token);
        var updates = new UpdateLog(TimeProvider.System);
        Shop.Sandbox.Faults.Read = updates.Read;
        Shop.Sandbox.Faults.MostAtOnce = 0;

        var backup = await Shop.BackUpAsync(new BackupRequest(ThrottleLimit: 3), Token);

        Assert.Equal(43, backup.Tables.Count);
        Assert.Empty(updates.Hasty());
        Assert.InRange(Shop.Sandbox.Faults.MostAtOnce, 2, 8);
    }
}
