using System.Text.Json.Nodes;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Measurements;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Measurements;

/// <summary>Phases that change what a benchmark reads, measured against a copy of what was there before.</summary>
public sealed class PhaseGatesTests : ShopTests
{
    const string Cheap = "CREATE OR REPLACE VIEW `${project}.${dataset}.order_ids` AS SELECT id FROM `${project}.${dataset}.orders` WHERE id > 0;";
    const string Dear = "CREATE OR REPLACE VIEW `${project}.${dataset}.order_ids` AS SELECT o.id FROM `${project}.${dataset}.orders` AS o CROSS JOIN `${project}.${dataset}.customers` AS c WHERE c.id > 0;";
    const string Broken = "CREATE OR REPLACE VIEW `${project}.${dataset}.order_ids` AS SELECT id, 1 AS extra, ERROR('no') AS id2 FROM `${project}.${dataset}.orders`;";

    [Fact]
    public async Task A_phase_is_measured_in_turns_and_what_was_before_is_kept()
    {
        await PhaseAsync(Cheap);
        Assert.Equal(
            ["Time: more than 10 % faster (else Warn)", "Cost: less than 5 % dearer (else Fail)", "Errors: less than 1 %, and not more than before (else Fail)"],
            (await Shop.Phases.PlanAsync(new PhaseRequest("views"), Token)).Gates.Select(g => g.ToString()));
        var result = await Shop.Phases.RunAsync(new PhaseRequest("views"), null, Token);

        Assert.Equal(EndState.Succeeded, result.EndState);
        var benchmark = Assert.Single(result.Benchmarks);
        Assert.Equal((6, 0, 6, 0), (benchmark.Before!.Runs, benchmark.Before.Errors, benchmark.After.Runs, benchmark.After.Errors));
        Assert.True(benchmark is { Before.Median: not null, After.Median: not null, Change: not null, Before.BytesBilled: > 0, After.Cost: > 0 });
        Assert.Equal([GateKind.Time, GateKind.Cost, GateKind.Errors], result.Gates.Select(g => g.Kind));
        Assert.Equal([CheckStatus.Pass, CheckStatus.Pass], result.Gates.Skip(1).Select(g => g.Status));
        Assert.Equal(Turns(), await BenchmarkJobsAsync());

        var later = await new MeasureService(Shop.Services).MeasureAsync("views", 2, Token);
        Assert.Equal((result.RunId, 2, 3), (later.RunId, later.Repetitions, later.Gates.Count));
        Assert.Equal(2, Assert.Single(later.Benchmarks).Before!.Runs);
    }

    /// <summary>Warm-up and six rounds, the side that goes first in turns.</summary>
    static List<string> Turns() => Enumerable.Range(0, 7).SelectMany(i => i % 2 == 0 ? new[] { "before", "after" } : ["after", "before"]).ToList();

    async Task<List<string>> BenchmarkJobsAsync()
    {
        var answer = await Shop.Services.Warehouse.QueryAsync(
            "benchmarks", "SELECT job_id, cache_hit FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE job_id LIKE '%benchmark-ids%' ORDER BY creation_time, start_time", QueryTypes.Reporting, Token);
        Assert.All(answer.Rows, r => Assert.NotEqual(true, r.Find<bool>("cache_hit")));
        return answer.Rows.Select(r => r.Text("job_id")!.Contains("-before_", StringComparison.Ordinal) ? "before" : "after").ToList();
    }

    [Theory]
    [InlineData(Dear, "cost gate (less than 5 % dearer): +100%")]
    [InlineData(Broken, "errors gate (less than 1 %, and not more than before): 100% of the runs failed, 0% before")]
    public async Task A_phase_that_misses_a_gate_is_undone(string script, string why)
    {
        await PhaseAsync(script);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        var result = await Shop.Phases.RunAsync(new PhaseRequest("views"), null, Token);

        Assert.Equal((EndState.RolledBack, "EROS2011"), (result.EndState, result.ErrorCode));
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.Contains(result.Gates, g => g.Status == CheckStatus.Fail);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        Assert.Empty(await ScratchAsync());
        var later = await new MeasureService(Shop.Services).MeasureAsync("views", null, Token);
        Assert.Equal((null, 0), (later.ComparedWith, later.Gates.Count));
        Assert.Contains("Nothing is kept", Assert.Single(later.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_only_warns_is_told_and_the_phase_stays()
    {
        await PhaseAsync(Dear, """{ "time": "warn", "cost": "warn" }""");
        var result = await Shop.Phases.RunAsync(new PhaseRequest("views"), null, Token);
        Assert.Equal((EndState.Succeeded, CheckStatus.Warn), (result.EndState, result.Gates[1].Status));
        Assert.Contains(result.Notes, n => n.Contains("cost gate", StringComparison.Ordinal) && n.Contains("+100%", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Skipped_gates_measure_nothing_and_the_result_says_so()
    {
        await PhaseAsync(Dear);
        var result = await Shop.Phases.RunAsync(new PhaseRequest("views", SkipGates: true), null, Token);
        Assert.Equal((EndState.Succeeded, 0), (result.EndState, result.Gates.Count));
        Assert.Contains(result.Notes, n => n.Contains("skipped as asked", StringComparison.Ordinal));
        Assert.DoesNotContain(await ScratchAsync(), d => d.EndsWith("_before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_before_goes_with_the_undo_of_the_phase()
    {
        await PhaseAsync(Cheap);
        await Shop.Phases.RunAsync(new PhaseRequest("views"), null, Token);
        Assert.Single(await ScratchAsync(), d => d.EndsWith("_before", StringComparison.Ordinal));
        var reversal = new PhaseReversal(Shop.Services);
        Assert.Equal(EndState.Succeeded, (await reversal.RunAsync(await reversal.PlanAsync("views", Token), Token)).EndState);
        Assert.Empty(await ScratchAsync());
    }

    [Fact]
    public async Task A_run_that_died_while_it_was_measured_is_measured_when_it_is_resumed()
    {
        await PhaseAsync(Cheap);
        var dead = false;
        Shop.Sandbox.Faults.Read = (_, _, body) => dead |= body?.Contains("benchmark-ids-after", StringComparison.Ordinal) == true;
        Shop.Sandbox.Faults.Choose = (_, _, _) => dead ? Fault.Killed : null;
        await Shop.Phases.RunAsync(new PhaseRequest("views", "measured"), null, Token);
        (Shop.Sandbox.Faults.Read, Shop.Sandbox.Faults.Choose) = (null, (_, _, _) => null);
        await Shop.AgeLeaseAsync(Token);

        var result = Assert.IsType<PhaseResult>(await new RunService(Shop.Services).ResumeAsync("measured", undo: false, Token));
        Assert.Equal((EndState.Succeeded, 3), (result.EndState, result.Gates.Count));
        Assert.Equal(6, Assert.Single(result.Benchmarks).Before!.Runs);
    }

    /// <summary>Nothing changed behind the benchmarks, so there is nothing to measure.</summary>
    [Fact]
    public async Task A_phase_whose_steps_are_applied_is_not_measured()
    {
        await PhaseAsync(Cheap);
        await Shop.Phases.RunAsync(new PhaseRequest("views"), null, Token);
        Assert.Empty((await Shop.Phases.PlanAsync(new PhaseRequest("views"), Token)).Gates);
        var again = await Shop.Phases.RunAsync(new PhaseRequest("views"), null, Token);
        Assert.Equal((EndState.Succeeded, 0, 0), (again.EndState, again.StepsRun, again.Gates.Count));
    }

    /// <summary>Times only warn: by chance they must not undo what these tests are about.</summary>
    async Task PhaseAsync(string script, string policies = """{ "time": "warn" }""")
    {
        Shop.Catalogue.Write("views.sql", script);
        Shop.Catalogue.Write("ids.sql", "SELECT * FROM `${project}.${dataset}.order_ids`;");
        Shop.Catalogue.Write("there.sql", "SELECT 'there' AS check_name, TRUE AS passed, '' AS expected, '' AS actual");
        Shop.Catalogue.WritePhases(
            [
                JsonNode.Parse("""
                    { "name": "views", "title": "Views", "steps": [
                        { "id": "order-ids", "title": "Ids", "file": "views.sql", "kind": "repeatable", "creates": [ { "kind": "view", "name": "order_ids" } ], "changes": [] } ],
                      "tests": [ { "id": "there", "title": "There", "file": "there.sql", "severity": "fail" } ],
                      "benchmarks": [ { "id": "ids", "title": "Ids", "file": "ids.sql" } ] }
                    """),
            ],
            gates: JsonNode.Parse($$"""{ "medianImprovement": 0.1, "costIncrease": 0.05, "errorRate": 0.01, "warmUps": 1, "repetitions": 6, "policies": {{policies}} }"""));
        await Shop.ReloadAsync(Token);
    }

    async Task<List<string>> ScratchAsync()
    {
        var names = new List<string>();
        await foreach (var dataset in Shop.Services.BigQuery.ListDatasetsAsync(Token))
        {
            if (dataset.DatasetReference!.DatasetId.Contains("_eros_", StringComparison.Ordinal))
                names.Add(dataset.DatasetReference.DatasetId);
        }
        return names;
    }
}
