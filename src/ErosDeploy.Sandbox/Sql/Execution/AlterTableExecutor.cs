using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>ALTER TABLE, VIEW and MATERIALIZED VIEW.</summary>
internal sealed class AlterTableExecutor(StatementContext context)
{
    readonly OptionReader _options = new(context);
    readonly ColumnReader _columns = new(context);

    public Task<QueryOutcome> RunAsync(Alter alter)
    {
        var type = alter.Kind switch
        {
            ObjectKind.Table => "ALTER_TABLE",
            ObjectKind.View => "ALTER_VIEW",
            ObjectKind.MaterializedView => "ALTER_MATERIALIZED_VIEW",
            _ => throw BigQueryException.Unimplemented($"ALTER {DdlExecutor.Words(alter.Kind)}"),
        };
        var name = context.Names.Table(alter.Name);
        if (context.Catalog.FindDataset(name.Parent) is null && !alter.IfExists)
            throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
        return DdlExecutor.CommitAsync(context, DdlExecutor.Outcome(type, name), commit => Alter(commit, alter, name));
    }

    string Alter(CommitScope commit, Alter alter, TableName name)
    {
        if (CatalogEdits.Existing(commit, name) is not { } before)
            return alter.IfExists ? "SKIP" : throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table, context.Names.Location);
        AlterRules.Check(alter, before);
        var after = alter.Actions.Aggregate(before, (table, action) => Apply(commit, table, action));
        if (after.Name != name) commit.Remove(name);
        CatalogEdits.Replace(commit, before, after, context.Token);
        return "ALTER";
    }

    TableEntry Apply(CommitScope commit, TableEntry table, AlterAction action) => action switch
    {
        SetOptions set => _options.Apply(table, set.Options),
        SetDefaultCollate set when table.HoldsRows => table with { DefaultCollation = Collations.Checked(set.Collate) },
        AddColumn add => Add(table, add),
        DropColumn drop => Remove(table, drop),
        RenameColumn rename => Rename(table, rename),
        RenameTo rename => Rename(commit, table, rename),
        AlterColumn change => new AlterColumnChange(context, _options, !table.HoldsRows).Apply(table, change),
        AddConstraint or DropPrimaryKey or DropConstraint => new ConstraintChange(_columns).Apply(table, action),
        _ => throw BigQueryException.Unimplemented($"ALTER TABLE {Words(action)}"),
    };

    /// <summary>`AddReplica` as ADD REPLICA.</summary>
    internal static string Words(AlterAction action) => SpelledOut.Of(action.GetType().Name);

    TableEntry Add(TableEntry table, AddColumn add)
    {
        if (Find(table, add.Column.Name) is not null)
            return add.IfNotExists ? table : throw BigQueryException.InvalidQuery($"Column already exists: {add.Column.Name.Name}");
        if (add.Column.Schema is { PrimaryKey: true } or { References: not null }) throw BigQueryException.Unimplemented("ADD COLUMN with a key");
        var column = _columns.Column(add.Column.Name.Name, add.Column.Schema!);
        if (column.Mode == ColumnMode.Required)
            throw BigQueryException.InvalidQuery($"ADD COLUMN cannot add REQUIRED column {column.Name} to an existing table");
        if (column.DefaultExpression is not null)
            throw BigQueryException.InvalidQuery("ADD COLUMN with a default value is not supported; add the column, then SET DEFAULT");
        return table with { Columns = [.. table.Columns, Collations.Defaulted(column, table.DefaultCollation)] };
    }

    static TableEntry Remove(TableEntry table, DropColumn drop)
    {
        if (Find(table, drop.Name) is not { } column)
            return drop.IfExists ? table : throw NoColumn(drop.Name);
        if (UsedForStorage(table, column.Name)) throw BigQueryException.InvalidQuery($"Column {column.Name} is used for partitioning or clustering and cannot be dropped");
        AlterRules.RequireFree(table, column, "dropped");
        if (table.Columns.Count == 1) throw BigQueryException.InvalidQuery("Cannot drop the only column of a table");
        return table with { Columns = [.. table.Columns.Where(c => c != column)] };
    }

    static TableEntry Rename(TableEntry table, RenameColumn rename)
    {
        if (Find(table, rename.From) is not { } column) return rename.IfExists ? table : throw NoColumn(rename.From);
        if (UsedForStorage(table, column.Name)) throw BigQueryException.InvalidQuery($"Column {column.Name} is used for partitioning or clustering and cannot be renamed");
        AlterRules.RequireFree(table, column, "renamed");
        if (Find(table, rename.To) is { } taken && taken != column) throw BigQueryException.InvalidQuery($"Column already exists: {rename.To.Name}");
        return table with { Columns = [.. table.Columns.Select(c => c == column ? c with { Name = rename.To.Name } : c)] };
    }

    TableEntry Rename(CommitScope commit, TableEntry table, RenameTo rename)
    {
        var name = rename.Name.Names.Count == 1 ? table.Name with { Table = rename.Name.Last.Name } : context.Names.Table(rename.Name);
        if (CatalogEdits.Existing(commit, name) is not null) throw BigQueryException.Duplicate($"Table {name}");
        return table with { Name = name, SearchIndexes = [] };
    }

    internal static ColumnEntry? Find(TableEntry table, Identifier name) => table.Columns.FirstOrDefault(c => name.Is(c.Name));

    internal static BigQueryException NoColumn(Identifier name) => BigQueryException.InvalidQuery($"Column not found: {name.Name}");

    static bool UsedForStorage(TableEntry table, string column) =>
        new[] { table.TimePartitioning?.Field, table.RangePartitioning?.Field }.Concat(table.Clustering)
            .Contains(column, StringComparer.OrdinalIgnoreCase);
}

/// <summary>ALTER COLUMN: options, default, NOT NULL and type, of columns and nested fields.</summary>
internal sealed class AlterColumnChange(StatementContext context, OptionReader options, bool isView)
{
    public TableEntry Apply(TableEntry table, AlterColumn change)
    {
        if (AlterTableExecutor.Find(table, change.Column[0]) is not { } column)
            return change.IfExists ? table : throw AlterTableExecutor.NoColumn(change.Column[0]);
        var after = Within(column, change.Column, 1, change.Change);
        return table with { Columns = [.. table.Columns.Select(c => c == column ? after : c)] };
    }

    ColumnEntry Within(ColumnEntry column, IReadOnlyList<Identifier> path, int depth, ColumnChange change)
    {
        if (depth == path.Count) return Changed(column, change);
        var field = column.Fields.FirstOrDefault(f => path[depth].Is(f.Name)) ?? throw AlterTableExecutor.NoColumn(path[depth]);
        var after = Within(field, path, depth + 1, change);
        if (after.Type != field.Type) throw BigQueryException.Unimplemented("ALTER COLUMN SET DATA TYPE of a nested field");
        return column with { Fields = [.. column.Fields.Select(f => f == field ? after : f)] };
    }

    ColumnEntry Changed(ColumnEntry column, ColumnChange change) => change switch
    {
        SetColumnOptions set => isView ? options.ApplyToView(column, set.Options) : options.Apply(column, set.Options),
        _ when isView => throw BigQueryException.InvalidQuery("ALTER COLUMN of a view can only SET OPTIONS"),
        SetColumnDefault set => column with { DefaultExpression = Default(column, set.Value) },
        DropColumnDefault => column with { DefaultExpression = null },
        DropNotNull when column.Mode == ColumnMode.Required => column with { Mode = ColumnMode.Nullable },
        DropNotNull => throw BigQueryException.InvalidQuery($"Column {column.Name} is not REQUIRED"),
        SetDataType { Type: SimpleColumn simple } => Retyped(column, simple),
        _ => throw BigQueryException.Unimplemented("ALTER COLUMN SET DATA TYPE to a nested type"),
    };

    string Default(ColumnEntry column, Expression value)
    {
        context.Translator.Assignment(value, column.Type.Plain, column.Name);
        return context.TextOf(value);
    }

    ColumnEntry Retyped(ColumnEntry column, SimpleColumn written)
    {
        var typed = Typed(column, context.Translator.Type(written.Type));
        return written.Collate is null ? typed : Collations.Apply(typed, Collations.Checked(written.Collate));
    }

    static ColumnEntry Typed(ColumnEntry column, SqlType type)
    {
        var widens = (column.Type.Kind, type.Kind) switch
        {
            (TypeKind.Int64, TypeKind.Numeric or TypeKind.BigNumeric or TypeKind.Float64) => true,
            (TypeKind.Numeric, TypeKind.BigNumeric or TypeKind.Float64) => true,
            (var from, var to) when from == to => Wider(column.Type, type),
            _ => false,
        };
        return widens
            ? column with { Type = type }
            : throw BigQueryException.InvalidQuery($"ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type ({column.Type}) is assignable to the new type ({type})");
    }

    static bool Wider(SqlType from, SqlType to) =>
        (to.Length is null || from.Length <= to.Length)
        && (to.Precision is null || from.Precision - from.Scale <= to.Precision - to.Scale && from.Scale <= to.Scale);
}
