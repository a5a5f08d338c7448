using System.Management.Automation;
using System.Runtime.Loader;

namespace ErosDeploy.Tests;

public sealed class ModuleImportTests : IDisposable
{
    readonly HostedSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_cmdlet_of_the_manifest_is_there_and_no_other()
    {
        var found = _session.Run("Get-Command -Module ErosDeploy").All<CmdletInfo>().Select(c => c.Name).Order();
        var declared = _session.Run($"(Test-ModuleManifest '{BuiltModule.Manifest}').ExportedCmdlets.Keys").All<string>().Order();
        Assert.NotEmpty(declared);
        Assert.Equal(declared, found);
    }

    [Fact]
    public void Import_removal_and_import_again_work_in_one_session()
    {
        var outcome = _session.Run($"Remove-Module ErosDeploy; Import-Module '{BuiltModule.Manifest}'; (Get-Module ErosDeploy).Name");
        Assert.Equal("ErosDeploy", outcome.Single<string>());
    }

    [Fact]
    public void A_cmdlet_runs_with_private_assemblies_out_of_the_default_context()
    {
        var context = _session.Run("Get-ErosContext -Project some-project").Single<ErosContext>();
        Assert.Equal("some-project", context.Project);
        var core = Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "ErosDeploy.Core");
        Assert.Equal("ErosDeploy", AssemblyLoadContext.GetLoadContext(core)!.Name);
        Assert.Equal(BuiltModule.Deps, Path.GetDirectoryName(core.Location));
    }
}
