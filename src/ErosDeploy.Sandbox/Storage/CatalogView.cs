using System.Globalization;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Finds a system view by the parts of its name; null when the parts name none.</summary>
internal delegate SystemView? SystemViewSource(IReadOnlyList<string> parts, string defaultProject, string? defaultDataset);

/// <summary>The catalogue for one statement: a state, perhaps with temporary objects and an open transaction.</summary>
internal sealed class CatalogView(
    Warehouse warehouse, CatalogState state, TempObjects? temp = null, OpenTransaction? transaction = null, SystemViewSource? systemViews = null)
    : ICatalog
{
    public DatasetEntry? FindDataset(DatasetName name) => state.Datasets.GetValueOrDefault(name);

    public IReadOnlyList<DatasetEntry> ListDatasets(string project) =>
        [.. state.Datasets.Values.Where(d => d.Name.Project == project).OrderBy(d => d.Name.Dataset, StringComparer.Ordinal)];

    public TableEntry? FindTable(TableName name)
    {
        var entry = state.Table(name);
        return entry?.ExpiresAt <= warehouse.Time.GetUtcNow() ? null : entry;
    }

    public TableEntry? FindTable(TableName name, DateTimeOffset asOf)
    {
        if (FindTable(name) is not { } current) return null;
        TimeTravel.Check(current, asOf, warehouse.Time.GetUtcNow(), FindDataset(name.Parent)?.MaxTimeTravelHours);
        return state.TableAt(name, warehouse.VersionAt(asOf));
    }

    public IReadOnlyList<TableEntry> ListTables(DatasetName dataset) => state.TablesOf(dataset);

    public RoutineEntry? FindRoutine(RoutineName name) => state.Routines.GetValueOrDefault(name);

    public IReadOnlyList<RoutineEntry> ListRoutines(DatasetName dataset) => state.RoutinesOf(dataset);

    public TableEntry? FindTempTable(string name) => temp?.Table(name);

    public RoutineEntry? FindTempRoutine(string name) => temp?.Routine(name);

    public SystemView? FindSystemView(IReadOnlyList<string> parts, string defaultProject, string? defaultDataset) =>
        systemViews?.Invoke(parts, defaultProject, defaultDataset);

    public string Relation(TableEntry table, DateTimeOffset? asOf = null)
    {
        if (asOf is { } instant) return TableVersions.At(table, warehouse.VersionAt(instant));
        if (transaction is not null) return transaction.Relation(table);
        return table.IsTemporary ? TempObjects.Relation(table.StorageId) : TableLayout.Live(table.StorageId);
    }
}

/// <summary>Which instants of a table can still be read.</summary>
internal static class TimeTravel
{
    public static void Check(TableEntry table, DateTimeOffset asOf, DateTimeOffset now, long? hours)
    {
        var window = hours is { } given ? TimeSpan.FromHours(given) : Purge.Window;
        if (asOf > now) throw Refuse(table, asOf, "Cannot read from the future.");
        if (asOf < now - window) throw Refuse(table, asOf, $"Cannot read before {Milliseconds(now - window)}.");
    }

    static BigQueryException Refuse(TableEntry table, DateTimeOffset asOf, string why) =>
        BigQueryException.Invalid($"Invalid snapshot time {Milliseconds(asOf)} for Table {table.Name}@{Milliseconds(asOf)}. {why}");

    static string Milliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
