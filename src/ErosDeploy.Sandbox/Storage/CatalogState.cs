using System.Collections.Immutable;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>A table's entry that was in force from version Since up to, not including, version Until.</summary>
internal sealed record TableVersion(TableEntry Entry, long Since, long Until);

/// <summary>The last versions that wrote to a stored table at all, and that changed or removed rows of it.</summary>
internal readonly record struct StorageActivity(long LastWrite, long LastMutation);

/// <summary>The whole catalogue at one version. Immutable: a commit makes the next one.</summary>
internal sealed record CatalogState
{
    public required long Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public ImmutableDictionary<DatasetName, DatasetEntry> Datasets { get; init; } = ImmutableDictionary<DatasetName, DatasetEntry>.Empty;
    public ImmutableDictionary<TableName, TableVersion> Tables { get; init; } = ImmutableDictionary<TableName, TableVersion>.Empty;
    public ImmutableDictionary<RoutineName, RoutineEntry> Routines { get; init; } = ImmutableDictionary<RoutineName, RoutineEntry>.Empty;

    /// <summary>Earlier versions of tables within the time travel window, oldest first.</summary>
    public ImmutableDictionary<TableName, ImmutableList<TableVersion>> Past { get; init; } =
        ImmutableDictionary<TableName, ImmutableList<TableVersion>>.Empty;

    public ImmutableDictionary<long, StorageActivity> Activity { get; init; } = ImmutableDictionary<long, StorageActivity>.Empty;

    /// <summary>Activity of tables that were not written to since the warehouse was opened.</summary>
    public long OpenedAt { get; init; }

    public TableEntry? Table(TableName name) => Tables.GetValueOrDefault(name)?.Entry;

    public TableEntry? TableAt(TableName name, long version) =>
        Tables.GetValueOrDefault(name) is { } now && now.Since <= version
            ? now.Entry
            : Past.GetValueOrDefault(name)?.LastOrDefault(v => v.Since <= version && version < v.Until)?.Entry;

    public StorageActivity ActivityOf(long storageId) => Activity.GetValueOrDefault(storageId, new StorageActivity(OpenedAt, OpenedAt));

    public IReadOnlyList<TableEntry> TablesOf(DatasetName dataset) =>
        [.. Tables.Values.Select(t => t.Entry).Where(t => t.Name.Parent == dataset).OrderBy(t => t.Name.Table, StringComparer.Ordinal)];

    public IReadOnlyList<RoutineEntry> RoutinesOf(DatasetName dataset) =>
        [.. Routines.Values.Where(r => r.Name.Parent == dataset).OrderBy(r => r.Name.Routine, StringComparer.Ordinal)];

    public CatalogState With(CatalogEdit edit) => edit switch
    {
        { Kind: EntryKind.Dataset, Entry: DatasetEntry entry } => this with { Datasets = Datasets.SetItem(entry.Name, entry) },
        { Kind: EntryKind.Dataset } => this with { Datasets = Datasets.Remove(edit.DatasetName) },
        { Kind: EntryKind.Routine, Entry: RoutineEntry entry } => this with { Routines = Routines.SetItem(entry.Name, entry) },
        { Kind: EntryKind.Routine } => this with { Routines = Routines.Remove(edit.RoutineName) },
        { Entry: TableEntry entry } => Retire(edit.TableName) with { Tables = Tables.SetItem(entry.Name, new(entry, Version, long.MaxValue)) },
        _ => Retire(edit.TableName) with { Tables = Tables.Remove(edit.TableName) },
    };

    CatalogState Retire(TableName name)
    {
        if (!Tables.TryGetValue(name, out var old) || old.Since == Version) return this;
        var past = Past.GetValueOrDefault(name, []).Add(old with { Until = Version });
        return this with { Past = Past.SetItem(name, past) };
    }
}
