using ErosDeploy.Sandbox.Catalog.Ddl;
using static ErosDeploy.Sandbox.Catalog.SystemViews.SystemViewDefinition;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>COLUMNS, COLUMN_FIELD_PATHS and the views of constraints.</summary>
internal static class ColumnViews
{
    public static IEnumerable<SystemViewDefinition> All =>
    [
        new("COLUMNS", ColumnsFrom(
            "table_catalog table_schema table_name column_name ordinal_position:INT64 is_nullable data_type is_generated generation_expression is_stored "
            + "is_hidden is_updatable is_system_defined is_partitioning_column clustering_ordinal_position:INT64 collation_name column_default rounding_mode"),
            s => s.Tables.SelectMany(t => t.Columns.Select((c, i) => Column(t, c, i + 1)))),
        new("COLUMN_FIELD_PATHS", ColumnsFrom(
            "table_catalog table_schema table_name column_name field_path data_type description collation_name rounding_mode"),
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

    static object?[] Column(TableEntry table, ColumnEntry column, long position)
    {
        var cluster = table.Clustering.ToList().FindIndex(c => c.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        var partitions = column.Name.Equals(table.TimePartitioning?.Field ?? table.RangePartitioning?.Field, StringComparison.OrdinalIgnoreCase);
        return TableViews.Named(table, column.Name, position, column.Mode == ColumnMode.Required ? "NO" : "YES", Type(column), "NEVER", null, null,
            column.IsPseudo ? "YES" : "NO", null, column.IsPseudo ? "YES" : "NO", partitions ? "YES" : "NO", cluster < 0 ? null : (long)cluster + 1,
            column.Collation ?? "NULL", column.IsPseudo ? "NULL" : column.DefaultExpression ?? "NULL", column.RoundingMode);
    }

    static string Type(ColumnEntry column) => column.Type.ToString();

    static IEnumerable<object?[]> Paths(TableEntry table, ColumnEntry top, ColumnEntry column, string path)
    {
        yield return TableViews.Named(table, top.Name, path, Type(column), column.Description, column.Collation ?? "NULL", column.RoundingMode);
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
