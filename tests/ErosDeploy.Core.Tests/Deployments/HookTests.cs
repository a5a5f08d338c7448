using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Tests.Deployments;

public sealed class HookTests : ShopTests
{
    readonly Recorded _hooks = new();

    ErosServices Services => Shop.Services with { Hooks = _hooks };

    Task<DeploymentResult> DeployAsync(params string[] phases) => new DeploymentService(Services).RunAsync(new DeploymentRequest(phases), Token);

    [Fact]
    public async Task Hooks_are_called_around_run_phase_and_step_with_what_has_ended()
    {
        var result = await DeployAsync("tax");

        Assert.Equal(
            ["BeforeRun", "BeforePhase tax", "BeforeStep tax better-tax", "AfterStep tax better-tax", "BeforeStep tax raise", "AfterStep tax raise", "AfterPhase tax", "AfterRun"],
            _hooks.Events.Select(e => e.ToString()));
        Assert.All(_hooks.Events, e => Assert.Equal((result.RunId, "eros-sandbox.shop"), (e.RunId, e.Target)));
        Assert.Equal(EndState.Succeeded, Assert.IsType<PhaseResult>(_hooks.Events[^2].Result).EndState);
        Assert.Equal(StepOutcome.Succeeded, Assert.IsType<PhaseStepResult>(_hooks.Events[3].Result).Outcome);
        Assert.Equal(EndState.Succeeded, Assert.IsType<DeploymentResult>(_hooks.Events[^1].Result).EndState);
    }

    [Fact]
    public async Task An_error_is_told_once_after_the_undo()
    {
        var result = await DeployAsync("tax", "spoilt");

        Assert.Equal(["AfterPhase spoilt", "OnError spoilt", "AfterRun spoilt"], _hooks.Events.TakeLast(3).Select(e => e.ToString()));
        Assert.Equal(result.Error, _hooks.Events[^2].Error);
        Assert.Equal(EndState.RolledBack, Assert.IsType<DeploymentResult>(_hooks.Events[^2].Result).EndState);
    }

    [Theory]
    [InlineData(HookKind.BeforePhase, EndState.FailedBeforeChange)]
    [InlineData(HookKind.BeforeStep, EndState.RolledBack)]
    public async Task A_hook_that_fails_before_something_stops_the_run_there(HookKind kind, EndState expected)
    {
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        _hooks.Fail = e => e.Kind == kind && e.Step is null or "raise";

        var result = await DeployAsync("tax");

        Assert.Equal(expected, result.EndState);
        Assert.Contains($"The hook {kind} tax", result.Error, StringComparison.Ordinal);
        Assert.Equal("EROS2031", result.ErrorCode);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal("OnError", _hooks.Events[^2].Kind.ToString());
    }

    [Fact]
    public async Task A_hook_that_fails_before_the_run_leaves_everything_as_it_was_and_releases_the_lease()
    {
        _hooks.Fail = e => e.Kind == HookKind.BeforeRun;

        var error = await Assert.ThrowsAsync<ErosException>(() => new PhaseService(Services).RunAsync(new PhaseRequest("tax", "nightly"), null, Token));

        Assert.Equal("EROS2031", error.CodeText);
        Assert.Equal(["BeforeRun", "OnError"], _hooks.Events.Select(e => e.ToString()));
        Assert.Equal(EndState.FailedBeforeChange, (await new RunService(Services).FindAsync("nightly", Token)).EndState);
        Assert.Null(await new LeaseService(Services).ReadAsync(Token));
    }

    [Fact]
    public async Task A_hook_that_fails_after_something_is_a_note_and_changes_nothing_about_the_end()
    {
        _hooks.Fail = e => e.Kind is HookKind.AfterStep or HookKind.AfterPhase or HookKind.AfterRun;

        var result = await DeployAsync("tax");

        Assert.Equal(EndState.Succeeded, result.EndState);
        Assert.Equal(["The hook AfterRun failed: no."], result.Notes);
        Assert.Equal(
            ["The hook AfterStep tax better-tax failed: no.", "The hook AfterStep tax raise failed: no.", "The hook AfterPhase tax failed: no."],
            result.Phases[0].Notes.Where(n => n.StartsWith("The hook", StringComparison.Ordinal)));
        Assert.Equal(PhaseState.Applied, (await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token)).State);
    }

    sealed class Recorded : IErosHooks
    {
        public List<HookEvent> Events { get; } = [];

        public Func<HookEvent, bool> Fail { get; set; } = _ => false;

        public ValueTask CallAsync(HookEvent what, CancellationToken cancellationToken)
        {
            Events.Add(what);
            return Fail(what) ? throw new InvalidOperationException("no") : default;
        }
    }
}
