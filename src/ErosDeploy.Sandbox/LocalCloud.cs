using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox;

/// <summary>
/// A folder that holds a local Google Cloud: <c>warehouse.duckdb</c>, <c>objects/</c> and <c>jobs/</c>.
/// One process at a time owns the folder; everything in it survives a killed process.
/// </summary>
public sealed class LocalCloud : IDisposable
{
    LocalCloud(string folder, TimeProvider time)
    {
        Folder = folder;
        Time = time;
        Objects = new ObjectStore(Path.Combine(folder, "objects"), time);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    internal TimeProvider Time { get; }

    internal ObjectStore Objects { get; }

    /// <summary>Opens the local cloud in a folder, creating both if absent.</summary>
    /// <param name="folder">Where the cloud lives.</param>
    /// <param name="time">The clock of every timestamp; the system's if null.</param>
    public static LocalCloud Open(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var path = Path.GetFullPath(folder);
        Directory.CreateDirectory(path);
        return new LocalCloud(path, time ?? TimeProvider.System);
    }

    public void Dispose() => Objects.Dispose();
}
