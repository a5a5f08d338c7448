using System.Text;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>Scripts that run after a restore, on the locks and assignments of the real catalogue, and the log of a restore.</summary>
public sealed class RestoreFollowUpTests : ShopTests
{
    const string Tables = """
        CREATE TABLE `eros-sandbox.shop.caption_locks` (caption_id INT64 NOT NULL, account_id STRING NOT NULL, lock_id STRING NOT NULL, locked_at TIMESTAMP NOT NULL, expires_at TIMESTAMP NOT NULL);
        CREATE TABLE `eros-sandbox.shop.active_caption_assignments` (caption_id INT64 NOT NULL, account_id STRING NOT NULL, assigned_at TIMESTAMP, schedule_id STRING, expires_at TIMESTAMP);
        INSERT INTO `eros-sandbox.shop.caption_locks` (caption_id, account_id, lock_id, locked_at, expires_at)
        SELECT c, 'a', 'token', CURRENT_TIMESTAMP(), TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL IF(c = 5, -1, 12) HOUR) FROM UNNEST([1, 2, 3, 4, 5, 6]) AS c;
        INSERT INTO `eros-sandbox.shop.active_caption_assignments` (caption_id, account_id, assigned_at, expires_at) VALUES
          (1, 'b', CURRENT_TIMESTAMP(), NULL),
          (2, 'a', CURRENT_TIMESTAMP(), NULL),
          (3, 'b', CURRENT_TIMESTAMP(), TIMESTAMP '2020-01-01 00:00:00+00'),
          (5, 'b', CURRENT_TIMESTAMP(), NULL),
          (6, 'a', CURRENT_TIMESTAMP(), NULL), (6, 'b', CURRENT_TIMESTAMP(), NULL);
        """;

    ErosServices _services = null!;
    string _script = "";

    private protected override async ValueTask PrepareAsync()
    {
        await Shop.RunAsync(Tables, Token);
        _script = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Sql, "restore", "reconcile_caption_locks.sql"), Token);
        _services = await WithScriptAsync(_script);
    }

    async Task<ErosServices> WithScriptAsync(string script)
    {
        Shop.Catalogue.Write("locks.sql", script);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shop.Catalogue.Folder, "eros.json"), Token))!.AsObject();
        json["afterRestore"] = JsonNode.Parse("""[{ "id": "locks", "title": "Locks", "file": "locks.sql", "tables": ["caption_locks", "active_caption_assignments"] }]""");
        Shop.Catalogue.Write("eros.json", json.ToJsonString());
        return Shop.Sandbox.Services(await Shop.Catalogue.OpenAsync(Token));
    }

    async Task<string> LockedAsync() => string.Join(' ', (await Shop.Services.Warehouse.QueryAsync(
        Core.Warehouses.JobNames.ForReading("locked").Next("locked"), "SELECT caption_id FROM `eros-sandbox.shop.caption_locks` ORDER BY 1", "reporting", Token)).Rows.Select(r => r.Get<long>("caption_id")));

    [Fact]
    public async Task Live_locks_that_contradict_restored_assignments_are_released_and_told()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.RunAsync("DELETE FROM `eros-sandbox.shop.caption_locks` WHERE TRUE", Token);
        var plan = await new RestoreService(_services).PlanAsync(new RestoreRequest(backup.Id), Token);

        var result = await new RestoreService(_services).RunAsync(new RestoreRequest(backup.Id), plan, Token);

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes));
        Assert.Equal([new RestoreFollowUp("locks", "Locks")], plan.FollowUps);
        Assert.Equal([new RestoreFollowUp("locks", "Locks", 1)], result.FollowUps);
        Assert.Equal("2 3 4 5 6", await LockedAsync());
    }

    [Fact]
    public async Task It_does_not_run_where_none_of_its_tables_is_restored_or_one_is_missing()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        Assert.Empty((await new RestoreService(_services).RunAsync(new RestoreRequest(backup.Id, ["orders"]), null, Token)).FollowUps);
        await Shop.RunAsync("DROP TABLE `eros-sandbox.shop.active_caption_assignments`", Token);
        Assert.Empty((await new RestoreService(_services).PlanAsync(new RestoreRequest(backup.Id, ["caption_locks"]), Token)).FollowUps);
    }

    [Fact]
    public async Task One_that_fails_leaves_the_restore_to_be_completed_by_a_rerun()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        var broken = await WithScriptAsync("SELECT * FROM `${project}.${dataset}.no_such_table`");

        var result = await new RestoreService(broken).RunAsync(new RestoreRequest(backup.Id), null, Token);

        Assert.Equal(EndState.Inconsistent, result.EndState);
        Assert.Contains("no_such_table", result.FollowUps.Single().Error, StringComparison.Ordinal);
        Assert.Equal(EndState.Succeeded, (await new RestoreService(await WithScriptAsync(_script)).RunAsync(new RestoreRequest(backup.Id), null, Token)).EndState);
    }

    [Fact]
    public async Task All_of_a_result_is_written_to_the_bucket()
    {
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        var result = await new RestoreService(_services).RunAsync(new RestoreRequest(backup.Id, Reason: "rehearsal"), null, Token);

        var stored = await Shop.Services.Bucket.ReadAsync(Shop.Services.Names.RunResult(result.RunId), Token);
        var log = JsonNode.Parse(Encoding.UTF8.GetString(stored!.Content))!.AsObject();

        Assert.Equal(Shop.Services.Bucket.Uri(Shop.Services.Names.RunResult(result.RunId)), result.Log);
        Assert.Equal(typeof(RestoreResult).GetProperties().Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]).Order(StringComparer.Ordinal), log.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("rehearsal", "Succeeded", 5), ((string?)log["reason"], (string?)log["endState"], log["tables"]!.AsArray().Count));
        Assert.Equal(1, (long?)log["followUps"]![0]!["rowsAffected"]);
    }

    [Fact]
    public async Task The_real_catalogue_names_the_script() =>
        Assert.Equal(["reconcile-caption-locks"], (await CatalogueFolder.OpenAsync(RepositoryFolder.Sql, Token)).Catalogue.AfterRestore.Select(s => s.Id));
}
