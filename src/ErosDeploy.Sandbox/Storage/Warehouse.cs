using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>The data of a sandbox: one DuckDB file with rows, their earlier versions and the catalogue.</summary>
internal sealed class Warehouse : IAsyncDisposable
{
    private Warehouse(string folder, TimeProvider time)
    {
        Folder = folder;
        Time = time;
    }

    public string Folder { get; }

    public TimeProvider Time { get; }

    /// <summary>Opens or creates the warehouse; <see cref="FolderInUseException"/> when another process has it.</summary>
    public static Warehouse Open(string folder, TimeProvider? time = null) => new(folder, time ?? TimeProvider.System);

    /// <summary>The catalogue as it is now, without any script's temporary objects.</summary>
    public ICatalog Catalog => throw new NotImplementedException(Folder);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
