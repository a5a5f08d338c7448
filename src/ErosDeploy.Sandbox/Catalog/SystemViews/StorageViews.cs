using System.Globalization;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;
using static ErosDeploy.Sandbox.Catalog.SystemViews.SystemViewDefinition;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>PARTITIONS, TABLE_STORAGE and __TABLES__: rows and bytes. Physical bytes are not measured: the logical ones stand for them.</summary>
internal static class StorageViews
{
    public static SystemViewDefinition LegacyTables { get; } = new("__TABLES__", ColumnsFrom(
        "project_id dataset_id table_id creation_time:INT64 last_modified_time:INT64 row_count:INT64 size_bytes:INT64 type:INT64"),
        s => s.Tables.Select(t => TableViews.Named(t,
            t.CreatedAt.ToUnixTimeMilliseconds(), t.ModifiedAt.ToUnixTimeMilliseconds(), s.RowsOf(t), s.BytesOf(t), LegacyType(t))));

    public static IEnumerable<SystemViewDefinition> All =>
    [
        new("PARTITIONS", ColumnsFrom(
            "table_catalog table_schema table_name partition_id total_rows:INT64 total_logical_bytes:INT64 total_billable_bytes:INT64 "
            + "last_modified_time:TIMESTAMP storage_tier"),
            s => s.Tables.Where(t => t.HoldsRows).SelectMany(t => Partitions(s, t))),
        new("TABLE_STORAGE", ColumnsFrom(
            "project_id project_number:INT64 table_catalog table_schema table_name creation_time:TIMESTAMP total_rows:INT64 total_partitions:INT64 "
            + "total_logical_bytes:INT64 active_logical_bytes:INT64 long_term_logical_bytes:INT64 current_physical_bytes:INT64 total_physical_bytes:INT64 "
            + "active_physical_bytes:INT64 long_term_physical_bytes:INT64 time_travel_physical_bytes:INT64 storage_last_modified_time:TIMESTAMP "
            + "deleted:BOOL table_type managed_table_type fail_safe_physical_bytes:INT64 last_metadata_index_refresh_time:TIMESTAMP "
            + "table_deletion_reason table_deletion_time:TIMESTAMP"),
            s => s.Tables.Where(t => t.HoldsRows).Select(t => TableStorage(s, t))),
    ];

    static long LegacyType(TableEntry table) => table.Kind switch
    {
        TableKind.View => 2,
        TableKind.External => 3,
        TableKind.MaterializedView => 4,
        _ => 1,
    };

    static object?[] TableStorage(SystemViewScope scope, TableEntry table)
    {
        var bytes = scope.BytesOf(table);
        var partitions = table.IsPartitioned ? Partitions(scope, table).LongCount() : 0;
        return [table.Name.Project, 0L, table.Name.Project, table.Name.Dataset, table.Name.Table, table.CreatedAt, scope.RowsOf(table), partitions,
            bytes, bytes, 0L, bytes, bytes, bytes, 0L, 0L, table.ModifiedAt, false, TableViews.TypeOf(table), "NATIVE", 0L, null, null, null];
    }

    static IEnumerable<object?[]> Partitions(SystemViewScope scope, TableEntry table)
    {
        if (!table.IsPartitioned) return [Row(table, null, scope.RowsOf(table), scope.BytesOf(table))];
        var rows = scope.Job.Connection.Rows(
            $"SELECT {PartitionId(table)}, count(*) FROM {TableLayout.Live(table.StorageId)} GROUP BY 1 ORDER BY 1", r => (Id: r.GetString(0), Rows: r.GetInt64(1)),
            scope.Job.Token);
        var total = Math.Max(1, scope.RowsOf(table));
        var bytes = scope.BytesOf(table);
        return rows.Select(p => Row(table, p.Id, p.Rows, bytes * p.Rows / total));
    }

    static object?[] Row(TableEntry table, string? partition, long rows, long bytes) =>
        TableViews.Named(table, partition, rows, bytes, bytes, table.ModifiedAt, "ACTIVE");

    static string PartitionId(TableEntry table)
    {
        if (table.RangePartitioning is { } range) return RangeId(Physical(table, range.Field), range);
        var time = table.TimePartitioning!;
        var format = time.Type switch { "HOUR" => "%Y%m%d%H", "MONTH" => "%Y%m", "YEAR" => "%Y", _ => "%Y%m%d" };
        if (time.Field is not { } field) return $"strftime(CAST({SqlText.Literal(table.ModifiedAt)} AS TIMESTAMP), '{format}')";
        return $"coalesce(strftime(CAST({Physical(table, field)} AS TIMESTAMP), '{format}'), '__NULL__')";
    }

    static string RangeId(string column, RangePartitioning range)
    {
        var (start, end, interval) = (SqlText.Literal(range.Start), SqlText.Literal(range.End), SqlText.Literal(range.Interval));
        return string.Create(CultureInfo.InvariantCulture,
            $"CASE WHEN {column} IS NULL THEN '__NULL__' WHEN {column} < {start} OR {column} >= {end} THEN '__UNPARTITIONED__' ELSE CAST({start} + ({column} - {start}) // {interval} * {interval} AS VARCHAR) END");
    }

    static string Physical(TableEntry table, string column) =>
        SqlText.Quote(table.Columns.First(c => c.Name.Equals(column, StringComparison.OrdinalIgnoreCase)).PhysicalName);
}
