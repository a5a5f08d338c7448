using ErosDeploy.Sandboxes;

namespace ErosDeploy.Tests.Commands;

public sealed class ExistingSandboxTests(PreparedSandbox prepared)
{
    [Fact]
    public void A_second_call_finds_everything_done()
    {
        using var sandbox = prepared.Copy();
        Assert.Empty(sandbox.Run($"New-ErosSandbox '{sandbox.Folder}' -WhatIf").Single<SandboxPlan>().Scripts);
        var outcome = sandbox.Run($"$DebugPreference = 'Continue'; New-ErosSandbox '{sandbox.Folder}'");
        Assert.Equal(TargetKind.Sandbox, outcome.Single<ErosContext>().Kind);
        Assert.NotEmpty(outcome.OnlyRead().Debug);
    }

    [Fact]
    public void Force_makes_it_anew()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("$null = New-ErosBackup").All<object>();
        Assert.Single(sandbox.Run("Get-ErosBackup").All<BackupInfo>());
        Assert.Equal(SandboxAction.Replace, sandbox.Run($"New-ErosSandbox '{sandbox.Folder}' -Force -WhatIf").Single<SandboxPlan>().Action);
        sandbox.Run($"New-ErosSandbox '{sandbox.Folder}' -Force").Single<ErosContext>();
        Assert.Empty(sandbox.Run("Get-ErosBackup").All<BackupInfo>());
    }

    [Fact]
    public void An_interrupted_installation_is_finished_by_the_next_call()
    {
        using var sql = new CatalogueCopy();
        using var folder = new TemporaryFolder();
        using var session = new HostedSession();
        var (last, right) = sql.Break("08_views.sql");
        session.Run($"New-ErosSandbox '{folder.Path}' -SqlPath '{sql.Path}'").Failed(ErosErrorCode.CloudJobFailed);
        File.WriteAllText(last, right);
        Assert.NotEmpty(session.Run($"New-ErosSandbox '{folder.Path}' -SqlPath '{sql.Path}' -WhatIf").Single<SandboxPlan>().Scripts);
        session.Run($"New-ErosSandbox '{folder.Path}' -SqlPath '{sql.Path}'").Single<ErosContext>();
        Assert.Empty(session.Run($"New-ErosSandbox '{folder.Path}' -SqlPath '{sql.Path}' -WhatIf").Single<SandboxPlan>().Scripts);
        OpenSandboxes.OfProcess.Close(folder.Path);
    }
}
