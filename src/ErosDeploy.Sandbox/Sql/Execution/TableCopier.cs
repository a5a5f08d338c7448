using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Copy jobs: rows of one or more tables into another, snapshots, clones and their restoration.</summary>
internal sealed class TableCopier(Warehouse warehouse, DuckConnection connection)
{
    public async Task<long> CopyAsync(CopyRequest request, CancellationToken token)
    {
        var sources = request.Sources.Select(s => (Table: Find(s.Table, s.AsOf), s.AsOf)).ToList();
        if (sources.FirstOrDefault(s => !s.Table.HoldsRows) is { Table: { } view })
            throw BigQueryException.Invalid($"{view.Name} is not allowed for this operation because it is not a table.");
        if (request.Operation is CopyOperation.Copy) return await AppendAsync(request, sources, token);
        var kind = request.Operation switch
        {
            CopyOperation.Snapshot => TableKind.Snapshot,
            CopyOperation.Clone => TableKind.Clone,
            _ => TableKind.Table,
        };
        return await DuplicateAsync(request, sources[0].Table, sources[0].AsOf, kind, token);
    }

    /// <summary>A deleted table can still be copied as of a time when it was there.</summary>
    TableEntry Find(TableName name, DateTimeOffset? asOf)
    {
        if (asOf is { } instant)
        {
            if (instant < warehouse.Time.GetUtcNow() - Purge.Window) throw BigQueryException.Invalid($"Invalid snapshot time for Table {name}. Cannot read before the time travel window.");
            return warehouse.State.TableAt(name, warehouse.VersionAt(instant)) ?? throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table);
        }
        return warehouse.Catalog.FindTable(name) ?? throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table);
    }

    Task<long> AppendAsync(CopyRequest request, List<(TableEntry Table, DateTimeOffset? AsOf)> sources, CancellationToken token)
    {
        var first = sources[0].Table;
        var selects = sources.Select(s => $"SELECT {Aligned(first, s.Table)} FROM {warehouse.Catalog.Relation(s.Table, s.AsOf)}");
        var target = request.Destination with
        {
            TimePartitioning = request.Destination.TimePartitioning ?? first.TimePartitioning,
            RangePartitioning = request.Destination.RangePartitioning ?? first.RangePartitioning,
            Clustering = request.Destination.Clustering ?? first.Clustering,
        };
        var columns = first.Columns.Select(c => c with { PhysicalName = c.Name }).ToList();
        return new DestinationWriter(warehouse, connection).WriteAsync(target, columns, $"({string.Join(" UNION ALL ", selects)})", token);
    }

    static string Aligned(TableEntry first, TableEntry table) => string.Join(", ", first.Columns.Select(c =>
    {
        var own = table.Columns.FirstOrDefault(o => o.Name.Equals(c.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw BigQueryException.Invalid($"Provided Schema does not match Table {table.Name}. Field {c.Name} is missing in new schema");
        return $"{SqlText.Quote(own.PhysicalName)} AS {SqlText.Quote(c.Name)}";
    }));

    async Task<long> DuplicateAsync(CopyRequest request, TableEntry source, DateTimeOffset? asOf, TableKind kind, CancellationToken token)
    {
        var name = request.Destination.Table;
        var copy = SourceTables.Copy(source, name, kind, asOf ?? warehouse.Time.GetUtcNow()) with { ExpiresAt = request.ExpiresAt };
        var select = $"SELECT {TableLayout.Columns(source)} FROM {warehouse.Catalog.Relation(source, asOf)}";
        var (entry, rows) = await TableFiller.FillAsync(warehouse, connection, copy, select, token);
        try
        {
            await warehouse.CommitAsync(connection, commit => Place(commit, request.Destination, entry, rows, token), token);
            return rows;
        }
        catch
        {
            TableFiller.Drop(connection, entry);
            throw;
        }
    }

    static bool Place(CommitScope commit, WriteTarget target, TableEntry entry, long rows, CancellationToken token)
    {
        var replaces = target.Write is WriteDisposition.WriteTruncate or WriteDisposition.WriteTruncateData;
        if (CatalogEdits.Existing(commit, entry.Name) is not null && !replaces) throw BigQueryException.Duplicate($"Table {entry.Name}");
        commit.KeepRowsAbove(rows);
        commit.Appended(entry.StorageId);
        CatalogEdits.Create(commit, entry, token);
        return true;
    }
}
