using System.Text.Json.Nodes;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Tests.Cloud;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Tests.Phases;

/// <summary>A phase that changes one table over and over, and its undo, on a clock that moves only where someone waits.</summary>
public sealed class PhasePaceTests : ShopTests
{
    const int Steps = 6;

    /// <summary>What the server is sent: the metadata updates of each job with its time.</summary>
    sealed class ServerLog(TimeProvider time)
    {
        readonly List<(string Table, DateTimeOffset At)> _updates = [];

        public void Read(string method, string path, string? body)
        {
            if (method != "POST" || !path.EndsWith("/jobs", StringComparison.Ordinal) || JsonNode.Parse(body!)!["configuration"] is not { } job || (bool?)job["dryRun"] == true)
                return;
            var sql = (string?)job["query"]?["query"] ?? "";
            lock (_updates)
                _updates.AddRange(ScriptContents.Of(sql).Updates.Where(u => !u.IsRows && !sql.StartsWith("CREATE SNAPSHOT", StringComparison.Ordinal)).Select(u => (u.Table, time.GetUtcNow())));
        }

        public int Of(string table) => _updates.Count(u => u.Table == table);

        public int MostInAWindow => _updates.GroupBy(u => u.Table).SelectMany(g => g.Select(u => g.Count(v => v.At <= u.At && v.At > u.At - PaceRule.Window))).Max();
    }

    static JsonObject Step(int i) => new()
    {
        ["id"] = $"s{i}", ["title"] = $"S {i}", ["file"] = $"s{i}.sql", ["kind"] = "once",
        ["creates"] = i == 0 ? new JsonArray(JsonNode.Parse("""{ "kind": "view", "name": "order_ids" }""")) : [], ["changes"] = new JsonArray("orders"),
    };

    async Task<PhaseService> PhasesAsync(TimeProvider time, string last)
    {
        for (var i = 0; i < Steps; i++)
        {
            Shop.Catalogue.Write($"s{i}.sql", $"""
                ALTER TABLE `${"{project}"}.${"{dataset}"}.orders` ADD COLUMN IF NOT EXISTS a{i} INT64;
                ALTER TABLE `${"{project}"}.${"{dataset}"}.orders` ADD COLUMN IF NOT EXISTS b{i} INT64;
                {(i == 0 ? $"CREATE OR REPLACE VIEW `${{project}}.${{dataset}}.order_ids` AS SELECT id + 1 AS id FROM `${{project}}.${{dataset}}.orders`;" : "")}
                {(i == Steps - 1 ? last : "")}
                """);
        }
        Shop.Catalogue.WritePhases([new JsonObject
        {
            ["name"] = "many", ["title"] = "Many", ["steps"] = new JsonArray([.. Enumerable.Range(0, Steps).Select(Step)]),
            ["tests"] = new JsonArray(JsonNode.Parse("""{ "id": "tax", "title": "Tax", "file": "tax_test.sql", "severity": "warn" }""")),
        }]);
        await Shop.ReloadAsync(Token);
        return new PhaseService(Shop.ServicesAt(time));
    }

    [Theory]
    [InlineData("", EndState.Succeeded, 12, 1)]
    [InlineData("SELECT ERROR('no');", EndState.RolledBack, 13, 2)]
    public async Task A_phase_and_its_undo_give_no_name_more_than_five_updates_in_ten_seconds(string last, EndState end, int ofTable, int ofView)
    {
        var time = new LeapingTime(PaceRule.Window);
        var phases = await PhasesAsync(time, last);
        var plan = await phases.PlanAsync(new PhaseRequest("many"), Token);
        var log = new ServerLog(time);
        Shop.Sandbox.Faults.Read = log.Read;
        var began = time.Elapsed;

        var result = await phases.RunAsync(new PhaseRequest("many"), plan, Token);

        Assert.True(result.EndState == end, $"{result.EndState}: {result.Error}");
        Assert.Equal((ofTable, ofView), (log.Of("orders"), log.Of("order_ids")));
        Assert.InRange(log.MostInAWindow, 2, PaceRule.Updates);
        Assert.InRange(time.Elapsed - began, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2));
        Assert.Contains("13 metadata updates of 2 tables and views", plan.Preflight.Single(c => c.Id == "pacing").Detail, StringComparison.Ordinal);
        Assert.Contains("will wait 20 s", plan.Preflight.Single(c => c.Id == "pacing").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_updates_of_a_name_than_fit_in_one_script_are_warned_of()
    {
        var phases = await PhasesAsync(TimeProvider.System, string.Concat(Enumerable.Range(0, 4).Select(i => $"ALTER TABLE `${{project}}.${{dataset}}.orders` ADD COLUMN IF NOT EXISTS c{i} INT64;\n")));

        var check = (await phases.PlanAsync(new PhaseRequest("many"), Token)).Preflight.Single(c => c.Id == "pacing");

        Assert.Equal(CheckStatus.Warn, check.Status);
        Assert.Contains("s5.sql updates orders 6 times", check.Detail, StringComparison.Ordinal);
    }
}
