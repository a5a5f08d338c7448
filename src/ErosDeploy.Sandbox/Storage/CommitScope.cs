using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>A commit while it is being made: one DuckDB transaction that no other commit overlaps.</summary>
internal sealed class CommitScope(CatalogState before, long version, DateTimeOffset at, DuckConnection connection, long firstRow, long firstStorage)
{
    readonly List<CatalogEdit> _edits = [];
    readonly Dictionary<long, StorageActivity> _activity = [];

    /// <summary>The catalogue that this commit follows.</summary>
    public CatalogState Before { get; } = before;

    /// <summary>The version that this commit makes.</summary>
    public long Version { get; } = version;

    public DateTimeOffset At { get; } = at;

    public DuckConnection Connection { get; } = connection;

    public IReadOnlyList<CatalogEdit> Edits => _edits;

    public IReadOnlyDictionary<long, StorageActivity> Activity => _activity;

    /// <summary>The first row identity that is not taken yet.</summary>
    public long NextRow { get; private set; } = firstRow;

    public long NextStorage { get; private set; } = firstStorage;

    public bool IsEmpty => _edits.Count == 0 && _activity.Count == 0;

    public void Put(DatasetEntry entry) => _edits.Add(CatalogEdit.Put(entry));

    public void Put(TableEntry entry) => _edits.Add(CatalogEdit.Put(entry));

    public void Put(RoutineEntry entry) => _edits.Add(CatalogEdit.Put(entry));

    public void Remove(DatasetName name) => _edits.Add(CatalogEdit.Remove(name));

    public void Remove(TableName name) => _edits.Add(CatalogEdit.Remove(name));

    public void Remove(RoutineName name) => _edits.Add(CatalogEdit.Remove(name));

    /// <summary>Reserves row identities; the first of them.</summary>
    public long TakeRows(long count)
    {
        var first = NextRow;
        NextRow += count;
        return first;
    }

    /// <summary>Makes sure that a table filled with row identities 0 to count-1 gets none of them again.</summary>
    public void KeepRowsAbove(long count) => NextRow = Math.Max(NextRow, count);

    public long TakeStorage() => NextStorage++;

    public void Appended(long storageId) => _activity[storageId] = new(Version, CurrentActivity(storageId).LastMutation);

    public void Mutated(long storageId) => _activity[storageId] = new(Version, Version);

    StorageActivity CurrentActivity(long storageId) =>
        _activity.TryGetValue(storageId, out var own) ? own : Before.ActivityOf(storageId);
}
