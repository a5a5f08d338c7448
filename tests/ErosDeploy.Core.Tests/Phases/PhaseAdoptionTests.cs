using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Tests.Phases;

/// <summary>A dataset that was deployed to by other means becomes one whose phases are applied, without running them.</summary>
public sealed class PhaseAdoptionTests : ShopTests
{
    const string ByHand = """
        CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.2);
        CREATE OR REPLACE FUNCTION `eros-sandbox.shop.gross`(price NUMERIC) RETURNS NUMERIC AS (price * 1.2);
        CREATE TABLE `eros-sandbox.shop.ledger` (order_id INT64, tax NUMERIC);
        """;

    PhaseAdoption Adoption => new(Shop.Services);

    async Task<PhaseInfo> InfoAsync() => await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token);

    [Fact]
    public async Task Steps_are_recorded_as_adopted_and_nothing_is_run()
    {
        await Shop.RunAsync(ByHand, Token);
        var before = await Shop.StateAsync(Token);
        Shop.Sandbox.Faults.Forget();

        var result = await Adoption.RunAsync("tax", Token);

        Assert.Equal((EndState.Succeeded, 0), (result.EndState, result.StepsRun));
        Assert.Equal([StepOutcome.Adopted, StepOutcome.Adopted], result.Steps.Select(s => s.Outcome));
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
        var phase = await InfoAsync();
        Assert.Equal(PhaseState.Applied, phase.State);
        Assert.All(phase.Steps, s => Assert.True(s.Adopted && s.Attempts.Single().Event == StepEvent.Adopted));
        Assert.Equal(0, (await Shop.Phases.PlanAsync(new PhaseRequest("tax"), Token)).StepsToRun);
    }

    [Fact]
    public async Task Missing_objects_are_named_and_nothing_is_recorded()
    {
        await Shop.RunAsync("CREATE OR REPLACE VIEW `eros-sandbox.shop.ledger` AS SELECT 1 AS order_id", Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => Adoption.RunAsync("tax", Token));

        Assert.Equal("EROS2024", error.CodeText);
        Assert.Contains("better-tax: Function gross does not exist; better-tax: table ledger does not exist", error.Message, StringComparison.Ordinal);
        Assert.Equal(PhaseState.Pending, (await InfoAsync()).State);
        Assert.Null(await Shop.Services.Bucket.ReadAsync(new ControlNames(SandboxServices.Target).Lease, Token));
    }

    [Fact]
    public async Task A_plan_records_nothing()
    {
        await Shop.RunAsync(ByHand, Token);

        var plan = await Adoption.PlanAsync("tax", Token);

        Assert.All(plan.Steps, s => Assert.Equal(StepAction.Adopt, s.Action));
        Assert.Equal(PhaseState.Pending, (await InfoAsync()).State);
    }

    [Fact]
    public async Task What_was_adopted_drifts_as_what_was_deployed()
    {
        await Shop.RunAsync(ByHand, Token);
        await Adoption.RunAsync("tax", Token);
        await Shop.RunAsync("CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.19)", Token);

        var step = (await InfoAsync()).Steps[0];

        Assert.Equal(StepState.Drifted, step.State);
        Assert.Contains("0.19", Assert.Single(step.Drift).Diff, StringComparison.Ordinal);
    }
}
