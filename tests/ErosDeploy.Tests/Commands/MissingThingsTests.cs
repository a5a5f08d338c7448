namespace ErosDeploy.Tests.Commands;

/// <summary>A name that nothing bears is an error with a code and a next step, and nothing is changed.</summary>
public sealed class MissingThingsTests(PreparedSandbox prepared)
{
    [Theory]
    [InlineData("Get-ErosPhase phase9")]
    [InlineData("Invoke-ErosPhase phase9")]
    [InlineData("Test-ErosPhase phase9")]
    [InlineData("Invoke-ErosPhase 'x; DROP TABLE caption_bank'")]
    [InlineData("Invoke-ErosDeployment phase9")]
    public void An_unknown_phase_is_named_and_nothing_is_sent_that_changes(string command)
    {
        using var sandbox = prepared.Copy();
        sandbox.Run($"$DebugPreference = 'Continue'; {command}").OnlyRead().Failed(ErosErrorCode.PhaseNotFound);
    }

    [Theory]
    [InlineData("Get-ErosBackup 2020-01-01_000000", ErosErrorCode.BackupNotFound)]
    [InlineData("Get-ErosBackup -Latest", ErosErrorCode.BackupNotFound)]
    [InlineData("Restore-ErosBackup 2020-01-01_000000 -Confirm:$false", ErosErrorCode.BackupNotFound)]
    [InlineData("Restore-ErosBackup latest -Confirm:$false", ErosErrorCode.BackupNotFound)]
    [InlineData("Restore-ErosBackup '../..' -Confirm:$false", ErosErrorCode.InvalidIdentifier)]
    [InlineData("Get-ErosBackup 'x; DROP TABLE'", ErosErrorCode.InvalidIdentifier)]
    public void A_missing_backup_is_named_and_nothing_is_sent_that_changes(string command, ErosErrorCode code)
    {
        using var sandbox = prepared.Copy();
        sandbox.Run($"$DebugPreference = 'Continue'; {command}").OnlyRead().Failed(code);
    }

    [Fact]
    public void The_case_of_a_phase_s_name_does_not_matter()
    {
        using var sandbox = prepared.Copy();
        Assert.Equal("phase1", sandbox.Run("Get-ErosPhase PHASE1").Single<PhaseInfo>().Name);
        Assert.Equal("phase1", sandbox.Run("Invoke-ErosPhase Phase1 -WhatIf").Single<PhasePlan>().Phase);
    }

    [Fact]
    public void One_missing_backup_of_several_leaves_the_others()
    {
        using var sandbox = prepared.Copy();
        var outcome = sandbox.Run("$b = New-ErosBackup; '2020-01-01_000000', $b.Id | Get-ErosBackup");
        Assert.Equal("EROS3001", Assert.Single(outcome.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Single(outcome.Output);
    }
}
