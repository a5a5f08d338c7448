using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Creates, changes and drops datasets, tables, views and routines, one commit each, refusing as the service does.</summary>
internal sealed class CatalogAdmin(Warehouse warehouse) : ICatalogWriter
{
    public Task<DatasetEntry> CreateAsync(DatasetEntry dataset, CancellationToken token) => CommitAsync(commit =>
    {
        if (commit.Before.Datasets.ContainsKey(dataset.Name)) throw BigQueryException.Duplicate($"Dataset {dataset.Name}");
        return CatalogEdits.Create(commit, dataset);
    }, token);

    public Task<DatasetEntry> UpdateAsync(DatasetName name, Func<DatasetEntry, DatasetEntry> change, CancellationToken token) => CommitAsync(commit =>
    {
        var entry = Stamp.Changed(change(CatalogEdits.Dataset(commit, name)), commit.At);
        commit.Put(entry);
        return entry;
    }, token);

    /// <summary>Without deleteContents only an empty dataset goes.</summary>
    public Task DeleteAsync(DatasetName name, bool deleteContents, CancellationToken token) => CommitAsync(commit =>
    {
        CatalogEdits.Drop(commit, CatalogEdits.Dataset(commit, name), deleteContents);
        return true;
    }, token);

    /// <summary>A table, empty, or a view. Columns need no physical names; a view's are those of its query.</summary>
    public Task<TableEntry> CreateAsync(TableEntry table, CancellationToken token) => PutAsync(Bound(table), token);

    Task<TableEntry> PutAsync(TableEntry table, CancellationToken token) => CommitAsync(commit =>
    {
        CatalogEdits.Dataset(commit, table.Name.Parent);
        if (CatalogEdits.Existing(commit, table.Name) is not null) throw BigQueryException.Duplicate($"Table {table.Name}");
        return CatalogEdits.Create(commit, table, token);
    }, token);

    /// <summary>
    /// Changes a table's description, options and schema. New columns, looser modes and wider types are allowed; the change must keep the columns'
    /// physical names.
    /// </summary>
    public Task<TableEntry> UpdateAsync(TableName name, Func<TableEntry, TableEntry> change, CancellationToken token) => CommitAsync(commit =>
    {
        var before = CatalogEdits.Table(commit, name);
        var after = change(before);
        return CatalogEdits.Replace(commit, before, after.Query == before.Query ? after : Bound(after), token);
    }, token);

    public Task DeleteAsync(TableName name, CancellationToken token) => CommitAsync(commit =>
    {
        commit.Remove(CatalogEdits.Table(commit, name).Name);
        return true;
    }, token);

    public Task<RoutineEntry> CreateAsync(RoutineEntry routine, CancellationToken token) => CommitAsync(commit =>
    {
        CatalogEdits.Dataset(commit, routine.Name.Parent);
        if (commit.Before.Routines.ContainsKey(routine.Name)) throw BigQueryException.Duplicate($"Routine {routine.Name}");
        var entry = Stamp.Created(routine, commit.At);
        commit.Put(entry);
        return entry;
    }, token);

    public Task<RoutineEntry> UpdateAsync(RoutineName name, Func<RoutineEntry, RoutineEntry> change, CancellationToken token) => CommitAsync(commit =>
    {
        var entry = Stamp.Changed(change(CatalogEdits.Routine(commit, name)), commit.At);
        commit.Put(entry);
        return entry;
    }, token);

    public Task DeleteAsync(RoutineName name, CancellationToken token) => CommitAsync(commit =>
    {
        commit.Remove(CatalogEdits.Routine(commit, name).Name);
        return true;
    }, token);

    TableEntry Bound(TableEntry table)
    {
        if (table.Query is not { } text) return table;
        var context = new TranslationContext
        {
            Catalog = warehouse.Catalog, Project = table.Name.Project, DefaultDataset = table.QueryDefaultDataset, Now = warehouse.Time.GetUtcNow(), IgnoresPartitionFilters = true,
        };
        var query = new Translator(context, new SourceText(text)).Query(Parsed(text));
        var columns = query.Columns.Select(c => ColumnsOf.Column(c.Name, c.Type.Plain)).ToList();
        ColumnReader.CheckNames(columns);
        return table with { Columns = [.. columns.Select(c => Described(c, table))] };
    }

    static ColumnEntry Described(ColumnEntry column, TableEntry table) =>
        column with { Description = table.Columns.FirstOrDefault(c => c.Name == column.Name)?.Description };

    static GoogleSql.Syntax.Query Parsed(string text)
    {
        try
        {
            return Parser.ParseQuery(text);
        }
        catch (SqlSyntaxException e)
        {
            throw new BigQueryException("invalidQuery", e.MessageWithPosition, "query", e);
        }
    }

    async Task<T> CommitAsync<T>(Func<CommitScope, T> work, CancellationToken token)
    {
        using var connection = warehouse.Connect();
        return await warehouse.CommitAsync(connection, work, token);
    }
}
