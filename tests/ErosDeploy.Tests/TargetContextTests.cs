namespace ErosDeploy.Tests;

public sealed class TargetContextTests : IDisposable
{
    readonly HostedSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_parameter_beats_the_session_and_the_session_beats_the_default()
    {
        var context = _session.Run("Set-ErosContext -Project some-project -Dataset session_set -Bucket some-bucket | ForEach-Object { }; Get-ErosContext -Dataset given").Single<ErosContext>();
        Assert.Equal(("some-project", "given", "some-bucket", "US"), (context.Project, context.Dataset, context.Bucket, context.Location));
        Assert.Equal(
            [("Project", SettingSource.Context), ("Dataset", SettingSource.Parameter), ("Bucket", SettingSource.Context), ("Location", SettingSource.Default)],
            context.Settings.Take(4).Select(s => (s.Name, s.Source)));
    }

    [Fact]
    public void A_new_context_replaces_the_old_one_wholly()
    {
        var context = _session.Run("$null = Set-ErosContext -Project first-project -Bucket some-bucket; Set-ErosContext -Project second-project").Single<ErosContext>();
        Assert.Equal("second-project", context.Project);
        Assert.Equal(SettingSource.Default, context.Settings.Single(s => s.Name == "Bucket").Source);
    }

    [Fact]
    public void Without_parameters_the_session_has_no_target_again()
    {
        var outcome = _session.Run("$null = Set-ErosContext -Project some-project; Set-ErosContext; Get-ErosContext");
        outcome.Failed(ErosErrorCode.TargetIncomplete);
    }

    [Fact]
    public void WhatIf_shows_the_context_and_keeps_the_old_one()
    {
        var contexts = _session.Run("$null = Set-ErosContext -Project some-project; Set-ErosContext -Project other-project -WhatIf; Get-ErosContext").All<ErosContext>();
        Assert.Equal(["other-project", "some-project"], contexts.Select(c => c.Project));
    }

    [Fact]
    public void A_session_knows_nothing_of_another()
    {
        using var other = new HostedSession();
        _session.Run("$null = Set-ErosContext -Project some-project").All<object>();
        other.Run("Get-ErosContext").Failed(ErosErrorCode.TargetIncomplete);
    }

    [Theory]
    [InlineData("-Project 'x; DROP TABLE caption_bank'")]
    [InlineData("-Project some-project -Dataset 'x; DROP TABLE'")]
    [InlineData("-Project some-project -Dataset 'a`b'")]
    [InlineData("-Project some-project -Dataset '../..'")]
    [InlineData("-Project some-project -Bucket '../..'")]
    [InlineData("-Project some-project -Location '$(date)'")]
    [InlineData("-Dataset 'x; DROP TABLE'")]
    public void A_hostile_name_is_refused_and_the_context_stays(string parameters)
    {
        _session.Run("Set-ErosContext -Project some-project").Single<ErosContext>();
        _session.Run($"Set-ErosContext {parameters}").Failed(ErosErrorCode.InvalidIdentifier);
        Assert.Equal("some-project", _session.Run("Get-ErosContext").Single<ErosContext>().Project);
    }

    [Fact]
    public void A_project_does_not_silently_leave_the_sandbox_of_the_session()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "warehouse.duckdb"), "");
        Assert.Equal(TargetKind.Sandbox, _session.Run($"Set-ErosContext -Sandbox '{folder.Path}'").Single<ErosContext>().Kind);
        _session.Run("Get-ErosContext -Project some-project").Failed(ErosErrorCode.TargetAmbiguous);
    }

    [Fact]
    public void A_sandbox_that_is_not_there_is_refused()
    {
        using var folder = new TemporaryFolder();
        _session.Run($"Set-ErosContext -Sandbox '{folder.Path}'").Failed(ErosErrorCode.SandboxNotFound);
        _session.Run($"Set-ErosContext -Sandbox '{folder.Path}/absent'").Failed(ErosErrorCode.SandboxNotFound);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "absent")));
    }

    [Fact]
    public void A_relative_sandbox_means_the_session_s_folder()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "warehouse.duckdb"), "");
        var context = _session.Run($"$ExecutionContext.SessionState.Path.SetLocation('{Path.GetDirectoryName(folder.Path)}'); Set-ErosContext -Sandbox '{Path.GetFileName(folder.Path)}'");
        Assert.Equal(folder.Path, Assert.IsType<ErosContext>(context.Output[^1]).Sandbox);
    }

    [Fact]
    public void A_relative_folder_outside_the_file_system_is_refused_and_a_full_one_is_taken()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "warehouse.duckdb"), "");
        var error = _session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation('Env:'); Set-ErosContext -Sandbox 'wherever'").Failed(ErosErrorCode.InvalidParameter);
        Assert.Contains("Env:", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(folder.Path, _session.Run($"Set-ErosContext -Sandbox '{folder.Path}'").Single<ErosContext>().Sandbox);
    }

    [Fact]
    public void Credentials_for_a_sandbox_are_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "warehouse.duckdb"), "");
        _session.Run($"Set-ErosContext -Sandbox '{folder.Path}' -ImpersonateServiceAccount a@b.iam.gserviceaccount.com").Failed(ErosErrorCode.InvalidParameter);
    }
}
