using System.Text.Json.Nodes;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Deployments;

/// <summary>A deployment stops between phases as asked, and goes on when someone resumes it.</summary>
public sealed class PauseTests : ShopTests
{
    static readonly DeploymentRequest Request = new(["tax", "more"], RunId: "release", PauseBefore: ["more"]);

    DeploymentService Deployments => new(Services);

    RunService Runs => new(Services);

    ErosServices Services { get; set; } = null!;

    private protected override async ValueTask PrepareAsync()
    {
        Shop.Catalogue.Change(c => c["phases"]!.AsArray().Insert(1, JsonNode.Parse("""
            { "name": "more", "title": "More", "steps": [ { "id": "more", "title": "More", "file": "raise.sql", "kind": "once", "creates": [], "changes": ["orders"] } ],
              "tests": [ { "id": "tax", "title": "Tax", "file": "tax_test.sql", "severity": "fail" } ] }
            """)));
        Services = Shop.Sandbox.Services(await Shop.Catalogue.OpenAsync(Token));
    }

    [Fact]
    public async Task It_stops_between_the_phases_without_lease_and_goes_on_when_resumed()
    {
        var paused = await Deployments.RunAsync(Request, Token);
        var listed = await Runs.FindAsync(null, Token);

        Assert.Equal((EndState.Paused, "tax"), (paused.EndState, Assert.Single(paused.Phases).Phase));
        Assert.Equal(("pause", EndState.Paused), (paused.Stages[^1].Name, paused.Stages[^1].EndState));
        Assert.Equal(("release", RunState.Paused, EndState.Paused), (listed.RunId, listed.State, listed.EndState));
        Assert.Null(await new LeaseService(Services).ReadAsync(Token));

        var ended = Assert.IsType<DeploymentResult>(await Runs.ResumeAsync("release", undo: false, Token));

        Assert.Equal((EndState.Succeeded, paused.Backup!.Id), (ended.EndState, ended.Backup!.Id));
        Assert.Equal([("tax", 2), ("more", 1)], ended.Phases.Select(p => (p.Phase, p.StepsRun)));
        Assert.Equal(EndState.Succeeded, (await Runs.FindAsync("release", Token)).EndState);
    }

    [Fact]
    public async Task A_runbook_that_starts_from_its_first_line_again_confirms_nothing()
    {
        await Deployments.RunAsync(Request, Token);

        Assert.Equal(EndState.Paused, (await Deployments.RunAsync(Request, Token)).EndState);
        Assert.Equal(PhaseState.Pending, (await new PhaseService(Services).ListAsync(["more"], Token).SingleAsync(Token)).State);
    }

    [Fact]
    public async Task It_pauses_after_every_phase_when_asked()
    {
        var first = await Deployments.RunAsync(new DeploymentRequest(["tax", "more"], RunId: "release", PauseAfterPhase: true), Token);
        var last = Assert.IsType<DeploymentResult>(await Runs.ResumeAsync("release", undo: false, Token));

        Assert.Equal((EndState.Paused, EndState.Succeeded), (first.EndState, last.EndState));
    }

    [Fact]
    public async Task What_was_taken_back_meanwhile_is_not_gone_on_with()
    {
        await Deployments.RunAsync(Request, Token);
        var reversal = new PhaseReversal(Services);
        await reversal.RunAsync(await reversal.PlanAsync("tax", Token), Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => Runs.ResumeAsync("release", undo: false, Token));

        Assert.Equal("EROS2023", error.CodeText);
        Assert.Contains("was taken back by run", error.Message, StringComparison.Ordinal);
        Assert.Equal(RunState.Ended, (await Runs.FindAsync("release", Token)).State);
    }

    [Fact]
    public async Task A_phase_to_pause_before_must_be_one_of_the_deployment() =>
        Assert.Equal("EROS1008", (await Assert.ThrowsAsync<ErosException>(() => Deployments.RunAsync(new DeploymentRequest(["tax"], PauseBefore: ["more"]), Token))).CodeText);
}
