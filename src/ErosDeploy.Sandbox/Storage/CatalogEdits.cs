using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Steps of which catalogue commits are made.</summary>
internal static class CatalogEdits
{
    public static DatasetEntry Dataset(CommitScope commit, DatasetName name) =>
        commit.Before.Datasets.GetValueOrDefault(name) ?? throw BigQueryException.DatasetNotFound(name.Project, name.Dataset);

    public static TableEntry Table(CommitScope commit, TableName name) =>
        Existing(commit, name) ?? throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table);

    public static RoutineEntry Routine(CommitScope commit, RoutineName name) =>
        commit.Before.Routines.GetValueOrDefault(name) ?? throw BigQueryException.RoutineNotFound(name.Project, name.Dataset, name.Routine);

    /// <summary>The table of that name, unless it has expired.</summary>
    public static TableEntry? Existing(CommitScope commit, TableName name) =>
        commit.Before.Table(name) is { } entry && !(entry.ExpiresAt <= commit.At) ? entry : null;

    public static DatasetEntry Create(CommitScope commit, DatasetEntry dataset)
    {
        var entry = Stamp.Created(dataset, commit.At);
        commit.Put(entry);
        return entry;
    }

    public static void Drop(CommitScope commit, DatasetEntry dataset, bool withContents)
    {
        var tables = commit.Before.TablesOf(dataset.Name);
        var routines = commit.Before.RoutinesOf(dataset.Name);
        if (!withContents && tables.Count + routines.Count > 0)
            throw new BigQueryException("resourceInUse", $"Dataset {dataset.Name} is still in use");
        foreach (var table in tables) commit.Remove(table.Name);
        foreach (var routine in routines) commit.Remove(routine.Name);
        commit.Remove(dataset.Name);
    }

    /// <summary>Puts a new entry in place, with empty DuckDB tables if it holds rows and has none yet.</summary>
    public static TableEntry Create(CommitScope commit, TableEntry table, CancellationToken token)
    {
        var dataset = Dataset(commit, table.Name.Parent);
        PhysicalRules.Check(table);
        var entry = Stamp.Created(WithDefaults(table.HoldsRows && table.StorageId == 0 ? IngestionTime.Apply(table) : table, dataset, commit.At), commit.At);
        if (entry.HoldsRows && entry.StorageId == 0) entry = CreateStorage(commit, entry, token);
        commit.Put(entry);
        return entry;
    }

    /// <summary>Changes an entry, and its DuckDB tables where columns came or changed type.</summary>
    public static TableEntry Replace(CommitScope commit, TableEntry before, TableEntry after, CancellationToken token)
    {
        var taken = PhysicalNames(commit.Connection, before, token);
        var entry = Stamp.Changed(after with { Columns = TableLayout.NameColumns(after.Columns.Select(c => Becomes(before, c) ? c with { PhysicalName = "" } : c), taken) }, commit.At);
        PhysicalRules.Check(entry);
        if (entry.HoldsRows) AlterStorage(commit, before, entry, token);
        if (entry.HoldsRows) FillConverted(commit, before, entry, token);
        commit.Put(entry);
        return entry;
    }

    static TableEntry CreateStorage(CommitScope commit, TableEntry table, CancellationToken token)
    {
        var entry = table with { StorageId = commit.TakeStorage(), Columns = TableLayout.NameColumns(table.Columns) };
        foreach (var statement in TableLayout.Create(entry)) commit.Connection.Execute(statement, token);
        commit.Appended(entry.StorageId);
        return entry;
    }

    static TableEntry WithDefaults(TableEntry table, DatasetEntry dataset, DateTimeOffset at) => table with
    {
        Location = dataset.Location,
        ExpiresAt = table.ExpiresAt ?? (table.HoldsRows && dataset.DefaultTableExpirationMs is { } ms ? at.AddMilliseconds(ms) : null),
    };

    /// <summary>Names that no new column may have: those of dropped columns stay taken, for their data is still there.</summary>
    public static List<string> PhysicalNames(DuckConnection connection, TableEntry table, CancellationToken token) => !table.HoldsRows
        ? []
        : connection.Rows($"SELECT column_name FROM (DESCRIBE {TableLayout.Live(table.StorageId)})", r => r.GetString(0), token);

    static void AlterStorage(CommitScope commit, TableEntry before, TableEntry after, CancellationToken token)
    {
        var old = before.Columns.ToDictionary(c => c.PhysicalName, c => c.Type, StringComparer.OrdinalIgnoreCase);
        foreach (var column in after.Columns)
        {
            if (!old.TryGetValue(column.PhysicalName, out var type)) Alter(commit, after, $"ADD COLUMN {TableLayout.Definition(column)}", token);
            else if (type.DuckType != column.Type.DuckType)
                Alter(commit, after, $"ALTER COLUMN {SqlText.Quote(column.PhysicalName)} SET DATA TYPE {column.Type.DuckType}", token);
        }
    }

    // DuckDB cannot cast to BIGNUMERIC, and earlier versions still need the old values: such a column lies beside the old one
    static bool Becomes(TableEntry before, ColumnEntry column) =>
        column.Type.Kind == TypeKind.BigNumeric && Same(before, column) is { } old && old.Type.Kind != TypeKind.BigNumeric;

    static void FillConverted(CommitScope commit, TableEntry before, TableEntry after, CancellationToken token)
    {
        foreach (var column in after.Columns.Where(c => Becomes(before, c)))
        {
            var old = Same(before, column)!;
            commit.Connection.Execute($"UPDATE {TableLayout.Live(after.StorageId)} SET {SqlText.Quote(column.PhysicalName)} = {Casts.Between(old.Type, column.Type, SqlText.Quote(old.PhysicalName))}", token);
        }
    }

    static ColumnEntry? Same(TableEntry before, ColumnEntry column) =>
        before.Columns.FirstOrDefault(c => string.Equals(c.Name, column.Name, StringComparison.OrdinalIgnoreCase));

    static void Alter(CommitScope commit, TableEntry table, string action, CancellationToken token)
    {
        commit.Connection.Execute($"ALTER TABLE {TableLayout.Live(table.StorageId)} {action}", token);
        commit.Connection.Execute($"ALTER TABLE {TableLayout.History(table.StorageId)} {action}", token);
    }
}
