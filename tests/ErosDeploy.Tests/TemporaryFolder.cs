namespace ErosDeploy.Tests;

public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("eros-module-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
