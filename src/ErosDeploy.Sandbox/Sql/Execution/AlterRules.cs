using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>What ALTER may do to which kind of table, and to which columns.</summary>
internal static class AlterRules
{
    public static void Check(Alter alter, TableEntry table)
    {
        var fits = alter.Kind switch
        {
            ObjectKind.View => table.Kind == TableKind.View,
            ObjectKind.MaterializedView => table.Kind == TableKind.MaterializedView,
            _ => table.HoldsRows,
        };
        if (!fits) throw DdlExecutor.NotAllowed(table);
        if (alter.Actions.FirstOrDefault(action => !Takes(table.Kind, action)) is { } refused)
            throw BigQueryException.InvalidQuery($"{AlterTableExecutor.Words(refused)} is not supported for a {DdlExecutor.Words(Kind(table.Kind))}");
        if (alter.Actions.FirstOrDefault(action => action is RenameTo { Name.Names.Count: > 1 }) is not null)
            throw BigQueryException.InvalidQuery("RENAME TO takes the name of the table alone, without project and dataset");
        if (alter.Actions.Any(action => action is RenameColumn) && !alter.Actions.All(action => action is RenameColumn))
            throw BigQueryException.InvalidQuery("RENAME COLUMN cannot be used with other actions in one ALTER TABLE");
    }

    /// <summary>Columns of keys stay as they are, and all columns under row access policies.</summary>
    public static void RequireFree(TableEntry table, ColumnEntry column, string what)
    {
        if (table.RowAccessPolicies.Count > 0) throw BigQueryException.InvalidQuery($"Columns of table {table.Name} cannot be {what}, for it has row access policies");
        var keys = table.Constraints.PrimaryKey.Concat(table.Constraints.ForeignKeys.SelectMany(k => k.Columns));
        if (keys.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) throw BigQueryException.InvalidQuery($"Column {column.Name} is part of a key and cannot be {what}");
    }

    static bool Takes(TableKind kind, AlterAction action) => kind switch
    {
        TableKind.View or TableKind.MaterializedView => action is SetOptions or AlterColumn,
        TableKind.Snapshot => action is SetOptions or RenameTo,
        _ => true,
    };

    static ObjectKind Kind(TableKind kind) => kind switch
    {
        TableKind.View => ObjectKind.View,
        TableKind.MaterializedView => ObjectKind.MaterializedView,
        _ => ObjectKind.SnapshotTable,
    };
}
