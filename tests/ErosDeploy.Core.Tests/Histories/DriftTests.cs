using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Histories;

/// <summary>What someone changes by hand behind the back of a deployment.</summary>
public sealed class DriftTests : ShopTests
{
    async Task<PhaseInfo> InfoAsync() => await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token);

    private protected override async ValueTask PrepareAsync() => await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);

    [Fact]
    public async Task Nothing_has_drifted_right_after_a_deployment()
    {
        var phase = await InfoAsync();

        Assert.Equal(PhaseState.Applied, phase.State);
        Assert.All(phase.Steps, s => Assert.Empty(s.Drift));
    }

    [Theory]
    [InlineData("CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.19)", "Function tax", "0.2", "0.19")]
    [InlineData("ALTER TABLE `eros-sandbox.shop.ledger` ADD COLUMN note STRING", "Table ledger", "", "note STRING")]
    public async Task A_change_by_hand_is_shown_with_its_difference(string change, string what, string before, string after)
    {
        await Shop.RunAsync(change, Token);

        var phase = await InfoAsync();

        Assert.Equal((PhaseState.Drifted, StepState.Drifted, StepState.Applied), (phase.State, phase.Steps[0].State, phase.Steps[1].State));
        var drift = Assert.Single(phase.Steps[0].Drift);
        Assert.Equal((what, DriftKind.Changed), (drift.Object.ToString(), drift.Kind));
        Assert.Contains(drift.Diff.Split('\n'), line => line.StartsWith('-') && !line.StartsWith("---", StringComparison.Ordinal) && line.Contains(before, StringComparison.Ordinal));
        Assert.Contains(drift.Diff.Split('\n'), line => line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal) && line.Contains(after, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_is_gone_is_drift_too()
    {
        await Shop.RunAsync("DROP FUNCTION `eros-sandbox.shop.gross`", Token);

        var drift = Assert.Single((await InfoAsync()).Steps[0].Drift);

        Assert.Equal(("Function gross", DriftKind.Gone), (drift.Object.ToString(), drift.Kind));
        Assert.DoesNotContain(drift.Diff.Split('\n'), line => line.StartsWith('+') && line != "+++ gross now");
    }

    [Fact]
    public async Task A_plan_names_it_and_a_run_puts_it_right_and_says_so()
    {
        await Shop.RunAsync("CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.19)", Token);
        var observer = new RecordingObserver();
        var phases = new PhaseService(Shop.Services with { Observer = observer });

        var plan = await phases.PlanAsync(new PhaseRequest("tax"), Token);
        var result = await phases.RunAsync(new PhaseRequest("tax"), plan, Token);

        Assert.Equal((StepState.Drifted, StepAction.Run, "Function tax (Changed)"), (plan.Steps[0].State, plan.Steps[0].Action, Assert.Single(plan.Steps[0].Drift).ToString()));
        Assert.Equal((EndState.Succeeded, 1), (result.EndState, result.StepsRun));
        Assert.Contains(observer.Warnings, w => w.Contains("Function tax was changed", StringComparison.Ordinal) && w.Contains("made anew", StringComparison.Ordinal));
        Assert.Equal(PhaseState.Applied, (await InfoAsync()).State);
    }

    [Fact]
    public async Task What_was_changed_by_hand_comes_back_when_the_run_that_replaced_it_fails()
    {
        await Shop.RunAsync("CREATE OR REPLACE FUNCTION `eros-sandbox.shop.gross`(price NUMERIC) RETURNS NUMERIC AS (price * 1.19)", Token);
        Shop.Catalogue.Write("tax_test.sql", "SELECT 'no' AS check_name, FALSE AS passed, 'a' AS expected, 'b' AS actual");
        var before = await Shop.StateAsync(Token);

        var result = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);

        Assert.Equal(EndState.RolledBack, result.EndState);
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal(PhaseState.Drifted, (await InfoAsync()).State);
    }

    [Fact]
    public async Task Definitions_that_could_not_be_kept_are_no_failure_and_nothing_is_known_of_them()
    {
        Shop.Catalogue.Write("better_tax.sql", await File.ReadAllTextAsync(Path.Combine(Shop.Services.Catalogue.Folder, "better_tax.sql"), Token) + "\n-- again\n");
        Shop.Sandbox.Faults.Choose = (method, path, _) => method == "POST" && path.Contains("definitions", StringComparison.Ordinal) ? Fault.Forbidden : null;
        var observer = new RecordingObserver();

        var result = await new PhaseService(Shop.Services with { Observer = observer }).RunAsync(new PhaseRequest("tax"), null, Token);
        Shop.Sandbox.Faults.Choose = (_, _, _) => null;
        await Shop.RunAsync("DROP FUNCTION `eros-sandbox.shop.gross`", Token);

        Assert.Equal((EndState.Succeeded, 1), (result.EndState, result.StepsRun));
        Assert.Contains(observer.Warnings, w => w.Contains("not kept", StringComparison.Ordinal));
        Assert.Equal(PhaseState.Applied, (await InfoAsync()).State);
    }

    [Fact]
    public async Task Failed_attempts_stay_in_the_history()
    {
        Shop.Catalogue.Write("better_tax.sql", "CREATE OR REPLACE FUNCTION `${project}.${dataset}.tax`(price NUMERIC) RETURNS NUMERIC AS (price / 4);");

        var failed = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);

        var step = (await InfoAsync()).Steps[0];
        Assert.Equal([StepEvent.Applied, StepEvent.Undone], step.Attempts.Select(a => a.Event));
        Assert.Equal((failed.RunId, step.Checksum), (step.Attempts[1].RunId, step.Attempts[1].Checksum));
        Assert.Equal(StepState.Changed, step.State);
    }

    sealed class RecordingObserver : IErosObserver
    {
        public List<string> Warnings { get; } = [];

        public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => default;

        public ValueTask WarningAsync(string message, CancellationToken cancellationToken)
        {
            Warnings.Add(message);
            return default;
        }

        public ValueTask ProgressAsync(ErosProgress progress, CancellationToken cancellationToken) => default;
    }
}
