using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class BackupCompareTests : ShopTests
{
    private protected override async ValueTask PrepareAsync()
    {
        await Shop.RunAsync("CREATE TABLE `eros-sandbox.shop.stock` (id INT64 NOT NULL, n INT64, PRIMARY KEY (id) NOT ENFORCED); INSERT INTO `eros-sandbox.shop.stock` (id, n) VALUES (1, 1), (2, 2), (3, 3)", Token);
    }

    async Task<Dictionary<string, BackupDifference>> CompareAsync(string backup, string? with = null) =>
        (await new BackupCompareService(Shop.Services).CompareAsync(backup, with, Token).ToListAsync(Token)).ToDictionary(d => d.Name);

    [Fact]
    public async Task Rows_columns_and_definitions_are_compared_with_the_dataset_and_with_another_backup()
    {
        var before = await Shop.BackUpAsync(new BackupRequest(), Token);
        Assert.All((await CompareAsync(before.Id)).Values, d => Assert.Equal(DifferenceKind.Same, d.Kind));
        await Shop.RunAsync("""
            UPDATE `eros-sandbox.shop.stock` SET n = 20 WHERE id = 2; DELETE FROM `eros-sandbox.shop.stock` WHERE id = 3; INSERT INTO `eros-sandbox.shop.stock` (id, n) VALUES (4, 4), (5, 5);
            DELETE FROM `eros-sandbox.shop.orders` WHERE id = 3; INSERT INTO `eros-sandbox.shop.orders` (id, note, price, placed_at) VALUES (3, 'x', NUMERIC '0.000000001', TIMESTAMP '1999-12-31 23:59:59+00');
            ALTER TABLE `eros-sandbox.shop.customers` ADD COLUMN age INT64;
            DROP TABLE `eros-sandbox.shop.returns`; CREATE TABLE `eros-sandbox.shop.later` (a INT64);
            CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.5);
            DROP VIEW `eros-sandbox.shop.order_ids`; CREATE FUNCTION `eros-sandbox.shop.one`() RETURNS INT64 AS (1)
            """, Token);
        var after = await Shop.BackUpAsync(new BackupRequest(), Token);

        foreach (var compared in new[] { await CompareAsync(before.Id), await CompareAsync(before.Id, after.Id) })
        {
            Assert.Equal((DifferenceKind.Changed, 2, 1, 1), (compared["stock"].Kind, compared["stock"].RowsAdded, compared["stock"].RowsRemoved, compared["stock"].RowsChanged));
            Assert.Equal(["id"], compared["stock"].Key);
            Assert.Equal((3L, 4L), (compared["stock"].RowsInBackup, compared["stock"].RowsNow));
            Assert.Equal((0L, 1L, 0L), (compared["orders"].RowsAdded, compared["orders"].RowsRemoved, compared["orders"].RowsChanged));
            Assert.Equal((DifferenceKind.Changed, 0L), (compared["customers"].Kind, compared["customers"].RowsAdded));
            Assert.Equal(["column customers.age (INT64) is not expected"], compared["customers"].Details);
            Assert.Equal((DifferenceKind.Removed, DifferenceKind.Added), (compared["returns"].Kind, compared["later"].Kind));
            Assert.Equal((DifferenceKind.Changed, DifferenceKind.Removed, DifferenceKind.Added, DifferenceKind.Same), (compared["tax"].Kind, compared["order_ids"].Kind, compared["one"].Kind, compared["label"].Kind));
        }
        Assert.Single(await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token));
    }
}
