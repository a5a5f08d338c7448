using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class RetentionServiceTests : ShopTests
{
    RetentionService Retention => new(Shop.Services);

    [Fact]
    public async Task What_no_limit_keeps_goes_and_a_plan_names_exactly_that()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add((await Shop.BackUpAsync(new BackupRequest(KeepSnapshot: i == 0), Token)).Id);
        var kept = (await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token)).Count;
        Shop.Sandbox.Faults.Forget();

        var plan = await Retention.PlanAsync(new RetentionRule(KeepLast: 1), Token);
        Assert.All(Shop.Sandbox.Faults.Requests, r => Assert.Equal("GET", r.Method));
        var removed = await Retention.RunAsync(plan, Token);

        Assert.Equal(plan.Select(r => r.BackupId), removed.Where(r => r.Removed).Select(r => r.BackupId));
        Assert.Equal([ids[1], ids[0]], plan.Select(r => r.BackupId));
        Assert.Equal([ids[2]], await Shop.Backups.ListAsync(new BackupQuery(), Token).Select(b => b.Id).ToListAsync(Token));
        Assert.Empty(await Shop.Services.Bucket.ListAsync(ids[0] + "/", Token));
        Assert.Equal(kept - 1, (await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token)).Count);
    }

    [Fact]
    public async Task The_last_backup_that_is_good_stays_even_when_newer_ones_are_damaged()
    {
        var good = await Shop.BackUpAsync(new BackupRequest(), Token);
        var damaged = await Shop.BackUpAsync(new BackupRequest(), Token);
        var file = (await Shop.Services.Bucket.ListAsync($"{damaged.Id}/orders/", Token))[0];
        await Shop.Services.Bucket.TryDeleteAsync(file.Name, file.Generation, Token);

        var plan = await Retention.PlanAsync(new RetentionRule(KeepLast: 0), Token);

        Assert.Equal([damaged.Id], plan.Select(r => r.BackupId));
        var error = await Assert.ThrowsAsync<ErosException>(() => Retention.PlanAsync([good.Id], Token));
        Assert.Equal("EROS3016", error.CodeText);
        Assert.Contains("it is the last backup that is verified good", error.Message, StringComparison.Ordinal);
        Assert.Equal(good.Id, (await Shop.Restores.PlanAsync(new RestoreRequest("latest"), Token)).BackupId);
        Assert.Contains($"passed over: {damaged.Id} is damaged", (await Shop.Restores.PlanAsync(new RestoreRequest("latest"), Token)).Choice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_from_the_last_restore_stays()
    {
        await Shop.BackUpAsync(new BackupRequest(), Token);
        var first = await Shop.Restores.RunAsync(new RestoreRequest("latest"), null, Token);
        var second = await Shop.Restores.RunAsync(new RestoreRequest("latest"), null, Token);

        var plan = await Retention.PlanAsync(new RetentionRule(PreRollbackAge: TimeSpan.Zero), Token);

        Assert.Equal([first.SafetyBackupId], plan.Select(r => r.BackupId));
        Assert.Contains("-Undo would bring it back", (await Assert.ThrowsAsync<ErosException>(() => Retention.PlanAsync([second.SafetyBackupId!], Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_that_was_interrupted_leaves_no_backup_that_looks_whole()
    {
        var old = await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.BackUpAsync(new BackupRequest(), Token);
        var deletes = 0;
        Shop.Sandbox.Faults.Choose = (method, path, _) => method == "DELETE" && path.Contains(old.Id, StringComparison.Ordinal) && ++deletes > 1 ? Fault.Forbidden : null;

        var removed = Assert.Single(await Retention.RunAsync(await Retention.PlanAsync(new RetentionRule(KeepLast: 1), Token), Token));
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;

        Assert.False(removed.Removed);
        Assert.NotNull(removed.Error);
        Assert.Equal(BackupState.Incomplete, (await Shop.Backups.ListAsync(new BackupQuery(old.Id), Token).SingleAsync(Token)).State);
    }

    [Fact]
    public async Task A_folder_of_the_old_suite_is_listed_as_such()
    {
        await Shop.Services.Bucket.TryCreateAsync("2024-05-01_020000/orders/data-0.json.gz", [1], Token);
        await Shop.Services.Bucket.TryCreateAsync("2024-05-01_020000/metadata.json", "{\"tables\":1}"u8.ToArray(), Token);
        await Shop.Services.Bucket.TryCreateAsync("2024-05-02_020000/customers-000000000001.json.gz", [1, 2], Token);
        await Shop.BackUpAsync(new BackupRequest(), Token);

        var legacy = await Shop.Backups.ListAsync(new BackupQuery(Kind: BackupKind.Legacy), Token).ToListAsync(Token);

        Assert.Equal([("2024-05-02_020000", "customers"), ("2024-05-01_020000", "orders")], legacy.Select(b => (b.Id, b.Tables.Single().Name)));
        Assert.Single(await Shop.Backups.ListAsync(new BackupQuery(Kind: BackupKind.Regular), Token).ToListAsync(Token));
    }
}
