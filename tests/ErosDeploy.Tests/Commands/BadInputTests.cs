namespace ErosDeploy.Tests.Commands;

/// <summary>What cannot work is refused with a code and a next step, and nothing is changed.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string> Commands =>
        ["Get-ErosBackup", "Get-ErosPhase", "Get-ErosHealth", "New-ErosBackup", "Invoke-ErosPhase phase1", "Invoke-ErosDeployment", "Restore-ErosBackup latest -Confirm:$false"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_hostile_name_is_refused_before_anything_is_sent(string command)
    {
        string[] names = ["-Dataset 'x; DROP TABLE caption_bank'", "-Dataset '../..'", "-Bucket '../..'", "-Project 'x`; DROP TABLE y'", "-Location 'US''; --'"];
        using var session = new HostedSession();
        foreach (var name in names)
        {
            var outcome = session.Run($"$DebugPreference = 'Continue'; {command} {(name.StartsWith("-Project", StringComparison.Ordinal) ? "" : "-Project some-project")} {name}");
            outcome.Failed(ErosErrorCode.InvalidIdentifier);
            Assert.Empty(outcome.Debug);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_folder_that_is_no_sandbox_is_refused_and_left_alone(string command)
    {
        using var session = new HostedSession();
        using var folder = new TemporaryFolder();
        var error = session.Run($"{command} -Sandbox '{folder.Path}'").Failed(ErosErrorCode.SandboxNotFound);
        Assert.Contains("New-ErosSandbox", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_target_is_an_error_that_says_how_to_name_one(string command)
    {
        using var session = new HostedSession();
        session.Run(command).Failed(ErosErrorCode.TargetIncomplete);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_key_file_that_is_not_there_is_told_before_anything_is_sent(string command)
    {
        using var session = new HostedSession();
        var outcome = session.Run($"$DebugPreference = 'Continue'; {command} -Project some-project -KeyFile /absent/key.json");
        outcome.Failed(ErosErrorCode.CredentialsMissing);
        Assert.Empty(outcome.Debug);
    }
}
