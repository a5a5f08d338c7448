using ErosDeploy.Sandboxes;

[assembly: AssemblyFixture(typeof(ErosDeploy.Tests.Commands.PreparedSandbox))]

namespace ErosDeploy.Tests.Commands;

/// <summary>A sandbox with the baseline, made once by New-ErosSandbox; each test works on a copy of its own.</summary>
public sealed class PreparedSandbox : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly Lazy<string> _prepared;

    public PreparedSandbox() => _prepared = new Lazy<string>(Prepare);

    public SandboxCopy Copy() => new(_prepared.Value);

    public void Dispose() => _folder.Dispose();

    string Prepare()
    {
        using var session = new HostedSession();
        session.Run($"New-ErosSandbox -Path '{_folder.Path}'").Single<ErosContext>();
        OpenSandboxes.OfProcess.Close(_folder.Path);
        return _folder.Path;
    }
}

/// <summary>A sandbox folder of one test, with a session whose target it is.</summary>
public sealed class SandboxCopy : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public SandboxCopy(string original)
    {
        foreach (var folder in Directory.EnumerateDirectories(original, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(Folder, Path.GetRelativePath(original, folder)));
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(Folder, Path.GetRelativePath(original, file)));
        Session.Run($"Set-ErosContext -Sandbox '{Folder}'").Single<ErosContext>();
    }

    public string Folder => _folder.Path;

    public HostedSession Session { get; } = new();

    public Outcome Run(string script) => Session.Run(script);

    public void Dispose()
    {
        Session.Dispose();
        OpenSandboxes.OfProcess.Close(Folder);
        _folder.Dispose();
    }
}
