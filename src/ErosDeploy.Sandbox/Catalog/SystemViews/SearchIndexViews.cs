using ErosDeploy.Sandbox.Sql.Types;
using static ErosDeploy.Sandbox.Catalog.SystemViews.SystemViewDefinition;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>SEARCH_INDEXES and its kin. An index is metadata here: searches read the table, so it always covers all of it.</summary>
internal static class SearchIndexViews
{
    const string Index = "index_catalog index_schema table_name index_name ";

    public static IEnumerable<SystemViewDefinition> All =>
    [
        new("SEARCH_INDEXES", FieldsOf(
            "index_catalog STRING, index_schema STRING, table_name STRING, index_name STRING, index_status STRING, creation_time TIMESTAMP, last_modification_time TIMESTAMP, "
            + "last_refresh_time TIMESTAMP, disable_time TIMESTAMP, disable_reason STRING, ddl STRING, coverage_percentage INT64, unindexed_row_count INT64, "
            + "total_logical_bytes INT64, total_storage_bytes INT64, analyzer STRING, last_index_alteration_info STRUCT<status STRING, "
            + "message STRUCT<reason STRING, location STRING, debug_info STRING, message STRING>, new_coverage_percentage INT64, start_time TIMESTAMP, end_time TIMESTAMP, ddl STRING>"),
            s => Indexes(s).Select(i => Named(i.Table, i.Index,
                "ACTIVE", i.Index.CreatedAt ?? i.Table.CreatedAt, i.Index.CreatedAt ?? i.Table.CreatedAt, s.Job.Now, null, null, i.Index.Ddl, 100L, 0L, 0L, 0L,
                Analyzer(i.Index), null))),
        new("SEARCH_INDEX_COLUMNS", ColumnsFrom(Index + "index_column_name index_field_path"),
            s => Indexes(s).SelectMany(i => Fields(i.Table, i.Index).Select(f => Named(i.Table, i.Index, f.Column, f.Path)))),
        new("SEARCH_INDEX_OPTIONS", ColumnsFrom(Index + "option_name option_type option_value"),
            s => Indexes(s).SelectMany(i => Options(i.Index).Select(o => Named(i.Table, i.Index, o.Name, o.Type, o.Value)))),
        new("SEARCH_INDEX_COLUMN_OPTIONS", ColumnsFrom(Index + "index_column_name option_name option_type option_value"),
            s => Indexes(s).SelectMany(i => i.Index.ColumnOptions.Select(o => Named(i.Table, i.Index, o.Column, o.Name, TypeOf(o.Name), o.Value)))),
    ];

    static IEnumerable<(TableEntry Table, SearchIndexEntry Index)> Indexes(SystemViewScope scope) => scope.Tables.SelectMany(t => t.SearchIndexes.Select(i => (t, i)));

    static object?[] Named(TableEntry table, SearchIndexEntry index, params object?[] values) => [table.Name.Project, table.Name.Dataset, table.Name.Table, index.Name, .. values];

    static string Analyzer(SearchIndexEntry index) => index.Options.GetValueOrDefault("analyzer")?.Trim('"', '\'') ?? "LOG_ANALYZER";

    // analyzer and data types are shown also where nobody said them
    static IEnumerable<(string Name, string Type, string Value)> Options(SearchIndexEntry index) => new Dictionary<string, string>(index.Options)
    {
        ["analyzer"] = Analyzer(index),
        ["data_types"] = index.Options.GetValueOrDefault("data_types") ?? "[\"STRING\"]",
    }.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => (o.Key, TypeOf(o.Key), o.Value));

    static string TypeOf(string option) => option == "data_types" ? "ARRAY<STRING>" : "STRING";

    static IEnumerable<(string Column, string Path)> Fields(TableEntry table, SearchIndexEntry index) => table.Columns
        .Where(c => !c.IsPseudo && (index.Columns.Count == 0 || index.Columns.Contains(c.Name, StringComparer.OrdinalIgnoreCase)))
        .SelectMany(c => Paths(c.Type, c.Name).Select(path => (c.Name, path)));

    /// <summary>The texts within a column, which are what is indexed.</summary>
    static IEnumerable<string> Paths(SqlType type, string path) => type.Kind switch
    {
        TypeKind.String or TypeKind.Json => [path],
        TypeKind.Array => Paths(type.Element!, path),
        TypeKind.Struct => type.Fields.SelectMany(f => Paths(f.Type, $"{path}.{f.Name}")),
        _ => [],
    };
}
