using System.Text.Json.Nodes;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Rehearsals;

/// <summary>A deployment and its undo, tried in a copy of the shop; the shop itself must not notice.</summary>
public sealed class RehearsalTests : ShopTests
{
    DeploymentService Deployments => new(Shop.Services);

    [Fact]
    public async Task What_can_be_deployed_and_undone_is_proven_beside_the_target()
    {
        var before = await EverythingAsync();
        var result = await Deployments.RehearseAsync(new DeploymentRequest(["tax"]), Token);

        Assert.Equal((EndState.Succeeded, null), (result.EndState, result.Error));
        Assert.Equal(["copy", "deploy", "undo", "compare", "deploy again", "compare again"], result.Stages.Select(s => s.Name));
        Assert.Equal((2, 1), (Assert.Single(result.Phases).StepsRun, result.Phases[0].TestsPassed));
        Assert.Empty(result.Differences);
        Assert.Empty(result.Notes);
        Assert.Equal(before, await EverythingAsync());
    }

    /// <summary>Where the log of queries is there already, the rehearsal's own come into neither, and are no difference.</summary>
    [Fact]
    public async Task A_rehearsal_leaves_no_trace_in_the_log_of_queries()
    {
        await Shop.RunAsync("CREATE TABLE `eros-sandbox.shop.query_performance_log` (query_id STRING, query_type STRING, started_at TIMESTAMP, duration_ms INT64, bytes_processed INT64, bytes_billed INT64, slot_ms INT64, success BOOL, error_reason STRING)", Token);
        var before = await EverythingAsync();

        var result = await Deployments.RehearseAsync(new DeploymentRequest(["tax"]), Token);

        Assert.Equal((EndState.Succeeded, null), (result.EndState, result.Error));
        Assert.Equal(before, await EverythingAsync());
    }

    [Fact]
    public async Task A_phase_that_fails_is_found_out_and_the_target_is_not_touched()
    {
        var before = await EverythingAsync();
        var result = await Deployments.RehearseAsync(new DeploymentRequest(["tax", "spoilt"]), Token);
        Assert.Equal((EndState.FailedBeforeChange, "EROS2013"), (result.EndState, result.ErrorCode));
        Assert.Contains("spoilt ended RolledBack", result.Error, StringComparison.Ordinal);
        Assert.Equal([EndState.Succeeded, EndState.RolledBack], result.Phases.Select(p => p.EndState));
        Assert.Equal(before, await EverythingAsync());
    }

    /// <summary>What a procedure does, neither eros.json nor the linter knows.</summary>
    [Fact]
    public async Task What_an_undo_would_leave_behind_is_named()
    {
        await Shop.RunAsync("CREATE PROCEDURE `eros-sandbox.shop.spill`() BEGIN DELETE FROM `eros-sandbox.shop.customers` WHERE id = 1; CREATE TABLE `eros-sandbox.shop.stray` (a INT64); END", Token);
        await PhaseAsync("CALL `${project}.${dataset}.spill`();");
        var before = await EverythingAsync();
        var result = await Deployments.RehearseAsync(new DeploymentRequest(), Token);
        Assert.Equal((EndState.FailedBeforeChange, "EROS2013"), (result.EndState, result.ErrorCode));
        Assert.Equal(["after the undo: Table customers: 1 rows, before 2", "after the undo: Table stray is new"], result.Differences);
        Assert.Equal(before, await EverythingAsync());
    }

    [Fact]
    public async Task A_second_deployment_that_makes_something_else_is_named()
    {
        await Shop.RunAsync("CREATE PROCEDURE `eros-sandbox.shop.roll`(OUT x STRING) BEGIN SET x = GENERATE_UUID(); END", Token);
        await Shop.RunAsync("CREATE PROCEDURE `eros-sandbox.shop.define`() BEGIN DECLARE x STRING; CALL `eros-sandbox.shop.roll`(x); EXECUTE IMMEDIATE FORMAT(\"CREATE OR REPLACE VIEW `%s.order_ids` AS SELECT '%s' AS id\", 'eros-sandbox.'||@@dataset_id, x); END", Token);
        await PhaseAsync("SET @@dataset_id = '${dataset}'; CALL `${project}.${dataset}.define`();");
        var result = await Deployments.RehearseAsync(new DeploymentRequest(), Token);
        Assert.Equal((EndState.FailedBeforeChange, "deployed again: View order_ids is defined otherwise"), (result.EndState, Assert.Single(result.Differences)));
    }

    [Fact]
    public async Task A_script_that_names_the_dataset_itself_is_refused()
    {
        await PhaseAsync("CREATE OR REPLACE VIEW `${project}.shop.order_ids` AS SELECT 1 AS id;");
        var error = await Assert.ThrowsAsync<ErosException>(() => Deployments.RehearseAsync(new DeploymentRequest(), Token));
        Assert.Equal(ErosErrorCode.RehearsalRefused, error.Code);
        Assert.DoesNotContain(await DatasetsAsync(), d => d.Contains("rehearsal", StringComparison.Ordinal));
    }

    /// <summary>Text that is run as a statement is not renamed: in the copy it would work on the target.</summary>
    [Theory]
    [InlineData("EXECUTE IMMEDIATE 'DELETE FROM shop.customers WHERE id = 1';", null)]
    [InlineData("CALL `${project}.${dataset}.hidden`();", "CREATE PROCEDURE `eros-sandbox.shop.hidden`() BEGIN EXECUTE IMMEDIATE 'DELETE FROM `eros-sandbox.shop.customers` WHERE id = 1'; END")]
    public async Task Text_that_names_the_dataset_and_may_be_run_is_refused(string script, string? procedure)
    {
        if (procedure is not null)
            await Shop.RunAsync(procedure, Token);
        await PhaseAsync(script);
        var before = await EverythingAsync();
        Assert.Equal(ErosErrorCode.RehearsalRefused, (await Assert.ThrowsAsync<ErosException>(() => Deployments.RehearseAsync(new DeploymentRequest(), Token))).Code);
        Assert.Equal(before, await EverythingAsync());
    }

    /// <summary>What is applied in the target is applied in the copy, and what drifted there is drifted here.</summary>
    [Fact]
    public async Task The_copy_has_the_history_of_the_target()
    {
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        var idle = await Deployments.RehearseAsync(new DeploymentRequest(["tax"]), Token);
        Assert.Equal((EndState.Succeeded, 0, "nothing was to be undone"), (idle.EndState, idle.Phases[0].StepsRun, idle.Stages[2].Summary));
        await Shop.RunAsync("CREATE OR REPLACE FUNCTION `eros-sandbox.shop.gross`(price NUMERIC) RETURNS NUMERIC AS (0)", Token);
        var drifted = await Deployments.RehearseAsync(new DeploymentRequest(["tax"]), Token);
        Assert.Equal((EndState.Succeeded, 1), (drifted.EndState, drifted.Phases[0].StepsRun));
    }

    [Fact]
    public async Task A_rehearsal_that_is_cancelled_leaves_nothing_behind()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Shop.Sandbox.Faults.Read = (_, _, body) =>
        {
            if (body?.Contains("better-tax", StringComparison.Ordinal) == true)
                stop.Cancel();
        };
        var before = await EverythingAsync();
        var result = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            var ended = await Deployments.RehearseAsync(new DeploymentRequest(["tax"]), stop.Token);
            throw new OperationCanceledException($"{ended.EndState}: {ended.Error}");
        });
        Assert.IsAssignableFrom<OperationCanceledException>(result);
        Assert.Equal(before, await EverythingAsync());
    }

    async Task PhaseAsync(string script)
    {
        Shop.Catalogue.Write("step.sql", script);
        Shop.Catalogue.Write("there.sql", "SELECT 'there' AS check_name, TRUE AS passed, '' AS expected, '' AS actual");
        Shop.Catalogue.WritePhases(
            [
                JsonNode.Parse("""
                    { "name": "odd", "title": "Odd", "steps": [
                        { "id": "step", "title": "Step", "file": "step.sql", "kind": "repeatable", "creates": [ { "kind": "view", "name": "order_ids" } ], "changes": [] } ],
                      "tests": [ { "id": "there", "title": "There", "file": "there.sql", "severity": "fail" } ] }
                    """),
            ]);
        await Shop.ReloadAsync(Token);
    }

    /// <summary>The shop, the names of all datasets, and what lies in the bucket but the shop's own history of queries.</summary>
    async Task<List<string>> EverythingAsync()
    {
        var objects = await Shop.Services.Bucket.ListAsync("", Token);
        return [.. (await Shop.StateAsync(Token)).Lines, .. await DatasetsAsync(), .. objects.Select(o => o.Name)];
    }

    async Task<List<string>> DatasetsAsync()
    {
        var names = new List<string>();
        await foreach (var dataset in Shop.Services.BigQuery.ListDatasetsAsync(Token))
            names.Add(dataset.DatasetReference!.DatasetId);
        return names;
    }
}
