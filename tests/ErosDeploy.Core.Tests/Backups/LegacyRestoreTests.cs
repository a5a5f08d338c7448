using System.IO.Compression;
using System.Text;
using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>Folders of the suite before this one: compressed JSON lines, of which nothing is known but what the dataset says now.</summary>
public sealed class LegacyRestoreTests : ShopTests
{
    const string Id = "2024-01-31_020506";

    const string Orders = """
        {"id":"-9223372036854775807","note":"quote ' \n 😀","price":"10.5","placed_at":"2024-01-31 02:05:06.123456 UTC"}
        {"id":"9223372036854775807"}
        {"id":"3","note":"x"}

        """;

    private protected override async ValueTask PrepareAsync()
    {
        await PutAsync("orders.json.gz", Orders);
        await PutAsync("customers-000000000000.json.gz", "{\"id\":\"1\",\"name\":\"uno\"}\n");
        await PutAsync("customers-000000000001.json.gz", "{\"id\":\"2\"}\n");
        await Shop.Services.Bucket.TryCreateAsync($"{Id}/metadata.json", "{\"backup\":\"old\"}"u8.ToArray(), Token);
    }

    async Task PutAsync(string name, string lines)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(lines), Token);
        await Shop.Sandbox.Storage.UploadAsync(SandboxServices.Target.Bucket, $"{Id}/{name}", packed.ToArray(), "application/gzip", null, Token);
    }

    Task<RestoreResult> RestoreAsync(params string[] tables) => Shop.Restores.RunAsync(new RestoreRequest(Id, tables), null, Token);

    async Task<IReadOnlyList<string>> RowsAsync(string table) => (await Shop.Services.Warehouse.QueryAsync(
        ErosDeploy.Core.Warehouses.JobNames.ForReading("rows").Next("rows"), $"SELECT TO_JSON_STRING(t) AS row_text FROM `eros-sandbox.shop.{table}` AS t ORDER BY 1", "reporting", Token)).Rows.Select(r => r.Text("row_text")!).ToList();

    [Fact]
    public async Task Its_tables_come_back_in_the_columns_that_they_have_now_and_nothing_else_changes()
    {
        await Shop.RunAsync("ALTER TABLE `eros-sandbox.shop.orders` ALTER COLUMN note SET DEFAULT 'new'", Token);
        var before = (await Shop.StateAsync(Token)).Lines.Where(l => !l.StartsWith("Table orders", StringComparison.Ordinal) && !l.StartsWith("Table customers", StringComparison.Ordinal)).ToList();
        var plan = await Shop.Restores.PlanAsync(new RestoreRequest(Id), Token);

        var result = await RestoreAsync();

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes.Append(result.Error)));
        Assert.True(plan.Unproven);
        Assert.Equal([("customers", RestoreTableAction.ReplaceRows, null), ("orders", RestoreTableAction.ReplaceRows, (long?)null)], plan.Tables.Select(t => (t.Name, t.Action, t.RowsInBackup)));
        Assert.Contains(plan.Warnings, w => w.Contains("no digests", StringComparison.Ordinal));
        Assert.Equal([("customers", 2L, null), ("orders", 3L, (string?)null)], result.Tables.Select(t => (t.Name, t.Rows, t.Digest)));
        Assert.All(result.Tables, t => Assert.Contains(t.Notes, n => n.Contains("not proven by a digest", StringComparison.Ordinal)));
        Assert.Equal(
            ["""{"id":"-9223372036854775807","note":"quote ' \n 😀","price":"10.5","placed_at":"2024-01-31T02:05:06.123456Z"}""", """{"id":"9223372036854775807","note":null,"price":null,"placed_at":null}""", """{"id":3,"note":"x","price":null,"placed_at":null}"""],
            await RowsAsync("orders"));
        Assert.Equal(["""{"id":1,"name":"uno"}""", """{"id":2,"name":null}"""], await RowsAsync("customers"));
        Assert.Superset(before.ToHashSet(), (await Shop.StateAsync(Token)).Lines.ToHashSet());
    }

    [Fact]
    public async Task It_is_taken_back_by_undo_and_steps_that_wrote_its_tables_are_pending_again()
    {
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();

        Assert.Equal(EndState.Succeeded, (await RestoreAsync()).EndState);

        Assert.NotEqual(PhaseState.Applied, (await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token)).State);
        Assert.Equal(EndState.Succeeded, (await Shop.Restores.RunAsync(new RestoreRequest("", Undo: true), null, Token)).EndState);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task Lines_that_do_not_fit_the_columns_of_now_change_nothing()
    {
        await PutAsync("returns.json.gz", "{\"order_id\":\"x\"}\n");
        var before = (await Shop.StateAsync(Token)).Lines.ToList();

        var result = await RestoreAsync();

        Assert.Equal(EndState.FailedBeforeChange, result.EndState);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal(EndState.Succeeded, (await RestoreAsync("orders")).EndState);
    }

    [Fact]
    public async Task A_table_that_is_not_there_any_more_is_named()
    {
        await Shop.RunAsync("DROP TABLE `eros-sandbox.shop.customers`", Token);

        Assert.Contains("customers", (await Assert.ThrowsAsync<ErosException>(() => RestoreAsync())).What, StringComparison.Ordinal);
        Assert.Equal(EndState.Succeeded, (await RestoreAsync("orders")).EndState);
    }

    [Fact]
    public async Task It_is_never_the_latest_is_neither_tested_nor_compared_and_is_listed()
    {
        Assert.Equal("EROS3001", (await Assert.ThrowsAsync<ErosException>(() => Shop.Restores.PlanAsync(new RestoreRequest("latest"), Token))).CodeText);
        Assert.Equal("EROS3005", (await Assert.ThrowsAsync<ErosException>(() => new BackupCompareService(Shop.Services).CompareAsync(Id, null, Token).ToListAsync(Token).AsTask())).CodeText);
        Assert.Equal(CheckStatus.Unknown, (await new BackupTestService(Shop.Services).TestAsync(Id, true, Token).SingleAsync(Token)).Status);
        Assert.Equal((Id, BackupKind.Legacy), await Shop.Backups.ListAsync(new BackupQuery(Kind: BackupKind.Legacy), Token).Select(b => (b.Id, b.Kind)).SingleAsync(Token));
    }
}
