using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Phases;

public sealed class PhaseVerdictTests
{
    static TestDefinition Test(TestSeverity severity = TestSeverity.Fail) => new() { Id = "t", Title = "T", File = "t.sql", Severity = severity };

    static PhaseTestResult Of(TestSeverity severity, params bool[] rows) =>
        PhaseTestVerdict.Of("one", Test(severity), rows.Select((passed, i) => new TestCheck($"row {i}", passed, "1", passed ? "1" : null)).ToList(), TimeSpan.Zero);

    [Theory]
    [InlineData(TestSeverity.Fail, new[] { true, true }, CheckStatus.Pass)]
    [InlineData(TestSeverity.Fail, new[] { true, false }, CheckStatus.Fail)]
    [InlineData(TestSeverity.Fail, new bool[0], CheckStatus.Fail)]
    [InlineData(TestSeverity.Warn, new[] { false }, CheckStatus.Warn)]
    [InlineData(TestSeverity.Warn, new bool[0], CheckStatus.Warn)]
    public void A_test_passes_only_when_it_answers_and_every_row_passed(TestSeverity severity, bool[] rows, CheckStatus expected) =>
        Assert.Equal(expected, Of(severity, rows).Status);

    [Fact]
    public void An_error_is_a_failure() => Assert.Equal(CheckStatus.Fail, PhaseTestVerdict.OfError("one", Test(), "no such function", TimeSpan.Zero).Status);

    [Fact]
    public void Warnings_do_not_stop_a_phase()
    {
        var failed = Of(TestSeverity.Fail, true, false);

        Assert.Null(PhaseTestVerdict.Stopping([Of(TestSeverity.Warn, false), Of(TestSeverity.Fail, true)]));
        Assert.Same(failed, PhaseTestVerdict.Stopping([Of(TestSeverity.Fail, true), failed]));
        Assert.Equal("row 1: expected 1, got NULL", PhaseTestVerdict.Describe(failed));
    }

    [Theory]
    [InlineData(false, true, false, EndState.FailedBeforeChange)]
    [InlineData(false, true, true, EndState.Cancelled)]
    [InlineData(true, true, false, EndState.RolledBack)]
    [InlineData(true, true, true, EndState.Cancelled)]
    [InlineData(true, false, true, EndState.Inconsistent)]
    [InlineData(true, false, false, EndState.Inconsistent)]
    public void A_failed_run_calls_itself_what_it_is(bool changed, bool clean, bool cancelled, EndState expected) =>
        Assert.Equal(expected, PhaseFailure.EndStateOf(changed, clean, cancelled));

    static PlannedStep Step(string id, params UndoAction[] undo) => new()
    {
        Id = id,
        Title = id,
        Kind = StepKind.Repeatable,
        State = StepState.Pending,
        Action = StepAction.Run,
        File = "a.sql",
        Checksum = "sha256:" + id,
        Statements = 1,
        Creates = [],
        Changes = [],
        Undo = undo,
    };

    static UndoAction Undo(UndoActionKind kind, DeployedObjectKind o, string name) => new(kind, new DeployedObject(o, name));

    [Fact]
    public void Undo_goes_backwards_and_touches_each_object_once()
    {
        var order = PhaseUndo.Order(
        [
            Step("1", Undo(UndoActionKind.Drop, DeployedObjectKind.Function, "f"), Undo(UndoActionKind.RestoreRows, DeployedObjectKind.Table, "f")),
            Step("2", Undo(UndoActionKind.RestoreDefinition, DeployedObjectKind.View, "v")),
            Step("3", Undo(UndoActionKind.Drop, DeployedObjectKind.Function, "f")),
        ]);

        Assert.Equal(["Function f", "View v", "Table f"], order.Select(a => a.Object.ToString()));
    }

    static PhasePlan Plan(IReadOnlyList<string> differences, params PlannedStep[] steps) =>
        new() { Target = "p.d", Phase = "phase1", Title = "P", Steps = steps, Tests = [], SchemaDifferences = differences };

    [Fact]
    public void A_dataset_of_another_schema_is_not_touched()
    {
        var error = Assert.Throws<ErosException>(() => PhaseApproval.Check(Plan(["table a does not exist", "column b.c is STRING, expected INT64"]), null));

        Assert.Equal(("EROS2002", EndState.FailedBeforeChange), (error.CodeText, error.EndState));
        Assert.Contains("table a does not exist; column b.c is STRING, expected INT64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_was_agreed_to_is_done()
    {
        PhaseApproval.Check(Plan([], Step("1")), Plan([], Step("1")));

        Assert.Equal("EROS2005", Assert.Throws<ErosException>(() => PhaseApproval.Check(Plan([], Step("1"), Step("2")), Plan([], Step("1")))).CodeText);
    }
}
