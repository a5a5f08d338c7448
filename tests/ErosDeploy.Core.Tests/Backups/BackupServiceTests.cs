using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class BackupServiceTests : ShopTests
{
    Task<RestoreResult> RestoreAsync(string backup = "latest", params string[] tables) => Shop.Restores.RunAsync(new RestoreRequest(backup, tables), null, Token);

    [Fact]
    public async Task A_backup_holds_every_table_and_definition_with_their_files()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);

        Assert.Equal((BackupState.Complete, 1, 2), (backup.State, backup.Views, backup.Routines));
        Assert.Equal([("customers", 2L), ("orders", 4L), ("returns", 0L)], backup.Tables.Select(t => (t.Name, t.Rows)));
        var manifest = await new BackupCatalogue(Shop.Services.Bucket).ManifestAsync(backup.Id, Token);
        Assert.All(manifest!.Tables.SelectMany(t => t.Files), f => Assert.True(f.Size > 0 && f.Crc32c.Length == 8 && f.Generation > 0 && f.Name.StartsWith($"{backup.Id}/", StringComparison.Ordinal)));
        var names = (await Shop.Services.Bucket.ListAsync(backup.Id + "/", Token)).Select(o => o.Name).ToList();
        Assert.Equal(names.Order(), manifest.Tables.SelectMany(t => t.Files).Select(f => f.Name).Append($"{backup.Id}/metadata.json").Order());
    }

    [Fact]
    public async Task Backups_are_listed_newest_first_with_half_written_ones_incomplete()
    {
        var first = await Shop.BackUpAsync(new BackupRequest(), Token);
        var second = await Shop.BackUpAsync(new BackupRequest(["orders"]), Token);
        await Shop.Services.Bucket.TryCreateAsync("2001-01-01_000000/orders/part-0.avro", [1], Token);
        await Shop.Services.Bucket.TryCreateAsync("reports/metadata.json", [1], Token);

        var listed = await Shop.Backups.ListAsync(new BackupQuery(), Token).ToListAsync(Token);

        Assert.Equal([second.Id, first.Id, "2001-01-01_000000"], listed.Select(b => b.Id));
        Assert.Equal([BackupState.Complete, BackupState.Complete, BackupState.Incomplete], listed.Select(b => b.State));
        Assert.Equal([first.Id], await Shop.Backups.ListAsync(new BackupQuery(Latest: true), Token).Select(b => b.Id).ToListAsync(Token));
    }

    [Fact]
    public async Task Backups_of_one_second_have_ids_of_their_own()
    {
        var backups = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Shop.BackUpAsync(new BackupRequest(["orders"]), Token)));

        Assert.Equal(4, backups.Select(b => b.Id).Distinct().Count());
        Assert.Equal(4, await Shop.Backups.ListAsync(new BackupQuery(), Token).CountAsync(b => b.State == BackupState.Complete, Token));
    }

    [Fact]
    public async Task A_restore_brings_rows_tables_and_definitions_back_and_drops_what_phases_made()
    {
        var before = await Shop.StateAsync(Token);
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        await Shop.RunAsync("DROP TABLE `eros-sandbox.shop.returns`; DROP VIEW `eros-sandbox.shop.order_ids`; ALTER TABLE `eros-sandbox.shop.customers` ADD COLUMN age INT64", Token);

        var result = await RestoreAsync();

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes.Append(result.Error)));
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal(backup.Tables.ToDictionary(t => t.Name, t => t.Digest), result.Tables.Where(t => t.Digest is not null).ToDictionary(t => t.Name, t => t.Digest!));
        Assert.Equal(PhaseState.Pending, (await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token)).State);
        var safety = await Shop.Backups.ListAsync(new BackupQuery(Id: result.SafetyBackupId), Token).SingleAsync(Token);
        Assert.Equal((BackupKind.PreRollback, BackupState.Complete), (safety.Kind, safety.State));
    }

    [Fact]
    public async Task The_safety_backup_takes_a_restore_back()
    {
        await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.RunAsync("DELETE FROM `eros-sandbox.shop.orders` WHERE id = 3", Token);
        var before = await Shop.StateAsync(Token);
        var restored = await RestoreAsync();

        await RestoreAsync(restored.SafetyBackupId!);

        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task A_damaged_backup_changes_nothing()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        var before = await Shop.StateAsync(Token);
        var file = (await Shop.Services.Bucket.ListAsync($"{backup.Id}/orders/", Token))[0];
        await Shop.Sandbox.Storage.UploadAsync(SandboxServices.Target.Bucket, file.Name, [1, 2, 3], "application/octet-stream", file.Generation, Token);

        var result = await RestoreAsync(backup.Id);

        Assert.Equal((EndState.FailedBeforeChange, "EROS3003"), (result.EndState, result.ErrorCode));
        Assert.Contains($"{file.Name} has 3 bytes", result.Error, StringComparison.Ordinal);
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task Content_that_is_not_what_the_manifest_says_changes_nothing()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        var before = await Shop.StateAsync(Token);
        var name = $"{backup.Id}/metadata.json";
        var stored = await Shop.Services.Bucket.ReadAsync(name, Token);
        var digest = backup.Tables.Single(t => t.Name == "orders").Digest;
        var manifest = ManifestText.Read(stored!.Content, name);
        var other = manifest with { Tables = manifest.Tables.Select(t => t.Digest == digest ? t with { Digest = ContentDigest.Text(4, 1, 1) } : t).ToList() };
        await Shop.Services.Bucket.TryReplaceAsync(name, ManifestText.Write(other), stored.Generation, Token);

        var result = await RestoreAsync(backup.Id);

        Assert.Equal((EndState.FailedBeforeChange, "EROS3008"), (result.EndState, result.ErrorCode));
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
    }

    [Theory]
    [InlineData("2001-01-01_000000", "EROS3001")]
    [InlineData("latest", "EROS3001")]
    [InlineData("../..", "EROS1001")]
    public async Task What_is_not_there_cannot_be_restored(string backup, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ErosException>(() => RestoreAsync(backup))).CodeText);

    [Fact]
    public async Task Only_the_named_tables_come_back()
    {
        await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.RunAsync("DELETE FROM `eros-sandbox.shop.orders` WHERE TRUE; DELETE FROM `eros-sandbox.shop.customers` WHERE TRUE", Token);

        var result = await RestoreAsync("latest", "orders");

        Assert.Equal([("orders", 4L)], result.Tables.Select(t => (t.Name, t.Rows)));
        Assert.Contains("Table customers: 0-0-0", string.Join("\n", (await Shop.StateAsync(Token)).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_whose_answers_are_lost_one_by_one_is_whole_or_absent()
    {
        var expected = (await Shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest).ToList();
        Shop.Sandbox.Faults.Forget();
        await Shop.BackUpAsync(new BackupRequest(), Token);
        var calls = Shop.Sandbox.Faults.Requests.Count;
        for (var lost = 1; lost <= calls; lost += 3)
        {
            Shop.Sandbox.Faults.Forget();
            Shop.Sandbox.Faults.Choose = (_, _, number) => number == lost ? Fault.AnswerLost : null;
            try
            {
                Assert.Equal(expected, (await Shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest));
            }
            catch (ErosException e)
            {
                Assert.Equal(ErosErrorCode.CloudUnreachable, e.Code);
            }
        }
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;

        await foreach (var backup in Shop.Backups.ListAsync(new BackupQuery(), Token))
            Assert.True(backup.State == BackupState.Incomplete || expected.SequenceEqual(backup.Tables.Select(t => t.Digest)));
    }
}
