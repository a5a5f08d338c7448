using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class BackupResumeTests : IAsyncLifetime
{
    Shop _shop = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync(Token);

    public ValueTask DisposeAsync()
    {
        _shop.Dispose();
        return default;
    }

    [Fact]
    public async Task A_table_that_fails_fails_the_backup_and_the_others_are_not_exported_again()
    {
        _shop.Sandbox.Faults.Choose = (method, path, _) => method == "GET" && path.Contains("prefix=", StringComparison.Ordinal) && path.Contains("%2Forders%2F", StringComparison.Ordinal) ? Fault.Forbidden : null;
        var failed = await _shop.Backups.RunAsync(new BackupRequest(ThrottleLimit: 1), Token);
        _shop.Sandbox.Faults.Choose = (_, _, _) => null;

        Assert.Equal((ErosErrorCode.BackupTableFailed, "orders"), (failed.Error!.Code, failed.Error.Subject));
        Assert.Equal(BackupState.Incomplete, failed.Backup.State);
        Assert.Equal([("customers", true), ("orders", false), ("returns", true)], failed.Backup.Tables.Select(t => (t.Name, t.Error is null)));
        Assert.Null(await new BackupCatalogue(_shop.Services.Bucket).ManifestAsync(failed.Backup.Id, Token));
        Assert.Single(await _shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token));

        var expected = (await _shop.StateAsync(Token)).Lines.ToList();
        await _shop.RunAsync("DELETE FROM `eros-sandbox.shop.orders` WHERE TRUE; DELETE FROM `eros-sandbox.shop.customers` WHERE TRUE", Token);
        var exported = await GenerationsAsync(failed.Backup.Id);
        var resumed = await _shop.Backups.ResumeAsync(failed.Backup.Id, 4, Token);

        Assert.Null(resumed.Error);
        Assert.Equal((failed.Backup.Id, BackupState.Complete), (resumed.Backup.Id, resumed.Backup.State));
        Assert.NotEmpty(exported);
        Assert.Subset((await GenerationsAsync(failed.Backup.Id)).ToHashSet(), exported.ToHashSet());
        await _shop.Restores.RunAsync(new RestoreRequest(resumed.Backup.Id), null, Token);
        Assert.Equal(expected, (await _shop.StateAsync(Token)).Lines);
        Assert.Empty(await _shop.Services.Bucket.ListAsync(_shop.Services.Names.Unfinished(failed.Backup.Id), Token));
    }

    [Fact]
    public async Task A_backup_that_was_killed_is_finished_as_of_its_own_instant()
    {
        var expected = (await _shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest).ToList();
        var dead = false;
        _shop.Sandbox.Faults.Choose = (method, path, _) => (dead |= path.Contains("/upload/", StringComparison.Ordinal) && path.Contains("0001.json", StringComparison.Ordinal)) ? Fault.Killed : null;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _shop.BackUpAsync(new BackupRequest(ThrottleLimit: 1), Token));
        _shop.Sandbox.Faults.Choose = (_, _, _) => null;
        await _shop.RunAsync("DELETE FROM `eros-sandbox.shop.orders` WHERE TRUE; DROP FUNCTION `eros-sandbox.shop.label`", Token);
        var half = await _shop.Backups.ListAsync(new BackupQuery(), Token).FirstAsync(b => b.State == BackupState.Incomplete, Token);

        var resumed = await _shop.Backups.ResumeAsync(half.Id, 4, Token);

        Assert.Equal(expected, resumed.Backup.Tables.Select(t => t.Digest));
        Assert.Equal(2, resumed.Backup.Routines);
        Assert.Equal(resumed.Backup.Id, (await _shop.Backups.ResumeAsync(half.Id, 4, Token)).Backup.Id);
        Assert.Equal("EROS3013", (await Assert.ThrowsAsync<ErosException>(() => _shop.Backups.ResumeAsync("2001-01-01_000000", 4, Token))).CodeText);
    }

    [Fact]
    public async Task A_deep_backup_whose_files_do_not_come_back_has_no_manifest()
    {
        Assert.Equal(BackupState.Complete, (await _shop.BackUpAsync(new BackupRequest(Deep: true), Token)).State);
        var rotten = false;
        _shop.Sandbox.Faults.Watch = (_, path) =>
        {
            if (!rotten && path.Contains("_deep", StringComparison.Ordinal))
            {
                rotten = true;
                _shop.Sandbox.Rot(file => file.AsSpan().IndexOf("Obj\u0001"u8) == 0);
            }
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<ErosException>(() => _shop.BackUpAsync(new BackupRequest(Deep: true), Token));
        _shop.Sandbox.Faults.Watch = null;

        Assert.Equal(1, await _shop.Backups.ListAsync(new BackupQuery(), Token).CountAsync(b => b.State == BackupState.Complete, Token));
        Assert.Single(await _shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token));
    }

    async Task<IReadOnlyList<(string, long)>> GenerationsAsync(string id) =>
        (await _shop.Services.Bucket.ListAsync(id + "/", Token)).Where(o => o.Name.EndsWith(".avro", StringComparison.Ordinal)).Select(o => (o.Name, o.Generation)).ToList();
}
