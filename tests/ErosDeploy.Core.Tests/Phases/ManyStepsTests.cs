using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.TestKit;

namespace ErosDeploy.Core.Tests.Phases;

/// <summary>500 applied scripts: to find that there is nothing to do takes as many calls as for one.</summary>
public sealed class ManyStepsTests
{
    const int Calls = 10;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A dataset where a phase of so many steps is applied.</summary>
    static async Task<(SandboxServices Sandbox, CatalogueFolder Catalogue)> AppliedAsync(ManySteps steps)
    {
        var sandbox = await SandboxServices.WithBucketAsync(Token);
        var catalogue = await CatalogueFolder.OpenAsync(steps.Folder, Token);
        var services = sandbox.Services(catalogue);
        await new BaselineService(services).InstallAsync(null, Token);
        await services.Warehouse.QueryAsync("eros_all_1", steps.Script(SandboxServices.Target.Project, SandboxServices.Target.Dataset), QueryTypes.Reporting, Token);
        await new PhaseAdoption(services).RunAsync("many", Token);
        return (sandbox, catalogue);
    }

    /// <summary>The calls of work by services that know nothing yet. How often a slow machine asks whether a job is done is not counted.</summary>
    static async Task<IReadOnlyList<string>> CallsAsync(int count, Func<PhaseService, Task> work)
    {
        using var steps = new ManySteps(count);
        var (sandbox, catalogue) = await AppliedAsync(steps);
        using (sandbox)
        {
            sandbox.Faults.Forget();
            await work(new PhaseService(sandbox.Services(catalogue)));
            return [.. sandbox.Faults.Requests.Where(r => r.Method != "GET" || !r.Path.Contains("/jobs/", StringComparison.Ordinal)).Select(r => $"{r.Method} {r.Path}")];
        }
    }

    static async Task PlanAsync(PhaseService phases) => Assert.Equal(0, (await phases.PlanAsync(new PhaseRequest("many"), Token)).StepsToRun);

    static async Task ListAsync(PhaseService phases) => Assert.Equal(PhaseState.Applied, (await phases.ListAsync(null, Token).SingleAsync(Token)).State);

    /// <summary>As Invoke-ErosPhase does it.</summary>
    static async Task RunAsync(PhaseService phases)
    {
        var request = new PhaseRequest("many");
        var result = await phases.RunAsync(request, await phases.PlanAsync(request, Token), Token);
        Assert.Equal((EndState.Succeeded, 0, 0), (result.EndState, result.StepsRun, result.Tests.Count));
        Assert.Equal(result.Steps.Count, result.StepsSkipped);
        Assert.Contains("nothing to do", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_them_takes_no_more_than_ten_calls()
    {
        var calls = await CallsAsync(500, PlanAsync);

        Assert.True(calls.Count <= Calls, string.Join('\n', calls));
    }

    [Fact]
    public async Task A_list_of_them_takes_no_more_than_ten_calls()
    {
        var calls = await CallsAsync(500, ListAsync);

        Assert.True(calls.Count <= Calls, string.Join('\n', calls));
    }

    [Fact]
    public async Task A_run_that_finds_nothing_to_do_takes_no_more_than_ten_calls_and_changes_nothing()
    {
        var calls = await CallsAsync(500, RunAsync);

        Assert.True(calls.Count <= Calls, string.Join('\n', calls));
        Assert.All(calls.Where(c => !c.StartsWith("GET ", StringComparison.Ordinal)), c => Assert.EndsWith("/jobs", c, StringComparison.Ordinal));
    }

    /// <summary>Only its journal tells whether a run with an id is to be gone on with, and the lease lets nobody else write it meanwhile.</summary>
    [Fact]
    public async Task A_run_with_an_id_that_finds_nothing_to_do_ends_well_in_its_journal()
    {
        using var steps = new ManySteps(2);
        var (sandbox, catalogue) = await AppliedAsync(steps);
        using (sandbox)
        {
            var services = sandbox.Services(catalogue);
            var result = await new PhaseService(services).RunAsync(new PhaseRequest("many", "nightly"), null, Token);
            var run = await new RunService(services).FindAsync("nightly", Token);

            Assert.Equal((EndState.Succeeded, 0), (result.EndState, result.Tests.Count));
            Assert.Equal((RunState.Ended, EndState.Succeeded), (run.State, run.EndState));
        }
    }
}
