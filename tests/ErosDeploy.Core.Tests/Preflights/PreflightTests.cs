using System.Text.Json.Nodes;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Preflights;

/// <summary>What is looked at before a phase runs, and what stops it.</summary>
public sealed class PreflightTests : ShopTests
{
    Task<PhasePlan> PlanAsync(string phase = "tax", bool backup = false, bool skip = false) => Shop.Phases.PlanAsync(new PhaseRequest(phase, Backup: backup, SkipBackup: skip), Token);

    static PreflightCheck Check(PhasePlan plan, string id) => plan.Preflight.Single(c => c.Id == id);

    /// <summary>Puts one phase in place of the shop's, of steps with a script each.</summary>
    async Task WriteAsync(params (string Id, string Sql, string[] Creates, string[] Changes)[] steps)
    {
        foreach (var step in steps)
            Shop.Catalogue.Write($"{step.Id}.sql", step.Sql.Replace("d.", "`${project}.${dataset}`.", StringComparison.Ordinal));
        Shop.Catalogue.WritePhases([new JsonObject
        {
            ["name"] = "new", ["title"] = "New",
            ["steps"] = new JsonArray([.. steps.Select(s => new JsonObject
            {
                ["id"] = s.Id, ["title"] = s.Id, ["file"] = $"{s.Id}.sql", ["kind"] = "repeatable",
                ["creates"] = new JsonArray([.. s.Creates.Select(c => JsonNode.Parse($$"""{ "kind": "{{c.Split(' ')[0]}}", "name": "{{c.Split(' ')[1]}}" }"""))]),
                ["changes"] = new JsonArray([.. s.Changes.Select(c => (JsonNode)c)]),
            })]),
            ["tests"] = new JsonArray(JsonNode.Parse("""{ "id": "tax", "title": "Tax", "file": "tax_test.sql", "severity": "warn" }""")),
        }]);
        await Shop.ReloadAsync(Token);
    }

    async Task AskForBackupAsync(double hours)
    {
        Shop.Catalogue.Change(c => c["preflight"] = new JsonObject { ["backupMaxAgeHours"] = hours });
        await Shop.ReloadAsync(Token);
    }

    [Fact]
    public async Task A_plan_tells_risk_bytes_and_every_check_and_changes_nothing()
    {
        var calls = new MutatingCalls();
        Shop.Sandbox.Faults.Read = calls.Read;

        var plan = await PlanAsync();

        Assert.Empty(calls.Seen);
        Assert.Equal(4, calls.DryRuns);
        Assert.Equal([(StepRisk.Medium, BytesStatus.Known, 0L), (StepRisk.High, BytesStatus.Known, 0L)], plan.Steps.Select(s => (s.Risk!.Value, s.BytesStatus!.Value, Math.Min(0L, s.Bytes!.Value))));
        Assert.True(plan.Steps[1].Bytes > 0);
        Assert.Equal(["schema", "order", "scripts", "not-checkable", "permissions", "location", "pacing", "undo"], plan.Preflight.Select(c => c.Id));
        Assert.All(plan.Preflight, c => Assert.True(c.Status == CheckStatus.Pass, $"{c}: {c.Detail}"));
        Assert.Contains("definitions of tax", Check(plan, "undo").Detail, StringComparison.Ordinal);
        Assert.Contains("rows of orders", Check(plan, "undo").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_nothing_is_not_looked_at()
    {
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);

        var plan = await PlanAsync();

        Assert.Empty(plan.Preflight);
        Assert.All(plan.Steps, s => Assert.Null(s.BytesStatus));
        Assert.All(plan.Steps, s => Assert.Null(s.Risk));
    }

    [Fact]
    public async Task What_needs_an_earlier_step_is_not_checkable_yet_and_the_phase_runs()
    {
        await WriteAsync(
            ("one", "CREATE OR REPLACE FUNCTION d.twice(n INT64) RETURNS INT64 AS (2 * n); CREATE TABLE IF NOT EXISTS d.doubles (n INT64);", ["function twice", "table doubles"], []),
            ("two", "CREATE OR REPLACE VIEW d.doubled AS SELECT d.twice(n) AS n FROM d.doubles;", ["view doubled"], []),
            ("three", "INSERT INTO d.doubles (n) SELECT d.twice(id) FROM d.customers;", [], ["doubles"]));

        var plan = await PlanAsync("new");

        Assert.Equal([BytesStatus.Known, BytesStatus.NotCheckableYet, BytesStatus.NotCheckableYet], plan.Steps.Select(s => s.BytesStatus!.Value));
        Assert.Equal([StepRisk.Medium, StepRisk.Low, StepRisk.Medium], plan.Steps.Select(s => s.Risk!.Value));
        Assert.Equal(CheckStatus.Unknown, Check(plan, "not-checkable").Status);
        Assert.Equal("2 statements need doubles as step one leaves it", Check(plan, "not-checkable").Detail);
        Assert.Equal(CheckStatus.Pass, Check(plan, "scripts").Status);
        Assert.Equal(EndState.Succeeded, (await Shop.Phases.RunAsync(new PhaseRequest("new"), plan, Token)).EndState);
    }

    [Fact]
    public async Task A_script_that_the_service_refuses_stops_the_phase_before_its_lease()
    {
        await WriteAsync(("wrong", "UPDATE d.customers SET nickname = 'x' WHERE id = 1;", [], ["customers"]));
        var calls = new MutatingCalls();
        Shop.Sandbox.Faults.Read = calls.Read;

        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("new"), null, Token));

        Assert.Equal(("EROS2025", EndState.FailedBeforeChange), (error.CodeText, error.EndState));
        Assert.Contains("wrong.sql: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("nickname", error.Message, StringComparison.Ordinal);
        Assert.Empty(calls.Seen);
    }

    /// <summary>A phase that wants what another makes, in a catalogue that has the other before it.</summary>
    async Task FollowAsync(string sql)
    {
        Shop.Catalogue.Write("follow.sql", sql.Replace("d.", "`${project}.${dataset}`.", StringComparison.Ordinal));
        Shop.Catalogue.Change(c => c["phases"]!.AsArray().Insert(1, JsonNode.Parse("""
            { "name": "follow", "title": "Follow", "steps": [ { "id": "follow", "title": "Follow", "file": "follow.sql", "kind": "repeatable", "creates": [ { "kind": "view", "name": "followed" } ], "changes": [] } ],
              "tests": [ { "id": "tax", "title": "Tax", "file": "tax_test.sql", "severity": "warn" } ] }
            """)));
        await Shop.ReloadAsync(Token);
    }

    [Fact]
    public async Task A_phase_that_needs_what_one_before_it_makes_is_refused_until_that_is_deployed_or_runs_before()
    {
        await FollowAsync("CREATE OR REPLACE VIEW d.followed AS SELECT d.gross(price) AS price FROM d.orders;");

        var order = Check(await PlanAsync("follow"), "order");
        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("follow"), null, Token));
        var both = await Shop.Phases.PlanAsync(new PhaseRequest("follow", After: [await PlanAsync()]), Token);

        Assert.Equal((CheckStatus.Fail, "step tax/better-tax is not applied, and this phase needs gross of it", "Deploy tax first."), (order.Status, order.Detail, order.Next));
        Assert.Equal("EROS2025", error.CodeText);
        Assert.Contains("order: step tax/better-tax is not applied, and this phase needs gross of it. Deploy tax first.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("scripts", error.Message, StringComparison.Ordinal);
        Assert.Equal((CheckStatus.Pass, CheckStatus.Unknown), (Check(both, "order").Status, Check(both, "not-checkable").Status));
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        Assert.Equal(EndState.Succeeded, (await Shop.Phases.RunAsync(new PhaseRequest("follow"), null, Token)).EndState);
    }

    [Fact]
    public async Task What_is_gone_of_a_phase_that_is_deployed_is_no_question_of_order()
    {
        await FollowAsync("CREATE OR REPLACE VIEW d.followed AS SELECT d.gross(price) AS price FROM d.orders;");
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        await Shop.RunAsync("DROP FUNCTION `eros-sandbox.shop.gross`", Token);

        var plan = await PlanAsync("follow");

        Assert.Equal((CheckStatus.Pass, CheckStatus.Fail), (Check(plan, "order").Status, Check(plan, "scripts").Status));
    }

    [Fact]
    public async Task Missing_permissions_are_named_and_an_unanswered_question_is_no_pass()
    {
        Shop.Sandbox.Faults.Answer = (_, path) =>
            path.EndsWith(":testIamPermissions", StringComparison.Ordinal) ? """{ "permissions": ["bigquery.tables.getData", "bigquery.tables.createSnapshot"] }""" : null;
        var missing = Check(await PlanAsync(), "permissions");
        Assert.Equal(CheckStatus.Fail, missing.Status);
        Assert.Contains("table orders: bigquery.tables.updateData missing", missing.Detail, StringComparison.Ordinal);
        Assert.Equal("EROS5003", (await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token))).CodeText);

        Shop.Sandbox.Faults.Answer = (_, path) => path.Contains("/iam/testPermissions", StringComparison.Ordinal) ? "{}" : null;
        Assert.Contains("bucket shop-backups: storage.buckets.get", Check(await PlanAsync(), "permissions").Detail, StringComparison.Ordinal);

        Shop.Sandbox.Faults.Answer = null;
        Shop.Sandbox.Faults.Choose = (_, path, _) => path.EndsWith(":testIamPermissions", StringComparison.Ordinal) ? Fault.Forbidden : null;
        Assert.Equal(CheckStatus.Unknown, Check(await PlanAsync(), "permissions").Status);
    }

    [Fact]
    public async Task Bytes_of_no_known_accuracy_are_not_nothing()
    {
        Shop.Sandbox.Faults.Rewrite = (method, path, body) => method == "POST" && path.EndsWith("/jobs", StringComparison.Ordinal) ? body.Replace("PRECISE", "UNKNOWN", StringComparison.Ordinal) : body;

        var plan = await PlanAsync();

        Assert.All(plan.Steps, s => Assert.Equal((BytesStatus.Unknown, null), (s.BytesStatus, s.Bytes)));
    }

    [Fact]
    public async Task A_bucket_elsewhere_is_told_and_stops_a_backup()
    {
        Shop.Sandbox.Faults.Rewrite = (_, path, body) => path.EndsWith("/b/shop-backups", StringComparison.Ordinal) ? body.Replace("\"US\"", "\"EU\"", StringComparison.Ordinal) : body;

        Assert.Equal(CheckStatus.Warn, Check(await PlanAsync(), "location").Status);
        Assert.Equal(CheckStatus.Fail, Check(await PlanAsync(backup: true), "location").Status);
    }

    [Fact]
    public async Task A_definition_that_cannot_be_read_cannot_be_put_back()
    {
        Shop.Sandbox.Faults.Rewrite = (_, path, body) => path.Contains("read-catalogue", StringComparison.Ordinal) ? body.Replace("CREATE FUNCTION", "", StringComparison.Ordinal) : body;

        var check = Check(await PlanAsync(), "undo");

        Assert.Equal(CheckStatus.Fail, check.Status);
        Assert.Contains("the definition of Function tax cannot be read", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phase_asks_for_a_young_backup_where_eros_json_does()
    {
        await AskForBackupAsync(1);
        var none = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token));
        Assert.Equal("EROS2025", none.CodeText);
        Assert.Contains("eros.json asks for a verified backup of the last 1 h; there is none", none.Message, StringComparison.Ordinal);
        Assert.Contains("-Backup", none.Message, StringComparison.Ordinal);

        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        var found = Check(await PlanAsync(), "backup");
        Assert.Equal(CheckStatus.Pass, found.Status);
        Assert.Contains(backup.Id, found.Detail, StringComparison.Ordinal);

        Shop.Sandbox.Faults.Rewrite = (_, path, body) => path.Contains("/o?prefix=" + backup.Id, StringComparison.Ordinal) ? body.Replace("crc32c\":\"", "crc32c\":\"AA", StringComparison.Ordinal) : body;
        var damaged = Check(await PlanAsync(), "backup");
        Assert.Equal(CheckStatus.Fail, damaged.Status);
        Assert.Contains("is damaged", damaged.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_can_be_too_old()
    {
        await Shop.BackUpAsync(new BackupRequest(), Token);
        await AskForBackupAsync(1.0 / 3600 / 1000);

        Assert.Equal(CheckStatus.Fail, Check(await PlanAsync(), "backup").Status);
    }

    [Fact]
    public async Task A_run_takes_its_backup_first_or_says_that_it_went_without()
    {
        await AskForBackupAsync(24);

        var result = await Shop.Phases.RunAsync(new PhaseRequest("tax", "with", Backup: true), null, Token);
        var again = await Shop.Phases.RunAsync(new PhaseRequest("tax", "with", Backup: true), null, Token);
        var backup = Assert.Single(await Shop.Backups.ListAsync(new BackupQuery(), Token).ToListAsync(Token));
        Assert.Equal(EndState.Succeeded, result.EndState);
        Assert.Contains($"Backup {backup.Id} was taken first.", result.Notes);
        Assert.Contains($"Backup {backup.Id} was taken first.", again.Notes);

        await Shop.Backups.ListAsync(new BackupQuery(), Token).ToListAsync(Token);
        var skipped = await Shop.Phases.RunAsync(new PhaseRequest("spoilt", "without", SkipBackup: true), null, Token);
        Assert.Contains(skipped.Notes, n => n.Contains("was skipped", StringComparison.Ordinal));
        var journal = await new Core.Runs.JournalReader(Shop.Services.Bucket, Shop.Services.Names).ReadAsync("without", Token);
        Assert.True(journal[0].Request!.SkipBackup);
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_the_phase_undone()
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        Shop.Sandbox.Faults.Choose = (_, path, _) => path.Contains("metadata.json", StringComparison.Ordinal) ? Fault.Forbidden : null;

        await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax", Backup: true), null, Token));

        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }
}
