using ErosDeploy.Sandbox.Catalog.Ddl;
using ErosDeploy.Sandbox.Sql.Types;
using static ErosDeploy.Sandbox.Catalog.SystemViews.SystemViewDefinition;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>SCHEMATA, TABLES and the views that say more about tables.</summary>
internal static class TableViews
{
    public static IEnumerable<SystemViewDefinition> All =>
    [
        new("SCHEMATA", ColumnsFrom(
            "catalog_name schema_name schema_owner creation_time:TIMESTAMP last_modified_time:TIMESTAMP location ddl default_collation_name sync_status:JSON"),
            s => s.Datasets.Select(d => new object?[]
                { d.Name.Project, d.Name.Dataset, null, d.CreatedAt, d.ModifiedAt, d.Location, DdlText.Of(d), Collations.Shown(d.DefaultCollation), null })),
        new("SCHEMATA_OPTIONS", ColumnsFrom("catalog_name schema_name option_name option_type option_value"),
            s => s.Datasets.SelectMany(d => EntryOptions.Of(d).Select(o => new object?[] { d.Name.Project, d.Name.Dataset, o.Name, o.Type, o.Value }))),
        new("TABLES", ColumnsFrom(
            "table_catalog table_schema table_name table_type managed_table_type is_insertable_into is_fine_grained_mutations_enabled is_typed "
            + "is_change_history_enabled creation_time:TIMESTAMP base_table_catalog base_table_schema base_table_name snapshot_time_ms:TIMESTAMP "
            + "replica_source_catalog replica_source_schema replica_source_name replication_status replication_error ddl default_collation_name sync_status:JSON upsert_stream_apply_watermark:TIMESTAMP"),
            s => s.Tables.Select(Table)),
        new("TABLE_OPTIONS", ColumnsFrom("table_catalog table_schema table_name option_name option_type option_value"),
            s => s.Tables.SelectMany(t => EntryOptions.Of(t).Select(o => Named(t, o.Name, o.Type, o.Value)))),
        new("VIEWS", ColumnsFrom("table_catalog table_schema table_name view_definition check_option use_standard_sql"),
            s => s.Tables.Where(t => t.Kind == TableKind.View).Select(t => Named(t, t.Query, null, "YES"))),
        new("MATERIALIZED_VIEWS", [.. ColumnsFrom("table_catalog table_schema table_name last_refresh_time:TIMESTAMP refresh_watermark:TIMESTAMP"), ("last_refresh_status", Error)],
            s => s.Tables.Where(t => t.Kind == TableKind.MaterializedView).Select(t => Refreshed(s, t))),
        new("TABLE_SNAPSHOTS", ColumnsFrom(
            "table_catalog table_schema table_name base_table_catalog base_table_schema base_table_name snapshot_time:TIMESTAMP"),
            s => s.Tables.Where(t => t.Kind == TableKind.Snapshot)
                .Select(t => Named(t, t.BaseTable?.Project, t.BaseTable?.Dataset, t.BaseTable?.Table, t.BaseTime))),
    ];

    static readonly SqlType Error = SqlType.Struct(
        ("reason", SqlType.String), ("location", SqlType.String), ("debug_info", SqlType.String), ("message", SqlType.String));

    // the watermark moves on while nothing that the view reads changes
    static object?[] Refreshed(SystemViewScope scope, TableEntry view)
    {
        var stored = scope.Job.Warehouse.Stored.Find(view);
        var error = scope.Job.Warehouse.Stored.LastAttempt(view)?.Error;
        return Named(view, stored?.RefreshedAt, stored?.IsFresh(scope.State, scope.Job.Now) == true ? scope.Job.Now : stored?.RefreshedAt,
            error is null ? null : new object?[] { error.Reason, error.Location, null, error.Message });
    }

    /// <summary>A row that begins with the table's catalog, schema and name.</summary>
    public static object?[] Named(TableEntry table, params object?[] values) => [table.Name.Project, table.Name.Dataset, table.Name.Table, .. values];

    public static string TypeOf(TableEntry table) => table.Kind switch
    {
        TableKind.View => "VIEW",
        TableKind.MaterializedView => "MATERIALIZED VIEW",
        TableKind.Snapshot => "SNAPSHOT",
        TableKind.Clone => "CLONE",
        TableKind.External => "EXTERNAL",
        _ => "BASE TABLE",
    };

    static object?[] Table(TableEntry table) => Named(table,
        TypeOf(table), null, table.Kind is TableKind.Table or TableKind.Clone ? "YES" : "NO", IsSet(table, "enable_fine_grained_mutations"), "NO",
        IsSet(table, "enable_change_history"), table.CreatedAt, table.BaseTable?.Project, table.BaseTable?.Dataset, table.BaseTable?.Table, table.BaseTime,
        null, null, null, null, null, DdlText.Of(table), Collations.Shown(table.DefaultCollation), null, null);

    static string IsSet(TableEntry table, string option) =>
        table.OtherOptions.TryGetValue(option, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase) ? "YES" : "NO";
}
