using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Phases;

public sealed class PhasePlannerTests
{
    [Theory]
    [InlineData(StepKind.Once, StepState.Pending, true, StepAction.Run)]
    [InlineData(StepKind.Once, StepState.Applied, false, StepAction.Skip)]
    [InlineData(StepKind.Once, StepState.Changed, true, StepAction.Skip)]
    [InlineData(StepKind.Repeatable, StepState.Pending, true, StepAction.Run)]
    [InlineData(StepKind.Repeatable, StepState.Applied, true, StepAction.Skip)]
    [InlineData(StepKind.Repeatable, StepState.Applied, false, StepAction.Run)]
    [InlineData(StepKind.Repeatable, StepState.Changed, true, StepAction.Run)]
    [InlineData(StepKind.Always, StepState.Applied, true, StepAction.Run)]
    [InlineData(StepKind.Once, StepState.Drifted, true, StepAction.Skip)]
    [InlineData(StepKind.Repeatable, StepState.Drifted, true, StepAction.Run)]
    [InlineData(StepKind.Repeatable, StepState.Drifted, false, StepAction.Run)]
    public void Kind_and_state_decide_whether_a_step_runs(StepKind kind, StepState state, bool objectsThere, StepAction expected) =>
        Assert.Equal(expected, PhasePlanner.ActionOf(kind, state, objectsThere));

    [Theory]
    [InlineData(new[] { StepState.Applied, StepState.Applied }, PhaseState.Applied)]
    [InlineData(new[] { StepState.Pending, StepState.Pending }, PhaseState.Pending)]
    [InlineData(new[] { StepState.Applied, StepState.Pending }, PhaseState.Partial)]
    [InlineData(new[] { StepState.Pending, StepState.Changed }, PhaseState.Changed)]
    [InlineData(new[] { StepState.Pending, StepState.Applied, StepState.Drifted }, PhaseState.Drifted)]
    [InlineData(new[] { StepState.Drifted, StepState.Changed }, PhaseState.Changed)]
    public void Phase_state_follows_from_its_steps(StepState[] steps, PhaseState expected) => Assert.Equal(expected, PhasePlanner.PhaseStateOf(steps));

    static AppliedStep Applied(string checksum) => new(checksum, DateTimeOffset.UnixEpoch, "someone", [], Objects: [], IsAdopted: false);

    [Fact]
    public void A_step_that_was_not_applied_has_not_drifted() => Assert.Equal(StepState.Pending, PhasePlanner.StateOf(null, "sha256:1", drifted: true));

    [Theory]
    [InlineData("sha256:1", false, StepState.Applied)]
    [InlineData("sha256:1", true, StepState.Drifted)]
    [InlineData("sha256:2", true, StepState.Changed)]
    public void The_script_decides_before_the_object(string checksum, bool drifted, StepState expected) =>
        Assert.Equal(expected, PhasePlanner.StateOf(Applied("sha256:1"), checksum, drifted));

    static ObjectDefinition Object(DeployedObjectKind kind, string name) => new() { Kind = kind, Name = name };

    static PlannedStep PlanOne(IReadOnlyList<ObjectDefinition> creates, IReadOnlyList<string> changes)
    {
        var definition = new StepDefinition { Id = "s", Title = "S", File = "s.sql", Kind = StepKind.Repeatable, Creates = creates, Changes = changes };
        return PhasePlanner.Plan(new PhaseFacts
        {
            Target = "p.d",
            Phase = new PhaseDefinition { Name = "phase1", Title = "P", Steps = [definition], Tests = [] },
            Steps = [new ScriptedStep(definition, new ScriptText("s.sql", "SELECT 1", "sha256:1"), 1)],
            Applied = AppliedState.Of([]),
            Tables = new HashSet<string> { "old_table", "old_view" },
            Routines = new HashSet<string> { "old_function" },
            SchemaDifferences = [],
        }).Steps.Single();
    }

    [Fact]
    public void Undo_drops_what_was_not_there_and_puts_back_what_was_last_first()
    {
        var step = PlanOne(
            [
                Object(DeployedObjectKind.Function, "old_function"),
                Object(DeployedObjectKind.Procedure, "new_procedure"),
                Object(DeployedObjectKind.View, "old_view"),
                Object(DeployedObjectKind.Table, "old_table"),
            ],
            []);

        Assert.Equal(
            [
                (UndoActionKind.RestoreRows, "old_table"),
                (UndoActionKind.RestoreDefinition, "old_view"),
                (UndoActionKind.Drop, "new_procedure"),
                (UndoActionKind.RestoreDefinition, "old_function"),
            ],
            step.Undo.Select(u => (u.Kind, u.Object.Name)));
    }

    [Fact]
    public void Undo_of_a_changed_table_names_it_once()
    {
        var step = PlanOne([Object(DeployedObjectKind.Table, "old_table")], ["old_table"]);

        Assert.Equal([new UndoAction(UndoActionKind.RestoreRows, new DeployedObject(DeployedObjectKind.Table, "old_table"))], step.Undo);
    }

    [Fact]
    public void A_routine_and_a_table_of_one_name_are_two_things() =>
        Assert.Equal(UndoActionKind.Drop, PlanOne([Object(DeployedObjectKind.Function, "old_table")], []).Undo.Single().Kind);
}
