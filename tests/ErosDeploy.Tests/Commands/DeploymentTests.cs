using System.Management.Automation;

namespace ErosDeploy.Tests.Commands;

/// <summary>The whole way through the public cmdlets, on a sandbox.</summary>
public sealed class DeploymentTests(PreparedSandbox prepared)
{
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
    public void Health_of_chosen_sections_has_only_these()
    {
        using var sandbox = prepared.Copy();
        var report = sandbox.Run("Get-ErosHealth -Section Cost").Single<HealthReport>();
        Assert.All(report.Checks, check => Assert.Equal(HealthSection.Cost, check.Section));
        Assert.NotEmpty(report.Checks);
    }
}
