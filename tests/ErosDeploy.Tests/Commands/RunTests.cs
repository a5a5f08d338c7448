namespace ErosDeploy.Tests.Commands;

/// <summary>Runs through the public cmdlets: listed, undone, refused, unlocked.</summary>
public sealed class RunTests(PreparedSandbox prepared)
{
    [Fact]
    public void A_run_is_listed_by_its_id_and_a_phase_is_undone()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("Invoke-ErosPhase phase1 -RunId release-1 -SkipBackup").Single<PhaseResult>();
        var run = sandbox.Run("Get-ErosDeployment").Single<DeploymentInfo>();
        Assert.Equal(("release-1", "phase phase1", RunState.Ended, EndState.Succeeded), (run.RunId, run.Purpose, run.State, run.EndState!.Value));
        Assert.Empty(sandbox.Run("Get-ErosDeployment -State Interrupted").All<DeploymentInfo>());

        var plan = sandbox.Run("$DebugPreference = 'Continue'; Undo-ErosPhase phase1 -WhatIf").OnlyRead().Single<PhaseUndoPlan>();
        Assert.Equal("release-1", plan.RunId);
        var undone = sandbox.Run("Get-ErosPhase phase1 | Undo-ErosPhase -Confirm:$false").Single<PhaseResult>();
        Assert.Equal(EndState.Succeeded, undone.EndState);
        Assert.All(undone.Undo, u => Assert.True(u.Verified, u.Error));
        Assert.Equal(PhaseState.Pending, sandbox.Run("Get-ErosPhase phase1").Single<PhaseInfo>().State);
        Assert.Equal(["undo of phase1", "phase phase1"], sandbox.Run("Get-ErosDeployment").All<DeploymentInfo>().Select(r => r.Purpose));
    }

    [Fact]
    public void A_deployment_that_pauses_is_no_error_and_is_resumed_by_pipeline()
    {
        using var sandbox = prepared.Copy();
        var paused = sandbox.Run("Invoke-ErosDeployment phase1 -SkipBackup -SkipHealth -SkipSoak -SkipGates -PauseBefore phase1").Single<DeploymentResult>();
        Assert.Equal((EndState.Paused, 0), (paused.EndState, paused.Phases.Count));
        Assert.Equal(PhaseState.Pending, sandbox.Run("Get-ErosPhase phase1").Single<PhaseInfo>().State);
        var result = sandbox.Run("Get-ErosDeployment -State Paused | Resume-ErosDeployment").Single<DeploymentResult>();
        Assert.Equal((EndState.Succeeded, paused.RunId), (result.EndState, result.RunId));
        Assert.Equal(WatchOutcome.Skipped, Assert.Single(result.Watches).Outcome);
    }

    [Theory]
    [InlineData("Get-ErosDeployment no-such-run", ErosErrorCode.RunNotFound)]
    [InlineData("Get-ErosDeployment '../x'", ErosErrorCode.InvalidIdentifier)]
    [InlineData("Resume-ErosDeployment", ErosErrorCode.RunNotFound)]
    [InlineData("Resume-ErosDeployment no-such-run -Undo", ErosErrorCode.RunNotFound)]
    [InlineData("Undo-ErosPhase phase1 -Confirm:$false", ErosErrorCode.PhaseNotUndoable)]
    [InlineData("Invoke-ErosPhase phase1, phase2 -RunId one", ErosErrorCode.InvalidParameter)]
    public void What_does_not_exist_is_named_and_nothing_is_sent_that_changes(string command, ErosErrorCode code)
    {
        using var sandbox = prepared.Copy();
        sandbox.Run($"$DebugPreference = 'Continue'; {command}").OnlyRead().Failed(code);
    }

    [Fact]
    public void Where_nobody_works_there_is_nothing_to_unlock()
    {
        using var sandbox = prepared.Copy();
        Assert.Empty(sandbox.Run("Unlock-ErosDeployment -Confirm:$false -WarningAction SilentlyContinue").All<object>());
    }
}
