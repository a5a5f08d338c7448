using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>ALTER TABLE ADD and DROP of keys.</summary>
internal sealed class ConstraintChange(ColumnReader columns)
{
    public TableEntry Apply(TableEntry table, AlterAction action) => table with
    {
        Constraints = action switch
        {
            AddConstraint { Constraint: PrimaryKey key } add => Add(table, add, key),
            AddConstraint { Constraint: GoogleSql.Syntax.ForeignKey key } add => Add(table, add, key),
            DropPrimaryKey drop => Drop(table, drop),
            DropConstraint drop => Drop(table, drop),
            _ => throw BigQueryException.Unimplemented("CHECK constraints"),
        },
    };

    static TableConstraints Add(TableEntry table, AddConstraint add, PrimaryKey key)
    {
        if (table.Constraints.PrimaryKey.Count > 0)
            return add.IfNotExists ? table.Constraints : throw BigQueryException.InvalidQuery($"Already Exists: Primary key on table {table.Name}");
        return table.Constraints with { PrimaryKey = Known(table, ColumnReader.Checked(key.Enforced, key.Columns)) };
    }

    TableConstraints Add(TableEntry table, AddConstraint add, GoogleSql.Syntax.ForeignKey key)
    {
        var made = columns.Foreign(key);
        Known(table, made.Columns);
        if (table.Constraints.ForeignKeys.Any(k => Same(k.Name, made.Name)))
            return add.IfNotExists ? table.Constraints : throw BigQueryException.InvalidQuery($"Already Exists: Constraint {made.Name} on table {table.Name}");
        return table.Constraints with { ForeignKeys = [.. table.Constraints.ForeignKeys, made] };
    }

    static TableConstraints Drop(TableEntry table, DropPrimaryKey drop) => table.Constraints.PrimaryKey.Count > 0 || drop.IfExists
        ? table.Constraints with { PrimaryKey = [] }
        : throw BigQueryException.InvalidQuery($"Not found: Primary key on table {table.Name}");

    static TableConstraints Drop(TableEntry table, DropConstraint drop) => table.Constraints.ForeignKeys.Any(k => Same(k.Name, drop.Name.Name)) || drop.IfExists
        ? table.Constraints with { ForeignKeys = [.. table.Constraints.ForeignKeys.Where(k => !Same(k.Name, drop.Name.Name))] }
        : throw BigQueryException.InvalidQuery($"Not found: Constraint {drop.Name.Name} on table {table.Name}");

    static IReadOnlyList<string> Known(TableEntry table, IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => !table.Columns.Any(c => Same(c.Name, name))) is { } unknown ? throw BigQueryException.InvalidQuery($"Column not found: {unknown}") : names;

    static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
