using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Cloud.Storage;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>Every kind of damage is found and named, by the files alone or in a drill.</summary>
public sealed class BackupTestServiceTests : ShopTests
{
    BackupInfo _backup = null!;

    private protected override async ValueTask PrepareAsync()
    {
        _backup = await Shop.BackUpAsync(new BackupRequest(), Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_whole_backup_passes_part_by_part_and_leaves_nothing_behind(bool drill)
    {
        var before = await Shop.StateAsync(Token);

        var checks = await TestAsync(drill);

        Assert.All(checks, c => Assert.True(c.Status == CheckStatus.Pass, $"{c}: {string.Join("; ", c.Faults)}"));
        Assert.Equal(["metadata.json", "customers", "orders", "returns", .. drill ? ["label", "tax", "order_ids"] : Array.Empty<string>()], checks.Select(c => c.Name));
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Single(await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token));
    }

    [Theory]
    [InlineData("flipped byte", "orders", "has other content")]
    [InlineData("truncated", "orders", "bytes instead of")]
    [InlineData("missing", "orders", "is missing")]
    [InlineData("extra", "orders", "part-9.avro does not belong to it")]
    [InlineData("foreign", "/", "notes.txt does not belong to it")]
    [InlineData("swapped shard", "orders", "instead of")]
    [InlineData("stale shard", "orders", "instead of")]
    [InlineData("wrong generation", "orders", "was written again")]
    [InlineData("edited manifest", "metadata.json", "it was changed after it was written")]
    [InlineData("cut manifest", "metadata.json", "cannot be read")]
    [InlineData("no manifest", "metadata.json", "it is missing")]
    public async Task Damage_is_found_and_named(string damage, string part, string fault)
    {
        await DamageAsync(damage);

        var checks = await TestAsync(drill: false);
        var failed = checks.Where(c => c.Status == CheckStatus.Fail).ToList();

        Assert.EndsWith(part, failed.Single(c => part != "orders" || c.Name == "orders").Name, StringComparison.Ordinal);
        Assert.Contains(failed.SelectMany(c => c.Faults), f => f.Contains(fault, StringComparison.Ordinal));
        Assert.Equal(checks.Where(c => c.Status == CheckStatus.Fail).Select(c => c.Name), (await TestAsync(drill: true)).Where(c => c.Status == CheckStatus.Fail).Select(c => c.Name));
    }

    [Fact]
    public async Task A_byte_that_rots_on_the_disk_is_found_by_the_drill()
    {
        Shop.Sandbox.Rot(file => file.AsSpan().IndexOf("Obj\u0001"u8) == 0);

        var checks = await TestAsync(drill: true);

        Assert.All(checks.Where(c => c.Part == BackupPart.Table && c.Files > 0), c => Assert.Equal(CheckStatus.Fail, c.Status));
    }

    [Fact]
    public async Task A_backup_that_is_not_there_is_an_error() =>
        Assert.Equal("EROS3001", (await Assert.ThrowsAsync<ErosException>(() => new BackupTestService(Shop.Services).TestAsync("2001-01-01_000000", false, Token).ToListAsync(Token).AsTask())).CodeText);

    async Task<List<BackupCheck>> TestAsync(bool drill) => await new BackupTestService(Shop.Services).TestAsync(_backup.Id, drill, Token).ToListAsync(Token);

    async Task DamageAsync(string damage)
    {
        var orders = await FileAsync("orders");
        var content = await ContentAsync(orders);
        var manifest = $"{_backup.Id}/metadata.json";
        switch (damage)
        {
            case "flipped byte":
                content[^20] ^= 1;
                await PutAsync(orders.Name, content);
                break;
            case "truncated":
                await PutAsync(orders.Name, content[..^20]);
                break;
            case "missing":
                await Shop.Sandbox.Storage.DeleteAsync("shop-backups", orders.Name, null, Token);
                break;
            case "extra":
                await PutAsync($"{_backup.Id}/orders/part-9.avro", content);
                break;
            case "foreign":
                await PutAsync($"{_backup.Id}/notes.txt", content);
                break;
            case "swapped shard":
                var customers = await FileAsync("customers");
                await PutAsync(orders.Name, await ContentAsync(customers));
                await PutAsync(customers.Name, content);
                break;
            case "stale shard":
                await Shop.RunAsync("INSERT INTO `eros-sandbox.shop.orders` (id) VALUES (7)", Token);
                var later = await Shop.BackUpAsync(new BackupRequest(), Token);
                await PutAsync(orders.Name, await ContentAsync((await Shop.Services.Bucket.ListAsync($"{later.Id}/orders/", Token))[0]));
                break;
            case "wrong generation":
                await PutAsync(orders.Name, content);
                break;
            case "edited manifest":
                var text = System.Text.Encoding.UTF8.GetString((await Shop.Services.Bucket.ReadAsync(manifest, Token))!.Content);
                await PutAsync(manifest, System.Text.Encoding.UTF8.GetBytes(text.Replace("\"rows\": 4", "\"rows\": 5", StringComparison.Ordinal)));
                break;
            case "cut manifest":
                await PutAsync(manifest, (await Shop.Services.Bucket.ReadAsync(manifest, Token))!.Content[..^10]);
                break;
            default:
                await Shop.Sandbox.Storage.DeleteAsync("shop-backups", manifest, null, Token);
                break;
        }
    }

    async Task<StorageObject> FileAsync(string table) => (await Shop.Services.Bucket.ListAsync($"{_backup.Id}/{table}/", Token))[0];

    async Task<byte[]> ContentAsync(StorageObject file) => (await Shop.Services.Bucket.ReadAsync(file.Name, Token))!.Content;

    Task<StorageObject> PutAsync(string name, byte[] content) => Shop.Sandbox.Storage.UploadAsync("shop-backups", name, content, "application/octet-stream", null, Token);
}
