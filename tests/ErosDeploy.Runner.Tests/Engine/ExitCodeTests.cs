using ErosDeploy.Runner.Engine;

namespace ErosDeploy.Runner.Tests.Engine;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(EndState.Succeeded, 0)]
    [InlineData(EndState.FailedBeforeChange, 1)]
    [InlineData(EndState.RolledBack, 3)]
    [InlineData(EndState.Inconsistent, 4)]
    [InlineData(EndState.Cancelled, 130)]
    [InlineData(EndState.Paused, 5)]
    public void Each_end_state_has_its_code(EndState state, int code) => Assert.Equal(code, ExitCode.Of(state));

    [Fact]
    public void Nothing_recorded_is_done() => Assert.Equal(0, ExitCode.Gravest([]));

    [Theory]
    [InlineData(4, EndState.RolledBack, EndState.Inconsistent, EndState.Succeeded)]
    [InlineData(3, EndState.Cancelled, EndState.RolledBack)]
    [InlineData(130, EndState.FailedBeforeChange, EndState.Cancelled)]
    [InlineData(1, EndState.FailedBeforeChange, EndState.Succeeded)]
    [InlineData(1, EndState.FailedBeforeChange, EndState.Paused)]
    [InlineData(5, EndState.Paused, EndState.Succeeded)]
    public void The_gravest_outcome_counts(int code, params EndState[] states) => Assert.Equal(code, ExitCode.Gravest(states));
}
