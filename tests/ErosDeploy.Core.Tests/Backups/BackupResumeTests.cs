using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class BackupResumeTests : ShopTests
{
    [Fact]
    public async Task A_table_that_fails_fails_the_backup_and_the_others_are_not_exported_again()
    {
        Shop.Sandbox.Faults.Choose = (method, path, _) => method == "GET" && path.Contains("prefix=", StringComparison.Ordinal) && path.Contains("%2Forders%2F", StringComparison.Ordinal) ? Fault.Forbidden : null;
        var failed = await Shop.Backups.RunAsync(new BackupRequest(ThrottleLimit: 1), Token);
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;

        Assert.Equal((ErosErrorCode.BackupTableFailed, "orders"), (failed.Error!.Code, failed.Error.Subject));
        Assert.Equal(BackupState.Incomplete, failed.Backup.State);
        Assert.Equal([("customers", true), ("orders", false), ("returns", true)], failed.Backup.Tables.Select(t => (t.Name, t.Error is null)));
        Assert.Null(await new BackupCatalogue(Shop.Services.Bucket).ManifestAsync(failed.Backup.Id, Token));
        Assert.Single(await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token));

        var expected = (await Shop.StateAsync(Token)).Lines.ToList();
        await Shop.RunAsync("DELETE FROM `eros-sandbox.shop.orders` WHERE TRUE; DELETE FROM `eros-sandbox.shop.customers` WHERE TRUE", Token);
        var exported = await GenerationsAsync(failed.Backup.Id);
        var resumed = await Shop.Backups.ResumeAsync(failed.Backup.Id, 4, Token);

        Assert.Null(resumed.Error);
        Assert.Equal((failed.Backup.Id, BackupState.Complete), (resumed.Backup.Id, resumed.Backup.State));
        Assert.NotEmpty(exported);
        Assert.Subset((await GenerationsAsync(failed.Backup.Id)).ToHashSet(), exported.ToHashSet());
        await Shop.Restores.RunAsync(new RestoreRequest(resumed.Backup.Id), null, Token);
        Assert.Equal(expected, (await Shop.StateAsync(Token)).Lines);
        Assert.Empty(await Shop.Services.Bucket.ListAsync(Shop.Services.Names.Unfinished(failed.Backup.Id), Token));
    }

    [Fact]
    public async Task A_backup_that_was_killed_is_finished_as_of_its_own_instant()
    {
        var expected = (await Shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest).ToList();
        var dead = false;
        Shop.Sandbox.Faults.Choose = (method, path, _) => (dead |= path.Contains("/upload/", StringComparison.Ordinal) && path.Contains("0001.json", StringComparison.Ordinal)) ? Fault.Killed : null;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Shop.BackUpAsync(new BackupRequest(ThrottleLimit: 1), Token));
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;
        await Shop.RunAsync("DELETE FROM `eros-sandbox.shop.orders` WHERE TRUE; DROP FUNCTION `eros-sandbox.shop.label`", Token);
        var half = await Shop.Backups.ListAsync(new BackupQuery(), Token).FirstAsync(b => b.State == BackupState.Incomplete, Token);

        var resumed = await Shop.Backups.ResumeAsync(half.Id, 4, Token);

        Assert.Equal(expected, resumed.Backup.Tables.Select(t => t.Digest));
        Assert.Equal(2, resumed.Backup.Routines);
        Assert.Equal(resumed.Backup.Id, (await Shop.Backups.ResumeAsync(half.Id, 4, Token)).Backup.Id);
        Assert.Equal("EROS3013", (await Assert.ThrowsAsync<ErosException>(() => Shop.Backups.ResumeAsync("2001-01-01_000000", 4, Token))).CodeText);
    }

    [Fact]
    public async Task A_deep_backup_whose_files_do_not_come_back_has_no_manifest()
    {
        Assert.Equal(BackupState.Complete, (await Shop.BackUpAsync(new BackupRequest(Deep: true), Token)).State);
        var rotten = false;
        Shop.Sandbox.Faults.Watch = (_, path) =>
        {
            if (!rotten && path.Contains("_deep", StringComparison.Ordinal))
            {
                rotten = true;
                Shop.Sandbox.Rot(file => file.AsSpan().IndexOf("Obj\u0001"u8) == 0);
            }
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<ErosException>(() => Shop.BackUpAsync(new BackupRequest(Deep: true), Token));
        Shop.Sandbox.Faults.Watch = null;

        Assert.Equal(1, await Shop.Backups.ListAsync(new BackupQuery(), Token).CountAsync(b => b.State == BackupState.Complete, Token));
        Assert.Single(await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token));
    }

    async Task<IReadOnlyList<(string, long)>> GenerationsAsync(string id) =>
        (await Shop.Services.Bucket.ListAsync(id + "/", Token)).Where(o => o.Name.EndsWith(".avro", StringComparison.Ordinal)).Select(o => (o.Name, o.Generation)).ToList();
}
