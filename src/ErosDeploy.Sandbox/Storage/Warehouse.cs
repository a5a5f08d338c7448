using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>The data of a sandbox: one DuckDB file with rows, their earlier versions and the catalogue.</summary>
internal sealed class Warehouse : IDisposable
{
    public const string FileName = "warehouse.duckdb";

    readonly DuckDBConnection _keeper;
    readonly CommitLog _log = new();
    readonly SemaphoreSlim _committing = new(1, 1);
    CatalogState _state;
    long _nextRow;
    long _nextStorage;

    Warehouse(string folder, TimeProvider time, DuckDBConnection keeper)
    {
        Folder = folder;
        Time = time;
        _keeper = keeper;
        using var connection = Connect();
        Sql.Translation.DuckSession.Install(connection.Inner);
        CatalogStore.Create(connection);
        Purge.Run(connection, time.GetUtcNow());
        BigNumericUpgrade.Run(connection);
        (_state, _nextRow, _nextStorage) = CatalogStore.Load(connection, _log);
        _state = Stored.Load(connection, _state);
        _nextStorage = Math.Max(_nextStorage, Stored.NextStorage);
    }

    public string Folder { get; }

    public TimeProvider Time { get; }

    /// <summary>The catalogue after the last commit.</summary>
    public CatalogState State => Volatile.Read(ref _state);

    public ColumnSizes Sizes { get; } = new();

    /// <summary>The rows of materialized views.</summary>
    public StoredViews Stored { get; } = new();

    /// <summary>Who writes to which table.</summary>
    public TableLocks Locks { get; } = new();

    /// <summary>The catalogue as it is now, without any script's temporary objects.</summary>
    public ICatalog Catalog => new CatalogView(this, State);

    /// <summary>Opens or creates the warehouse; <see cref="FolderInUseException"/> when another process has it.</summary>
    public static Warehouse Open(string folder, TimeProvider? time = null)
    {
        Directory.CreateDirectory(folder);
        var keeper = WarehouseFile.Open(folder);
        try
        {
            return new Warehouse(folder, time ?? TimeProvider.System, keeper);
        }
        catch
        {
            keeper.Dispose();
            WarehouseFile.Release(folder);
            throw;
        }
    }

    /// <summary>A connection of one's own for a job or session.</summary>
    public DuckConnection Connect()
    {
        var connection = WarehouseFile.Connect(_keeper);
        Sql.Translation.DuckSession.Prepare(connection);
        return new DuckConnection(connection);
    }

    /// <summary>The version that was the last one at the instant.</summary>
    public long VersionAt(DateTimeOffset instant) => _log.VersionAt(instant, Time.GetUtcNow());

    /// <summary>
    /// Makes one commit: the work's writes to rows and catalogue, on the given connection, become visible together or not at all.
    /// Work that changes nothing makes no commit.
    /// </summary>
    public async Task<T> CommitAsync<T>(DuckConnection connection, Func<CommitScope, T> work, CancellationToken token)
    {
        await _committing.WaitAsync(token);
        try
        {
            var commit = new CommitScope(State, State.Version + 1, Instant(), connection, _nextRow, _nextStorage);
            var result = connection.Atomically(() => Write(commit, work, token), token);
            Publish(commit);
            if (commit.Edits.Count > 0) Stored.Sweep(connection, State);
            return result;
        }
        finally
        {
            _committing.Release();
        }
    }

    /// <summary>Reserves a storage id outside a commit, for a table that is filled before it is known.</summary>
    public async Task<long> TakeStorageAsync(CancellationToken token)
    {
        await _committing.WaitAsync(token);
        var id = _nextStorage++;
        _committing.Release();
        return id;
    }

    /// <summary>The catalogue of a version that a DuckDB transaction reads, or of a later one: a commit is there a moment before its catalogue is.</summary>
    public async Task<CatalogState> StateSinceAsync(long version, CancellationToken token)
    {
        if (State.Version >= version) return State;
        await _committing.WaitAsync(token);
        _committing.Release();
        return State;
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _committing.Dispose();
        WarehouseFile.Release(Folder);
    }

    static T Write<T>(CommitScope commit, Func<CommitScope, T> work, CancellationToken token)
    {
        var result = work(commit);
        if (!commit.IsEmpty) CatalogStore.Write(commit, token);
        return result;
    }

    void Publish(CommitScope commit)
    {
        _nextRow = commit.NextRow;
        _nextStorage = commit.NextStorage;
        if (commit.IsEmpty) return;
        var inForce = _log.Add(commit.Version, commit.At);
        var next = commit.Before with { Version = commit.Version, At = inForce, Activity = commit.Before.Activity.SetItems(commit.Activity) };
        Volatile.Write(ref _state, commit.Edits.Aggregate(next, (state, edit) => state.With(edit)));
    }

    // instants of commits are whole microseconds and never repeat or go back, whatever the clock does
    DateTimeOffset Instant()
    {
        var clock = Time.GetUtcNow();
        var now = clock.AddTicks(-(clock.Ticks % TimeSpan.TicksPerMicrosecond));
        var last = _log.LastInstant;
        return now > last ? now : last.AddMicroseconds(1);
    }
}
