using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Storage;
using ErosDeploy.Sandbox.Transfers;

namespace ErosDeploy.Sandbox;

/// <summary>
/// A folder that holds a local Google Cloud: <c>warehouse.duckdb</c>, <c>objects/</c> and <c>jobs/</c>.
/// One process at a time owns the folder; everything in it survives a killed process.
/// </summary>
public sealed class LocalCloud : IDisposable
{
    readonly Warehouse _warehouse;
    readonly JobStore _jobStore;
    readonly QueryEngine _engine;

    LocalCloud(string folder, TimeProvider time, Warehouse warehouse, Func<string, Stream>? openJournal)
    {
        Folder = folder;
        Time = time;
        _warehouse = warehouse;
        Objects = new ObjectStore(Path.Combine(folder, "objects"), time);
        Scratch = Path.Combine(JobStore.FolderOf(folder), "scratch");
        Recreate(Scratch);
        _jobStore = new JobStore(folder, time, openJournal);
        Tables = new WarehouseTables(warehouse);
        Catalogue = new CatalogAdmin(warehouse);
        var export = new FileExport(Objects, Tables, Scratch);
        var import = new FileImport(Objects, Tables, Scratch);
        _engine = new QueryEngine(warehouse, _jobStore) { Export = export, Import = import };
        Jobs = new JobService(_jobStore, Workshop(export, import, time), time);
        Transfers = new TransferService(Path.Combine(folder, "transfers.json"), Jobs, time);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    internal TimeProvider Time { get; }

    internal ObjectStore Objects { get; }

    internal JobService Jobs { get; }

    internal TransferService Transfers { get; }

    internal ITableData Tables { get; }

    internal ICatalogWriter Catalogue { get; }

    /// <summary>For intermediate files; emptied when the cloud is opened.</summary>
    internal string Scratch { get; }

    /// <summary>Opens the local cloud in a folder, creating both if absent; <see cref="FolderInUseException"/> if another process has it, <see cref="FolderFullException"/> if its disk is full.</summary>
    /// <param name="folder">Where the cloud lives.</param>
    /// <param name="time">The clock of every timestamp; the system's if null.</param>
    public static LocalCloud Open(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        RaiseMinimumOfThreads();
        return Open(Path.GetFullPath(folder), time ?? TimeProvider.System, openJournal: null);
    }

    /// <summary>As above, on a full path and with a journal file that a test may let fail.</summary>
    internal static LocalCloud Open(string folder, TimeProvider time, Func<string, Stream>? openJournal)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return Open(folder, time, Warehouse.Open(folder, time), openJournal);
        }
        catch (Exception error) when (FullDisk.Is(error))
        {
            throw new FolderFullException(folder, error);
        }
    }

    static LocalCloud Open(string folder, TimeProvider time, Warehouse warehouse, Func<string, Stream>? openJournal)
    {
        try
        {
            return new LocalCloud(folder, time, warehouse, openJournal);
        }
        catch
        {
            warehouse.Dispose();
            throw;
        }
    }

    /// <summary>From now on scheduled queries run when they are due, until the cloud is closed.</summary>
    public void RunSchedules() => Transfers.Start();

    /// <summary>The catalogue as it is now.</summary>
    internal ICatalog Catalog() => _warehouse.Catalog;

    /// <summary>Stops running jobs, waits for their ends, and lets go of the folder.</summary>
    public void Dispose()
    {
        Transfers.Dispose();
        _jobStore.StopAll();
        _engine.Dispose();
        _jobStore.Dispose();
        Objects.Dispose();
        _warehouse.Dispose();
    }

    JobWorkshop Workshop(FileExport export, FileImport import, TimeProvider time) => new(
        new QueryWork(_engine, _jobStore, time),
        new LoadWork(import, Catalog),
        new ExtractWork(Tables, Catalog, export),
        new CopyWork(Tables, time));

    // DuckDB's calls block their threads, and the pool adds a thread beyond its minimum only every half second
    static void RaiseMinimumOfThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), ports);
    }

    static void Recreate(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }
}
