using System.Text.Json;

namespace ErosDeploy.Tests.Commands;

/// <summary>Backups through the public cmdlets: tested, compared, planned, taken back, removed.</summary>
public sealed class BackupTests(PreparedSandbox prepared)
{
    [Fact]
    public void A_backup_is_tested_by_pipeline_and_compared_with_the_dataset()
    {
        using var sandbox = prepared.Copy();
        var backup = sandbox.Run("New-ErosBackup -ThrottleLimit 8").Single<BackupInfo>();
        var checks = sandbox.Run("Get-ErosBackup | Test-ErosBackup -Drill").All<BackupCheck>();
        Assert.All(checks, c => Assert.True(c.Status == CheckStatus.Pass, $"{c}: {string.Join("; ", c.Faults)}"));
        Assert.Equal(1 + backup.Tables.Count + backup.Views + backup.Routines, checks.Count);
        Assert.Empty(sandbox.Run("Compare-ErosBackup").All<BackupDifference>());
        sandbox.Run("Invoke-ErosPhase phase1").Single<PhaseResult>();
        Assert.Contains(sandbox.Run("Compare-ErosBackup latest").All<BackupDifference>(), d => d.Kind == DifferenceKind.Added);
        Assert.Contains(sandbox.Run("Compare-ErosBackup latest -IncludeEqual").All<BackupDifference>(), d => d.Kind == DifferenceKind.Same);
    }

    [Fact]
    public void A_backup_that_comes_back_from_a_file_or_a_job_is_taken_for_it()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("$b = New-ErosBackup; $s = [System.Management.Automation.PSSerializer]; $back = $s::Deserialize($s::Serialize($b))").All<object>();
        Assert.Equal("Deserialized.ErosDeploy.BackupInfo", sandbox.Run("$back.PSTypeNames[0]").Single<string>());
        var id = sandbox.Run("$b.Id").Single<string>();
        Assert.Equal(id, sandbox.Run("$back | Restore-ErosBackup -PlanOnly").Single<RestorePlan>().BackupId);
        Assert.Equal(id, sandbox.Run("Restore-ErosBackup -Backup $back -PlanOnly").Single<RestorePlan>().BackupId);
        Assert.Equal(id, sandbox.Run("$back | Get-ErosBackup").Single<BackupInfo>().Id);
        Assert.All(sandbox.Run("$back | Test-ErosBackup").All<BackupCheck>(), check => Assert.Equal(id, check.BackupId));
        Assert.Equal("EROS3016", Assert.Single(sandbox.Run("Remove-ErosBackup $back, $back -Confirm:$false").Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void A_plan_of_a_restore_is_the_same_with_PlanOnly_and_with_WhatIf()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("New-ErosBackup").Single<BackupInfo>();
        sandbox.Run("Invoke-ErosPhase phase1").Single<PhaseResult>();
        var planned = sandbox.Run("$DebugPreference = 'Continue'; Restore-ErosBackup latest -PlanOnly").OnlyRead().Single<RestorePlan>();
        var whatIf = sandbox.Run("$DebugPreference = 'Continue'; Restore-ErosBackup latest -WhatIf").OnlyRead().Single<RestorePlan>();
        Assert.Equal(JsonSerializer.Serialize(planned), JsonSerializer.Serialize(whatIf));
        Assert.NotEmpty(planned.Objects);
        Assert.StartsWith("the newest backup that is complete and verified", planned.Choice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_is_taken_back_by_undo()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("New-ErosBackup").Single<BackupInfo>();
        sandbox.Run("Invoke-ErosPhase phase1").Single<PhaseResult>();
        var restored = sandbox.Run("Restore-ErosBackup latest -Reason rehearsal -Confirm:$false").Single<RestoreResult>();
        var undone = sandbox.Run("Restore-ErosBackup -Undo -Confirm:$false").Single<RestoreResult>();
        Assert.Equal((EndState.Succeeded, restored.SafetyBackupId), (undone.EndState, undone.BackupId));
        Assert.Equal(PhaseState.Applied, sandbox.Run("Get-ErosPhase phase1").Single<PhaseInfo>().State);
    }

    [Fact]
    public void A_removal_names_in_WhatIf_exactly_what_it_then_removes()
    {
        using var sandbox = prepared.Copy();
        var (first, second) = (sandbox.Run("New-ErosBackup").Single<BackupInfo>(), sandbox.Run("New-ErosBackup").Single<BackupInfo>());
        var plan = sandbox.Run("$DebugPreference = 'Continue'; Remove-ErosBackup -KeepLast 1 -WhatIf").OnlyRead().Single<BackupRemoval>();
        Assert.Equal((first.Id, false), (plan.BackupId, plan.Removed));
        var removed = sandbox.Run("Remove-ErosBackup -KeepLast 1 -Confirm:$false").Single<BackupRemoval>();
        Assert.Equal((first.Id, true), (removed.BackupId, removed.Removed));
        Assert.Equal(second.Id, sandbox.Run("Get-ErosBackup").Single<BackupInfo>().Id);
        sandbox.Run("Get-ErosBackup | Remove-ErosBackup -Confirm:$false").Failed(ErosErrorCode.BackupInUse);
    }

    [Theory]
    [InlineData("New-ErosBackup -Resume 2001-01-01_000000", ErosErrorCode.BackupNotResumable)]
    [InlineData("Test-ErosBackup 2001-01-01_000000", ErosErrorCode.BackupNotFound)]
    [InlineData("Compare-ErosBackup", ErosErrorCode.BackupNotFound)]
    [InlineData("Remove-ErosBackup 2001-01-01_000000", ErosErrorCode.BackupNotFound)]
    [InlineData("Restore-ErosBackup -Undo", ErosErrorCode.RestoreNotUndoable)]
    public void What_is_not_there_is_an_error_with_a_code(string command, ErosErrorCode code)
    {
        using var sandbox = prepared.Copy();
        sandbox.Run(command).Failed(code);
    }
}
