using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    internal (ChangeKind Kind, TableEntry Target, string Sql, bool MatchOnce) Change(Statement statement) => statement switch
    {
        Insert insert => Insertion(insert),
        Update update => Updating(update),
        Delete delete => Deletion(delete),
        Merge merge => Merging(merge),
        _ => throw Unsupported(statement, statement.GetType().Name),
    };

    TableEntry Target(ObjectPath path)
    {
        var table = FindTable(path);
        if (table.Kind is TableKind.Table or TableKind.Clone) return table;
        throw Fail(path, $"{path} is a {(table.Kind == TableKind.Snapshot ? "snapshot" : "view")} and cannot be modified with DML");
    }

    static string NullOf(ColumnEntry column) => $"NULL::{column.Type.DuckType}";

    /// <summary>The default of a column, or NULL.</summary>
    string DefaultOf(ColumnEntry column)
    {
        if (column.DefaultExpression is not { Length: > 0 } text) return NullOf(column);
        var binder = new Binder(Session, new SourceText(text), DefaultDataset);
        var expression = Parser.ParseExpression(text);
        return (binder.Coerce(binder.Bind(expression), column.Type.Plain, expression) ?? throw BigQueryException.InvalidQuery($"Default value of column {column.Name} does not have type {column.Type}")).Sql;
    }

    /// <summary>A value as a column takes it.</summary>
    string Assigned(Expression node, ColumnEntry column, Func<SqlType, string> message)
    {
        if (node is DefaultValue) return DefaultOf(column);
        var value = Bind(node);
        return AsColumn(value, column, node) ?? throw Fail(node, message(value.Type));
    }

    string? AsColumn(Typed value, ColumnEntry column, Node at) => Coerce(value, column.Type.Plain, at) is { } coerced ? Limited(coerced.Sql, column.Type) : null;

    (ChangeKind, TableEntry, string, bool) Insertion(Insert node)
    {
        var table = Target(node.Table);
        if (node.Mode is not null) throw Unsupported(node, $"INSERT OR {node.Mode}");
        var targets = node.Columns.Count == 0 ? [.. table.Columns.Where(c => !c.IsPseudo)] : node.Columns.Select(name => ColumnOf(table, name)).ToList();
        if (targets.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Fail(node, $"INSERT has columns with duplicate name: {twice.Key}");
        var sql = node.Source is InsertRows rows ? Rows(rows, table, targets) : Selected((InsertQuery)node.Source, table, targets);
        return (ChangeKind.Insert, table, sql, false);
    }

    ColumnEntry ColumnOf(TableEntry table, Identifier name) => table.Columns.FirstOrDefault(c => name.Is(c.Name))
        ?? throw Fail(name, $"Column {name.Name} is not present in table {table.Name.Project}.{table.Name.Dataset}.{table.Name.Table}{Spelling.Suggestion(name.Name, table.Columns.Select(c => c.Name))}");

    string Rows(InsertRows rows, TableEntry table, List<ColumnEntry> targets)
    {
        var texts = rows.Rows.Select(row =>
        {
            if (row.Values.Count != targets.Count) throw Fail(row, $"Inserted row has wrong column count; Has {row.Values.Count}, expected {targets.Count}");
            return $"({string.Join(", ", row.Values.Zip(targets, (v, c) => Assigned(v, c, t => $"Value has type {t} which cannot be inserted into column {c.Name}, which has type {c.Type}")))})";
        });
        var names = targets.Select((_, i) => $"c{i}");
        var columns = table.Columns.Select(c => $"{(targets.IndexOf(c) is >= 0 and var at ? $"v.c{at}" : DefaultOf(c))} AS {DuckTypes.Quote(PhysicalOf(c))}");
        return $"SELECT {string.Join(", ", columns)} FROM (VALUES {string.Join(", ", texts)}) AS v({string.Join(", ", names)})";
    }

    string Selected(InsertQuery source, TableEntry table, List<ColumnEntry> targets)
    {
        var query = In(new Scope(_scope), () => BindQuery(source.Query));
        if (query.IsValueTable && query.Columns is [{ Type.IsStruct: true }]) query = Expanded(query);
        if (query.Columns.Count != targets.Count) throw Fail(source, $"Inserted row has wrong column count; Has {query.Columns.Count}, expected {targets.Count}");
        var alias = Session.NextAlias();
        var columns = table.Columns.Select(c => $"{(targets.IndexOf(c) is >= 0 and var at ? FromQuery(query.Columns[at], c, alias, source, at) : DefaultOf(c))} AS {DuckTypes.Quote(PhysicalOf(c))}");
        return $"SELECT {string.Join(", ", columns)} FROM ({query.Sql}) AS {alias}";
    }

    string FromQuery(BoundOutput output, ColumnEntry column, string alias, Node at, int position)
    {
        var read = Typed.Simple(output.Type, $"{alias}.{DuckTypes.Quote(output.Physical)}");
        var value = output.Source is { } constant && constant.Type != column.Type.Plain && (constant.Literal is not null || constant.Parts is not null) && constant.IsSimple ? constant : read;
        return AsColumn(value, column, at) ?? throw Fail(at, $"Query column {position + 1} has type {output.Type} which cannot be inserted into column {column.Name}, which has type {column.Type}");
    }

    /// <summary>A value table of structs as the columns of the struct.</summary>
    internal BoundQuery Expanded(BoundQuery query)
    {
        var alias = Session.NextAlias();
        var value = Typed.Simple(query.Columns[0].Type, $"{alias}.{DuckTypes.Quote(query.Columns[0].Physical)}");
        var names = new OutputNames();
        var outputs = value.Type.Fields.Select(f => names.Add(f.Name, f.Type)).ToList();
        return new($"SELECT {string.Join(", ", outputs.Select((o, i) => $"{FieldAt(value, i).Sql} AS {DuckTypes.Quote(o.Physical)}"))} FROM ({query.Sql}) AS {alias}", outputs);
    }

    /// <summary>A query's rows for a table, matched by column name.</summary>
    internal string Appended(Query node, TableEntry table)
    {
        var query = BindQuery(node);
        if (query.IsValueTable && query.Columns is [{ Type.IsStruct: true }]) query = Expanded(query);
        var alias = Session.NextAlias();
        if (query.Columns.FirstOrDefault(o => !table.Columns.Any(c => c.Name.Equals(o.Name, StringComparison.OrdinalIgnoreCase))) is { } unknown)
            throw BigQueryException.Invalid($"Invalid schema update. Cannot add fields (field: {unknown.Name ?? "f0_"})");
        var columns = table.Columns.Select(c =>
        {
            var at = query.Columns.ToList().FindIndex(o => c.Name.Equals(o.Name, StringComparison.OrdinalIgnoreCase));
            return $"{(at >= 0 ? FromQuery(query.Columns[at], c, alias, node, at) : DefaultOf(c))} AS {DuckTypes.Quote(PhysicalOf(c))}";
        });
        return $"SELECT {string.Join(", ", columns)} FROM ({query.Sql}) AS {alias}";
    }

    static string AliasOf(BoundFrom from) => from.Sql[(from.Sql.LastIndexOf(' ') + 1)..];

    (ChangeKind, TableEntry, string, bool) Deletion(Delete node)
    {
        var table = Target(node.Table);
        var from = _scope.From = Relation(table, node.Alias?.Name ?? node.Table.Last.Name, null);
        var where = BindAs(node.Where, SqlType.Bool, "WHERE clause");
        NoteFilter(node.Where);
        var columns = string.Concat(table.Columns.Select(c => $", {NullOf(c)} AS {DuckTypes.Quote(PhysicalOf(c))}"));
        return (ChangeKind.Delete, table, $"SELECT 'D' AS __op, {AliasOf(from)}._r AS __rid{columns} FROM {from.Sql} WHERE {where.Sql}", false);
    }

    (ChangeKind, TableEntry, string, bool) Updating(Update node)
    {
        var table = Target(node.Table);
        var target = Relation(table, node.Alias?.Name ?? node.Table.Last.Name, null);
        _scope.From = target;
        var source = node.From is null ? null : BindFrom(node.From);
        var joined = source is null ? target.Sql : $"{target.Sql} CROSS JOIN {(node.From is UnnestItem ? "LATERAL " : "")}{(node.From is Join ? $"({source.Sql})" : source.Sql)}";
        if (source is not null) _scope.From = Beside(target, source);
        var values = SetValues(node.Items, table, target);
        var where = BindAs(node.Where, SqlType.Bool, "WHERE clause");
        NoteFilter(node.Where);
        var columns = table.Columns.Select((c, i) => $", {values[i]} AS {DuckTypes.Quote(PhysicalOf(c))}");
        return (ChangeKind.Update, table, $"SELECT 'U' AS __op, {AliasOf(target)}._r AS __rid{string.Concat(columns)} FROM {joined} WHERE {where.Sql}", source is not null);
    }

    /// <summary>The new value of every column: as it is, or as SET says.</summary>
    List<string> SetValues(ValueList<UpdateItem> items, TableEntry table, BoundFrom target)
    {
        var values = target.Columns.Select(c => c.Value).ToList();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            var path = TargetPath(item, target);
            if (seen.FirstOrDefault(s => Overlaps(s, path)) is { } other) throw Fail(item, $"Update item {string.Join('.', path.Select(p => p.Name))} overlaps with {other}");
            if (!seen.Add(string.Join('.', path.Select(p => p.Name)))) throw Fail(item, $"Update item {string.Join('.', path.Select(p => p.Name))} assigned more than once");
            var at = table.Columns.ToList().FindIndex(c => path[0].Is(c.Name));
            if (at < 0) throw Fail(item, $"Unrecognized name: {path[0].Name}{Spelling.Suggestion(path[0].Name, table.Columns.Select(c => c.Name))}");
            var column = table.Columns[at];
            values[at] = path.Count == 1
                ? new(column.Type, Assigned(item.Value, column, t => $"Value of type {t} cannot be assigned to {column.Name}, which has type {column.Type}"))
                : FieldSet(values[at], path, 1, item);
        }
        return [.. values.Select(v => v.Sql)];
    }

    /// <summary>Whether one path is inside the other.</summary>
    static bool Overlaps(string other, List<Identifier> path)
    {
        var own = string.Join('.', path.Select(p => p.Name));
        return other.StartsWith(own + ".", StringComparison.OrdinalIgnoreCase) || own.StartsWith(other + ".", StringComparison.OrdinalIgnoreCase);
    }

    static List<Identifier> TargetPath(UpdateItem item, BoundFrom target)
    {
        var path = item.Target.ToList();
        var isQualified = path.Count > 1 && target.Variables[0].Name is { } alias && path[0].Is(alias) && !target.Columns.Any(c => path[0].Is(c.Name));
        return isQualified ? path[1..] : path;
    }

    Typed FieldSet(Typed value, List<Identifier> path, int at, UpdateItem item)
    {
        if (!value.Type.IsStruct) throw Fail(path[at], $"Cannot access field {path[at].Name} on a value with type {value.Type}");
        var index = value.Type.Fields.ToList().FindIndex(f => f.Name is not null && path[at].Is(f.Name));
        if (index < 0) throw Fail(path[at], $"Field name {path[at].Name} does not exist in {value.Type}");
        var fields = value.Type.Fields.Select((_, i) => FieldAt(value, i)).ToList();
        var type = value.Type.Fields[index].Type;
        if (at < path.Count - 1) fields[index] = FieldSet(fields[index], path, at + 1, item);
        else
        {
            var assigned = item.Value is DefaultValue ? Typed.Null(type) : Bind(item.Value);
            fields[index] = Coerce(assigned, type, item.Value) ?? throw Fail(item.Value, $"Value of type {assigned.Type} cannot be assigned to {string.Join('.', path.Select(p => p.Name))}, which has type {type}");
        }
        return StructFrom(value.Type, fields);
    }
}
