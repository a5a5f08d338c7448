using DuckDB.NET.Data;
using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Rows of stored tables for load, copy and extract jobs, insertAll and tabledata.list.</summary>
internal sealed class WarehouseTables(Warehouse warehouse) : ITableData
{
    public Task<long> WriteAsync(WriteTarget target, IReadOnlyList<ColumnEntry> columns, string relation, CancellationToken token) =>
        WithConnection(connection => new DestinationWriter(warehouse, connection).WriteAsync(target, Bare(columns), $"({relation})", token));

    public Task<long> CopyAsync(CopyRequest request, CancellationToken token) =>
        WithConnection(connection => new TableCopier(warehouse, connection).CopyAsync(request, token));

    public Task<T> ReadAsync<T>(TableRows rows, Func<DuckDBDataReader, CancellationToken, Task<T>> read, CancellationToken token) =>
        WithConnection(connection => connection.ReadAsync(SelectFor(rows), reader => read(reader, token), token));

    public Task<T> QueryAsync<T>(string sql, Func<DuckDBDataReader, T> read, CancellationToken token) =>
        WithConnection(connection => Task.FromResult(connection.Read(sql, read, token)));

    public Task<TableFigures> FiguresAsync(TableEntry table, CancellationToken token) => WithConnection(connection =>
    {
        if (table.HoldsRows) return Task.FromResult(Figures(connection, table, token));
        return Task.FromResult(warehouse.Stored.Find(table) is { } stored
            ? Figures(connection, stored.EntryOf(table), token) with { RefreshedAt = stored.RefreshedAt }
            : new TableFigures(0, 0));
    });

    TableFigures Figures(DuckConnection connection, TableEntry table, CancellationToken token) =>
        new(warehouse.Sizes.Rows(connection, warehouse.State, table, token), warehouse.Sizes.Bytes(connection, warehouse.State, table, null, token));

    async Task<T> WithConnection<T>(Func<DuckConnection, Task<T>> work)
    {
        using var connection = warehouse.Connect();
        try
        {
            return await Task.Run(() => work(connection));
        }
        catch (DuckDBException e)
        {
            throw Translation.DuckSession.Explain(e);
        }
    }

    static List<ColumnEntry> Bare(IReadOnlyList<ColumnEntry> columns) => [.. columns.Select(c => c with { PhysicalName = "" })];

    string SelectFor(TableRows rows)
    {
        var columns = rows.Columns is { } names ? names.Select(n => Find(rows.Table, n)).ToList() : rows.Table.Columns;
        var project = rows.Projection ?? ((SqlType _, string sql) => sql);
        var list = string.Join(", ", columns.Select(c => $"{project(c.Type, "q." + SqlText.Quote(c.PhysicalName))} AS {SqlText.Quote(c.Name)}"));
        var limit = rows.Limit is { } count ? $" LIMIT {SqlText.Literal(count)}" : "";
        return $"SELECT {list} FROM {Source(rows)} AS q{Order(rows.Table)}{limit} OFFSET {SqlText.Literal(rows.Offset)}";
    }

    static string Order(TableEntry table) => table.HoldsRows && table.RowAccessPolicies.Count == 0 ? " ORDER BY q._r" : "";

    string Source(TableRows rows) => rows.Table.HoldsRows && rows.Table.RowAccessPolicies.Count == 0
        ? warehouse.Catalog.Relation(rows.Table, rows.AsOf)
        : Filtered(rows);

    // what a row access policy hides, and what a view shows, is the translator's to say
    string Filtered(TableRows rows)
    {
        var name = rows.Table.Name;
        var text = $"SELECT * FROM `{name.Project}`.`{name.Dataset}`.`{name.Table}`";
        var context = new TranslationContext { Catalog = warehouse.Catalog, Project = name.Project, Caller = rows.Caller, Now = warehouse.Time.GetUtcNow(), IgnoresPartitionFilters = true };
        var query = new Translator(context, new SourceText(text)).Query(Parser.ParseQuery(text));
        var list = query.Columns.Zip(rows.Table.Columns, (output, column) => $"{SqlText.Quote(output.Physical)} AS {SqlText.Quote(column.PhysicalName)}");
        return $"(SELECT {string.Join(", ", list)} FROM ({query.Sql}) AS v)";
    }

    static ColumnEntry Find(TableEntry table, string name) =>
        table.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw BigQueryException.Invalid($"No such field: {name}");
}
