using System.Management.Automation;

namespace ErosDeploy.Tests.Commands;

/// <summary>The whole way through the public cmdlets, on a sandbox.</summary>
public sealed class DeploymentTests(PreparedSandbox prepared)
{
    [Fact]
    public void Phases_are_pending_before_and_applied_after()
    {
        using var sandbox = prepared.Copy();
        Assert.All(sandbox.Run("Get-ErosPhase").All<PhaseInfo>(), phase => Assert.Equal(PhaseState.Pending, phase.State));
        var results = sandbox.Run("Get-ErosPhase | Invoke-ErosPhase -SkipBackup").All<PhaseResult>();
        Assert.Equal([("phase1", EndState.Succeeded), ("phase2", EndState.Succeeded)], results.Select(r => (r.Phase, r.EndState)));
        Assert.All(sandbox.Run("Get-ErosPhase").All<PhaseInfo>(), phase => Assert.Equal(PhaseState.Applied, phase.State));
    }

    [Fact]
    public void Tests_of_a_phase_fail_before_it_and_pass_after_it()
    {
        using var sandbox = prepared.Copy();
        var before = sandbox.Run("Test-ErosPhase phase1").All<PhaseTestResult>();
        Assert.Equal(["13-caption-bank-intact"], before.Where(t => t.Status == CheckStatus.Pass).Select(t => t.Id));
        Assert.All(before.Where(t => t.Status != CheckStatus.Pass), t => Assert.True(t.Error is not null || t.Checks.Any(c => !c.Passed)));
        sandbox.Run("Invoke-ErosPhase phase1 -SkipBackup").Single<PhaseResult>();
        var after = sandbox.Run("Get-ErosPhase phase1 | Test-ErosPhase").All<PhaseTestResult>();
        Assert.Equal(before.Select(t => (t.Phase, t.Id)), after.Select(t => (t.Phase, t.Id)));
        Assert.All(after, t => Assert.Equal(CheckStatus.Pass, t.Status));
    }

    [Fact]
    public void A_backup_is_listed_and_restored_by_pipeline()
    {
        using var sandbox = prepared.Copy();
        var backup = sandbox.Run("New-ErosBackup").Single<BackupInfo>();
        Assert.Equal(backup.Id, sandbox.Run("Get-ErosBackup").Single<BackupInfo>().Id);
        Assert.Equal(EndState.Succeeded, sandbox.Run("Invoke-ErosPhase phase1 -SkipBackup").Single<PhaseResult>().EndState);
        var result = sandbox.Run("Get-ErosBackup -Latest | Restore-ErosBackup -Confirm:$false").Single<RestoreResult>();
        Assert.Equal((EndState.Succeeded, backup.Id), (result.EndState, result.BackupId));
        Assert.Equal(PhaseState.Pending, sandbox.Run("Get-ErosPhase phase1").Single<PhaseInfo>().State);
    }

    [Fact]
    public void Completion_offers_the_latest_and_each_complete_backup()
    {
        using var sandbox = prepared.Copy();
        var backup = sandbox.Run("New-ErosBackup").Single<BackupInfo>();
        using var shell = sandbox.Session.Shell("");
        const string line = "Restore-ErosBackup -Backup ";
        var offered = CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(m => m.CompletionText);
        Assert.Equal(["latest", backup.Id], offered);
    }

    [Fact]
    public void A_person_who_says_no_to_a_restore_changes_nothing()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("New-ErosBackup").Single<BackupInfo>();
        var host = new CapturingHost(choice: 2);
        using var asked = new HostedSession(host: host);
        Assert.Empty(asked.Run($"Restore-ErosBackup latest -Sandbox '{sandbox.Folder}'").All<object>());
        Assert.Contains("Restore", Assert.Single(host.Questions), StringComparison.Ordinal);
        Assert.Single(sandbox.Run("Get-ErosBackup").All<BackupInfo>());
    }

    [Fact]
    public void A_deployment_backs_up_deploys_and_measures()
    {
        using var sandbox = prepared.Copy();
        var result = sandbox.Run("Invoke-ErosDeployment -SoakTime 0").Single<DeploymentResult>();
        Assert.Equal(EndState.Succeeded, result.EndState);
        Assert.Equal([("phase1", 1), ("phase2", 1)], result.Watches.Select(w => (w.Phase, w.Evaluations.Count)));
        Assert.NotNull(result.Backup);
        Assert.NotNull(result.Health);
        Assert.Equal(2, result.Phases.Count);
    }

    [Fact]
    public void Health_of_chosen_sections_has_only_these()
    {
        using var sandbox = prepared.Copy();
        var report = sandbox.Run("Get-ErosHealth -Section Cost").Single<HealthReport>();
        Assert.All(report.Checks, check => Assert.Equal(HealthSection.Cost, check.Section));
        Assert.NotEmpty(report.Checks);
    }
}
