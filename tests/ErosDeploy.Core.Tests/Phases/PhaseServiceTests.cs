using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Tests.Phases;

public sealed class PhaseServiceTests : ShopTests
{
    async Task<PhaseInfo> InfoAsync(string phase) => await Shop.Phases.ListAsync([phase], Token).SingleAsync(Token);

    [Fact]
    public async Task A_phase_is_applied_tested_and_then_unchanged()
    {
        var first = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        var second = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);

        Assert.Equal((EndState.Succeeded, 2, 0, 1), (first.EndState, first.StepsRun, first.StepsSkipped, first.TestsPassed));
        Assert.Equal((EndState.Succeeded, 0, 2, 0), (second.EndState, second.StepsRun, second.StepsSkipped, second.Tests.Count));
        Assert.Equal(PhaseState.Applied, (await InfoAsync("tax")).State);
    }

    [Fact]
    public async Task Every_job_of_a_run_is_labelled_with_it()
    {
        var run = (await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)).RunId;

        var jobs = (await Shop.Services.BigQuery.ListJobsAsync(cancel: Token).ToListAsync(Token)).Where(j => j.JobReference!.JobId.StartsWith($"eros_{run}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(jobs);
        Assert.All(jobs.Where(j => j.Statistics?.ParentJobId is null), j => Assert.Equal(run.ToLowerInvariant(), j.Configuration!.Labels!["eros_run"]));
        var step = jobs.Single(j => j.JobReference!.JobId == $"eros_{run}_tax-raise_1").Configuration!.Labels!;
        Assert.Equal(("tax", "raise"), (step["eros_phase"], step["eros_step"]));
    }

    [Fact]
    public async Task A_changed_script_runs_again_and_a_once_step_does_not()
    {
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        Shop.Catalogue.Write("better_tax.sql", "CREATE OR REPLACE FUNCTION `${project}.${dataset}.tax`(price NUMERIC) RETURNS NUMERIC AS (price / 5);");

        var result = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);

        Assert.Equal([StepOutcome.Succeeded, StepOutcome.Skipped], result.Steps.Select(s => s.Outcome));
    }

    [Theory]
    [InlineData("spoilt", "EROS2007")]
    [InlineData("half", "EROS2006")]
    public async Task A_phase_that_fails_leaves_everything_as_it_was(string phase, string code)
    {
        var before = await Shop.StateAsync(Token);

        var result = await Shop.Phases.RunAsync(new PhaseRequest(phase), null, Token);

        Assert.Equal((EndState.RolledBack, code), (result.EndState, result.ErrorCode));
        Assert.All(result.Undo, u => Assert.True(u.Done && u.Verified, u.Error));
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal(PhaseState.Pending, (await InfoAsync(phase)).State);
        Assert.DoesNotContain(await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token), d => d.DatasetReference!.DatasetId != SandboxServices.Target.Dataset);
    }

    [Fact]
    public async Task A_cancelled_phase_is_undone_and_says_so()
    {
        var before = await Shop.StateAsync(Token);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Shop.Sandbox.Faults.Choose = (method, path, _) =>
        {
            if (path.Contains("tax-raise", StringComparison.Ordinal))
                cancel.Cancel();
            return null;
        };

        var result = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, cancel.Token);

        Assert.Equal(EndState.Cancelled, result.EndState);
        Assert.All(result.Undo, u => Assert.True(u.Verified, u.Error));
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Null(await Shop.Services.Bucket.ReadAsync(new ControlNames(SandboxServices.Target).Lease, Token));
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        Shop.Sandbox.Faults.Forget();

        var plan = await Shop.Phases.PlanAsync(new PhaseRequest("tax"), Token);

        Assert.Equal(2, plan.StepsToRun);
        Assert.Equal([UndoActionKind.Drop, UndoActionKind.Drop, UndoActionKind.RestoreDefinition], plan.Steps[0].Undo.Select(u => u.Kind));
        Assert.DoesNotContain(Shop.Sandbox.Faults.Requests, r => r.Method is not "GET" && !r.Path.EndsWith("/jobs", StringComparison.Ordinal) && !r.Path.EndsWith(":testIamPermissions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_schema_stops_a_phase_before_any_change()
    {
        await Shop.RunAsync("DROP TABLE `eros-sandbox.shop.customers`; CREATE TABLE `eros-sandbox.shop.customers` (id STRING)", Token);
        var before = await Shop.StateAsync(Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token));

        Assert.Equal("EROS2002", error.CodeText);
        Assert.Contains("column customers.id is STRING, expected INT64 NOT NULL", error.Message, StringComparison.Ordinal);
        Assert.Contains("column customers.name (STRING) does not exist", error.Message, StringComparison.Ordinal);
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task A_lease_of_another_keeps_a_phase_from_running()
    {
        var now = TimeProvider.System.GetUtcNow();
        var foreign = new LeaseContent
        {
            Owner = "someone@elsewhere", Run = "r", Purpose = "phase tax", Host = "elsewhere", Process = 1, ProcessStart = now,
            AcquiredAt = now, HeartbeatAt = now, ExpiresAt = now + LeaseRule.TimeToLive,
        };
        await Shop.Services.Bucket.TryCreateAsync(new ControlNames(SandboxServices.Target).Lease, LeaseJson.Write(foreign), Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token));

        Assert.Equal("EROS2003", error.CodeText);
        Assert.Contains("someone@elsewhere", error.Message, StringComparison.Ordinal);
        Assert.Equal(PhaseState.Pending, (await InfoAsync("tax")).State);
    }

    [Fact]
    public async Task Lost_answers_and_unavailable_services_do_not_run_a_step_twice()
    {
        Shop.Sandbox.Faults.Forget();
        Shop.Sandbox.Faults.Choose = (method, path, number) =>
            method == "POST" && path.EndsWith("/jobs", StringComparison.Ordinal) ? (number % 2 == 0 ? Fault.AnswerLost : null) : number % 5 == 0 ? Fault.Unavailable : null;

        var result = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;

        Assert.Equal(EndState.Succeeded, result.EndState);
        var row = (await Shop.Services.Warehouse.QueryAsync("eros_check_1", $"SELECT SUM(price) AS total FROM {SandboxServices.Target.QuotedTable("orders")}", "reporting", Token)).Single();
        Assert.Equal(13.500000002m, row.Get<decimal>("total"));
    }
}
