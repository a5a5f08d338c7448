using ErosDeploy.Pipeline;

namespace ErosDeploy.Tests.Pipeline;

public sealed class EndingTests
{
    static Ending Of(EndState state, bool canBeUndone) => new("Phase tax", state, "EROS2010", "Two objects are not as before.", "r1", ["A note."]) { CanBeUndone = canBeUndone };

    [Theory]
    [InlineData(true, "See the result for what is not as before. Resume-ErosDeployment r1 -Undo tries the undo again; Restore-ErosBackup -Backup latest brings everything back.")]
    [InlineData(false, "See the result for what is not as before, and bring it back with Restore-ErosBackup -Backup latest.")]
    public void What_is_left_inconsistent_is_told_with_how_to_put_it_right(bool canBeUndone, string next)
    {
        var failure = Of(EndState.Inconsistent, canBeUndone).Failure()!;

        Assert.Equal((next, EndState.Inconsistent), (failure.NextStep, failure.EndState));
        Assert.Equal("Phase tax failed and left the target inconsistent: Two objects are not as before.", failure.What);
    }

    [Fact]
    public void Without_the_result_the_run_and_its_notes_are_told_too() => Assert.Equal(
        "Phase tax ended Inconsistent (run r1). Two objects are not as before. A note. Resume-ErosDeployment r1 -Undo tries the undo again; Restore-ErosBackup -Backup latest brings everything back.",
        Of(EndState.Inconsistent, canBeUndone: true).ToString());

    [Theory]
    [InlineData(EndState.Succeeded)]
    [InlineData(EndState.Paused)]
    public void What_went_as_asked_is_no_error(EndState state) => Assert.Null(Of(state, canBeUndone: true).Failure());
}
