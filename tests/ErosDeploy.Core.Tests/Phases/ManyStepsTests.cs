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

    static async Task RunAsync(PhaseService phases)
    {
        var result = await phases.RunAsync(new PhaseRequest("many"), null, Token);
        Assert.Equal((EndState.Succeeded, 0, 1), (result.EndState, result.StepsRun, result.TestsPassed));
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

    /// <summary>Lease, journal and the phase's test come on top of the plan's.</summary>
    [Fact]
    public async Task A_run_that_finds_nothing_to_do_takes_as_many_calls_as_for_one_step()
    {
        var (many, one) = (await CallsAsync(500, RunAsync), await CallsAsync(2, RunAsync));

        Assert.Equal(one.Count, many.Count);
    }
}
