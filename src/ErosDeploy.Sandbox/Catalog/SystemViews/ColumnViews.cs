using ErosDeploy.Sandbox.Sql.Types;
using static ErosDeploy.Sandbox.Catalog.SystemViews.SystemViewDefinition;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>COLUMNS, COLUMN_FIELD_PATHS and the views of constraints.</summary>
internal static class ColumnViews
{
    public static IEnumerable<SystemViewDefinition> All =>
    [
        new("COLUMNS", FieldsOf(
            "table_catalog STRING, table_schema STRING, table_name STRING, column_name STRING, ordinal_position INT64, is_nullable STRING, data_type STRING, "
            + "is_generated STRING, generation_expression STRING, is_stored STRING, async_generation_status STRUCT<blocking_error STRUCT<reason STRING, location STRING, message STRING>>, "
            + "is_hidden STRING, is_updatable STRING, is_system_defined STRING, is_partitioning_column STRING, clustering_ordinal_position INT64, collation_name STRING, "
            + "column_default STRING, rounding_mode STRING, data_policies ARRAY<STRUCT<name STRING>>, policy_tags ARRAY<STRING>"),
            s => s.Tables.SelectMany(t => t.Columns.SelectMany((c, i) => Columns(t, c, i + 1)))),
        new("COLUMN_FIELD_PATHS", FieldsOf(
            "table_catalog STRING, table_schema STRING, table_name STRING, column_name STRING, field_path STRING, data_type STRING, description STRING, "
            + "collation_name STRING, rounding_mode STRING, data_policies ARRAY<STRUCT<name STRING>>, policy_tags ARRAY<STRING>"),
            s => s.Tables.SelectMany(t => t.Columns.SelectMany(c => Paths(t, c, c, c.Name)))),
        new("TABLE_CONSTRAINTS", ColumnsFrom(
            "constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name constraint_type is_deferrable initially_deferred enforced"),
            s => s.Tables.SelectMany(Constraints)),
        new("KEY_COLUMN_USAGE", ColumnsFrom(
            "constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name column_name ordinal_position:INT64 "
            + "position_in_unique_constraint:INT64"),
            s => s.Tables.SelectMany(t => KeyColumns(s, t))),
        new("CONSTRAINT_COLUMN_USAGE", ColumnsFrom(
            "table_catalog table_schema table_name column_name constraint_catalog constraint_schema constraint_name"),
            s => s.Tables.SelectMany(ConstraintColumns)),
    ];

    static readonly List<object?[]> NoPolicies = [];

    /// <summary>A column; the ingestion time of daily partitions is there as a day too.</summary>
    static IEnumerable<object?[]> Columns(TableEntry table, ColumnEntry column, long position)
    {
        yield return Column(table, column, position);
        if (column.IsPseudo && table.TimePartitioning?.Type == "DAY") yield return Column(table, column with { Name = IngestionTime.DateColumn, Type = SqlType.Date }, position);
    }

    static object?[] Column(TableEntry table, ColumnEntry column, long position)
    {
        var cluster = table.Clustering.ToList().FindIndex(c => c.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        var partitions = column.Name == IngestionTime.Column && column.IsPseudo
            || column.Name.Equals(table.TimePartitioning?.Field ?? table.RangePartitioning?.Field, StringComparison.OrdinalIgnoreCase);
        return TableViews.Named(table, column.Name, column.IsPseudo ? null : position, column.Mode == ColumnMode.Required ? "NO" : "YES", Type(column), "NEVER", null, null, null,
            column.IsPseudo ? "YES" : "NO", null, column.IsPseudo ? "YES" : "NO", partitions ? "YES" : "NO", cluster < 0 ? null : (long)cluster + 1,
            Collations.Shown(column.Collation), column.IsPseudo ? "NULL" : column.DefaultExpression ?? "NULL", column.RoundingMode, NoPolicies, column.PolicyTags);
    }

    static string Type(ColumnEntry column) => column.Type.ToString();

    static IEnumerable<object?[]> Paths(TableEntry table, ColumnEntry top, ColumnEntry column, string path)
    {
        yield return TableViews.Named(table, top.Name, path, Type(column), column.Description, Collations.Shown(column.Collation), column.RoundingMode, NoPolicies, column.PolicyTags);
        foreach (var row in column.Fields.SelectMany(f => Paths(table, top, f, $"{path}.{f.Name}"))) yield return row;
    }

    static string PrimaryName(TableEntry table) => $"{table.Name.Table}.pk$";

    static string ForeignName(TableEntry table, ForeignKey key) => $"{table.Name.Table}.{key.Name}";

    static object?[] Constraint(TableEntry table, string name, params object?[] rest) => [table.Name.Project, table.Name.Dataset, name, .. TableViews.Named(table, rest)];

    static IEnumerable<object?[]> Constraints(TableEntry table)
    {
        if (table.Constraints.PrimaryKey.Count > 0) yield return Constraint(table, PrimaryName(table), "PRIMARY KEY", "NO", "NO", "NO");
        foreach (var key in table.Constraints.ForeignKeys) yield return Constraint(table, ForeignName(table, key), "FOREIGN KEY", "NO", "NO", "NO");
    }

    static IEnumerable<object?[]> KeyColumns(SystemViewScope scope, TableEntry table)
    {
        foreach (var (column, i) in table.Constraints.PrimaryKey.Select((c, i) => (c, i))) yield return Constraint(table, PrimaryName(table), column, i + 1L, null);
        foreach (var key in table.Constraints.ForeignKeys)
        {
            var unique = scope.State.Table(key.Referenced)?.Constraints.PrimaryKey.ToList();
            foreach (var (column, i) in key.Columns.Select((c, i) => (c, i)))
            {
                var position = unique?.IndexOf(key.ReferencedColumns[i]) ?? -1;
                yield return Constraint(table, ForeignName(table, key), column, i + 1L, position < 0 ? null : position + 1L);
            }
        }
    }

    static IEnumerable<object?[]> ConstraintColumns(TableEntry table)
    {
        foreach (var column in table.Constraints.PrimaryKey)
            yield return TableViews.Named(table, column, table.Name.Project, table.Name.Dataset, PrimaryName(table));
        foreach (var key in table.Constraints.ForeignKeys)
        {
            foreach (var column in key.ReferencedColumns)
                yield return [key.Referenced.Project, key.Referenced.Dataset, key.Referenced.Table, column, table.Name.Project, table.Name.Dataset, ForeignName(table, key)];
        }
    }
}
