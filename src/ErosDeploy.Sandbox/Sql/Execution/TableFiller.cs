using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Makes the DuckDB tables of a table that is born with rows, before the catalogue knows it.</summary>
internal static class TableFiller
{
    /// <summary>The entry with its storage. The query yields the columns in order; names do not matter.</summary>
    public static async Task<(TableEntry Entry, long Rows)> FillAsync(
        Warehouse warehouse, DuckConnection connection, TableEntry table, string sql, CancellationToken token)
    {
        var entry = table with { StorageId = await warehouse.TakeStorageAsync(token), Columns = TableLayout.NameColumns(table.Columns) };
        try
        {
            foreach (var statement in TableLayout.Create(entry)) connection.Execute(statement, token);
            return (entry, Insert(connection, entry, TableLayout.Live(entry.StorageId), ", _v", ", 0", sql, token));
        }
        catch
        {
            Drop(connection, entry);
            throw;
        }
    }

    /// <summary>A temporary table of the connection.</summary>
    public static (TableEntry Entry, long Rows) FillTemporary(DuckConnection connection, TempObjects temp, TableEntry table, string? sql, CancellationToken token)
    {
        var entry = table with { StorageId = temp.TakeId(), Columns = TableLayout.NameColumns(table.Columns), IsTemporary = true };
        var relation = TempObjects.Relation(entry.StorageId);
        var columns = string.Concat(entry.Columns.Select(c => $"{TableLayout.Definition(c)}, "));
        connection.Execute($"CREATE TEMP TABLE {relation} ({columns}_r BIGINT)", token);
        return (entry, sql is null ? 0 : Insert(connection, entry, relation, "", "", sql, token));
    }

    public static void Drop(DuckConnection connection, TableEntry entry)
    {
        connection.Execute($"DROP TABLE IF EXISTS {TableLayout.Live(entry.StorageId)}", CancellationToken.None);
        connection.Execute($"DROP TABLE IF EXISTS {TableLayout.History(entry.StorageId)}", CancellationToken.None);
    }

    static long Insert(DuckConnection connection, TableEntry entry, string relation, string hidden, string hiddenValues, string sql, CancellationToken token)
    {
        var names = TableLayout.Columns(entry);
        var rows = JobContext.Explained(() => connection.Execute(
            $"INSERT INTO {relation} ({names}{hidden}, _r) SELECT {Stored(entry)}{hiddenValues}, row_number() OVER () - 1 FROM ({sql}) AS q({names})", token));
        RowChecks.Run(connection, entry, relation, false, token);
        return rows;
    }

    static string Stored(TableEntry entry) => string.Join(", ", entry.Columns.Select(ChangeSet.Stored));
}
