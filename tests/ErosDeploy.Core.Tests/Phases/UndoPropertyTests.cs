using System.Text.Json.Nodes;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Phases;

/// <summary>Whatever steps a phase is made of: deployed and undone, or failed and undone, the dataset is as before, definitions, schemas and rows.</summary>
public sealed class UndoPropertyTests : ShopTests
{
    const int Sequences = 6;

    static readonly Func<int, Step>[] Kinds =
    [
        n => new($"CREATE OR REPLACE FUNCTION {Name($"f{n}")}(p_x INT64) RETURNS INT64 AS (p_x + {n});", [("function", $"f{n}")], []),
        n => new($"CREATE OR REPLACE FUNCTION {Name("tax")}(price NUMERIC) RETURNS NUMERIC AS (price * {n});", [("function", "tax")], []),
        n => new($"CREATE OR REPLACE VIEW {Name($"v{n}")} AS SELECT id, {n} AS n FROM {Name("orders")};", [("view", $"v{n}")], []),
        n => new($"CREATE OR REPLACE VIEW {Name("order_ids")} AS SELECT id, {n} AS n FROM {Name("orders")};", [("view", "order_ids")], []),
        n => new($"CREATE OR REPLACE TABLE {Name($"t{n}")} AS SELECT {n} AS n;", [("table", $"t{n}")], []),
        n => new($"INSERT INTO {Name("customers")} (id, name) VALUES ({n}, 'new');", [], ["customers"]),
        n => new($"UPDATE {Name("orders")} SET note = 'changed {n}' WHERE TRUE;", [], ["orders"]),
        n => new($"DELETE FROM {Name("orders")} WHERE id = 3;", [], ["orders"]),
        n => new($"ALTER TABLE {Name("customers")} ADD COLUMN IF NOT EXISTS c{n} INT64; UPDATE {Name("customers")} SET c{n} = {n} WHERE TRUE;", [], ["customers"]),
        n => new($"-- eros: allow L205: the undo brings it back\nALTER TABLE {Name("returns")} DROP COLUMN IF EXISTS reason;", [], ["returns"]),
        n => new($"CREATE OR REPLACE PROCEDURE {Name($"p{n}")}() BEGIN SELECT {n}; END;", [("procedure", $"p{n}")], []),
        n => new($"CREATE OR REPLACE TABLE FUNCTION {Name($"tf{n}")}() AS SELECT id FROM {Name("customers")} WHERE id > {n};", [("table_function", $"tf{n}")], []),
    ];

    sealed record Step(string Sql, (string Kind, string Name)[] Creates, string[] Changes);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Any_sequence_of_steps_is_undone(bool passes)
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        for (var seed = 1; seed <= Sequences; seed++)
        {
            var random = new Random(seed * (passes ? 1 : 1000));
            var steps = random.GetItems(Kinds, Kinds.Length).Distinct().Take(random.Next(2, 7)).Select((kind, i) => kind((seed * 100) + i)).ToList();
            var services = await WithAsync(steps, passes);

            var result = await new PhaseService(services).RunAsync(new PhaseRequest("random"), null, Token);

            Assert.True(result.EndState == (passes ? EndState.Succeeded : EndState.RolledBack), $"seed {seed}: {result.EndState} {result.Error}");
            if (passes)
                await UndoAsync(services, seed, before);
            Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        }
    }

    async Task UndoAsync(ErosServices services, int seed, List<string> before)
    {
        Assert.NotEqual(before, (await Shop.StateAsync(Token)).Lines);
        var reversal = new PhaseReversal(services);
        var undone = await reversal.RunAsync(await reversal.PlanAsync("random", Token), Token);
        Assert.True(undone.EndState == EndState.Succeeded, $"seed {seed}: {undone.Error}");
    }

    /// <summary>The shop's services with a phase of these steps; each seed has steps of its own, so none is known to the history.</summary>
    async Task<ErosServices> WithAsync(IReadOnlyList<Step> steps, bool passes)
    {
        var phase = new JsonObject { ["name"] = "random", ["title"] = "Random", ["tests"] = new JsonArray(Test(passes ? "pass.sql" : "never.sql")) };
        var listed = new JsonArray();
        foreach (var (step, index) in steps.Select((s, i) => (s, i)))
        {
            Shop.Catalogue.Write($"random_{index}.sql", step.Sql);
            listed.Add(new JsonObject
            {
                ["id"] = $"s{index}", ["title"] = "Step", ["file"] = $"random_{index}.sql", ["kind"] = "always",
                ["creates"] = new JsonArray([.. step.Creates.Select(c => new JsonObject { ["kind"] = c.Kind, ["name"] = c.Name })]),
                ["changes"] = new JsonArray([.. step.Changes.Select(c => (JsonNode)c)]),
            });
        }
        phase["steps"] = listed;
        Shop.Catalogue.Write("pass.sql", "SELECT 'fine' AS check_name, TRUE AS passed, 'a' AS expected, 'a' AS actual");
        Shop.Catalogue.WritePhases(new JsonArray(phase));
        return Shop.Sandbox.Services(await Shop.Catalogue.OpenAsync(Token));
    }

    static JsonObject Test(string file) => new() { ["id"] = "test", ["title"] = "Test", ["file"] = file, ["severity"] = "fail" };

    static string Name(string name) => $"`${{project}}.${{dataset}}.{name}`";
}
