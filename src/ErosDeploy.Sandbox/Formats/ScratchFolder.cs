namespace ErosDeploy.Sandbox.Formats;

/// <summary>A folder for one job's intermediate files; disposing deletes it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
