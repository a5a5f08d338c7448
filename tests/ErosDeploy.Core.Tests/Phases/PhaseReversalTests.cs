using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Phases;

/// <summary>The undo of a phase that had succeeded.</summary>
public sealed class PhaseReversalTests : ShopTests
{
    async Task<PhaseState> StateAsync(string phase) => (await Shop.Phases.ListAsync([phase], Token).SingleAsync(Token)).State;

    PhaseReversal Reversal => new(Shop.Unpaced);

    async Task<PhaseResult> UndoAsync(string phase) => await Reversal.RunAsync(await Reversal.PlanAsync(phase, Token), Token);

    [Fact]
    public async Task A_phase_that_succeeded_is_undone_wholly_and_can_be_deployed_again()
    {
        var before = await Shop.StateAsync(Token);
        var run = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        var after = await Shop.StateAsync(Token);

        var plan = await Reversal.PlanAsync("tax", Token);
        var undone = await Reversal.RunAsync(plan, Token);

        Assert.Equal(run.RunId, plan.RunId);
        Assert.Contains("orders", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Equal((EndState.Succeeded, 2), (undone.EndState, undone.Steps.Count(s => s.Outcome == StepOutcome.Undone)));
        Assert.Equal(before.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal(PhaseState.Pending, await StateAsync("tax"));
        Assert.Equal(EndState.Succeeded, (await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)).EndState);
        Assert.Equal(after.Lines, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task A_later_run_of_a_phase_is_undone_to_the_earlier_one()
    {
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        var first = await Shop.StateAsync(Token);
        Shop.Catalogue.Write("better_tax.sql", "CREATE OR REPLACE FUNCTION `${project}.${dataset}.tax`(price NUMERIC) RETURNS NUMERIC AS (price / 5);");
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);

        await UndoAsync("tax");

        Assert.Equal(first.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal(PhaseState.Changed, await StateAsync("tax"));
    }

    [Fact]
    public async Task What_cannot_be_undone_says_why()
    {
        Assert.Contains("never applied", await RefusalAsync(), StringComparison.Ordinal);
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        await UndoAsync("tax");
        Assert.Contains("taken back already", await RefusalAsync(), StringComparison.Ordinal);
        var again = await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        await Shop.Services.BigQuery.DeleteDatasetAsync(Shop.Services.Names.ScratchDataset($"{again.RunId}_tax"), deleteContents: true, Token);
        Assert.Contains("snapshots", await RefusalAsync(), StringComparison.Ordinal);

        async Task<string> RefusalAsync()
        {
            var error = await Assert.ThrowsAsync<ErosException>(() => Reversal.PlanAsync("tax", Token));
            Assert.Equal("EROS2022", error.CodeText);
            return error.Message;
        }
    }

    [Theory]
    [InlineData("b", null, "b was deployed after it")]
    [InlineData("a", HistoryEvent.Restored, "a backup was restored")]
    [InlineData("a", HistoryEvent.Reverted, "taken back already")]
    [InlineData("a", HistoryEvent.Broken, "run r2 left it broken. Resume-ErosDeployment r2 -Undo")]
    internal void History_decides_what_may_be_undone(string phase, HistoryEvent? then, string why)
    {
        var history = new List<HistoryEntry> { Entry("a", HistoryEvent.Applied, "r1") };
        history.Add(Entry(phase, then ?? HistoryEvent.Applied, "r2"));

        var error = Assert.Throws<ErosException>(() => LastRun.Of("a", history));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_whose_later_one_was_undone_may_be_undone()
    {
        var history = new[] { Entry("a", HistoryEvent.Applied, "r1"), Entry("b", HistoryEvent.Applied, "r2"), Entry("b", HistoryEvent.Reverted, "r3") };

        Assert.Equal(("r1", 0), (LastRun.Of("a", history).Run, LastRun.Of("a", history).Length));
    }

    [Fact]
    public void A_phase_that_a_later_run_broke_and_put_right_may_be_undone()
    {
        var history = new[] { Entry("a", HistoryEvent.Applied, "r1"), Entry("a", HistoryEvent.Broken, "r2"), Entry("a", HistoryEvent.Undone, "r2") };

        Assert.Equal("r1", LastRun.Of("a", history).Run);
    }

    static HistoryEntry Entry(string phase, HistoryEvent what, string run) =>
        new() { At = DateTimeOffset.UnixEpoch, Run = run, Event = what, By = "me", Phase = phase, Step = "s", Checksum = "sha256:1", Length = 0 };
}
