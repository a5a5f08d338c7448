[assembly: AssemblyFixture(typeof(ErosDeploy.Tests.ImportedModule))]

namespace ErosDeploy.Tests;

/// <summary>Keeps the module imported in one session during all tests, so that those of its parts find their assemblies.</summary>
public sealed class ImportedModule : IDisposable
{
    readonly HostedSession _session = new();

    public void Dispose() => _session.Dispose();
}
