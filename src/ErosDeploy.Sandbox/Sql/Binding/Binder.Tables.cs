using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    BoundFrom Table(TableReference node)
    {
        var names = node.Path.Names;
        if (names.Count == 1 && _scope.FindQuery(names[0].Name, node) is { } query) return Counting(Derived(query.Sql, query.Columns, query.IsValueTable, node.Alias?.Name ?? names[0].Name), query.Counts);
        if (ArrayPath(node) is { } array) return Elements(array, node.Alias?.Name ?? names[^1].Name, node.WithOffset);
        var alias = node.Alias?.Name ?? names[^1].Name;
        var parts = names.Select(n => n.Name).ToList();
        if (Context.Catalog.FindSystemView(parts, Context.Project, DefaultDataset?.Dataset) is { } view) return SystemRelation(view, alias);
        if (names[^1].Name.EndsWith('*') && names.Count > 1) return Wildcard(node, alias);
        DateTimeOffset? asOf = node.SystemTime is null ? null : Instant(node.SystemTime);
        return Relation(FindTable(node.Path, asOf ?? AsOf), alias, asOf ?? AsOf);
    }

    /// <summary>`FROM t, t.items`: the path of an array of an item to the left.</summary>
    Typed? ArrayPath(TableReference node)
    {
        var names = node.Path.Names;
        if (names.Count < 2) return null;
        for (var scope = _scope; scope is not null; scope = scope.Parent)
        {
            if (RangeOf(scope, names[0]) is null && !scope.From.Columns.Any(c => names[0].Is(c.Name))) continue;
            var path = Bind(new PathExpression(names) { Span = node.Path.Span });
            return path.Type.IsArray ? path : throw Fail(node, $"Table-valued expression {node.Path} must have array type, found {path.Type}");
        }
        return null;
    }

    BoundFrom SystemRelation(SystemView view, string alias)
    {
        var name = Session.NextAlias();
        var columns = view.Columns.Select(c => new BoundColumn(c.Name, Typed.Simple(c.Type.Plain, $"{name}.{DuckTypes.Quote(PhysicalOf(c))}"))).ToList();
        return new($"{view.Relation} AS {name}", [new(alias, columns)], columns);
    }

    static string PhysicalOf(ColumnEntry column) => column.PhysicalName.Length > 0 ? column.PhysicalName : column.Name;

    DateTimeOffset Instant(Expression node)
    {
        var typed = BindAs(node, SqlType.Timestamp, "FOR SYSTEM_TIME AS OF");
        if (Context.Evaluate is not { } evaluate) throw Unsupported(node, "FOR SYSTEM_TIME AS OF here");
        var micros = evaluate($"epoch_us({typed.Sql})") ?? throw Fail(node, "FOR SYSTEM_TIME AS OF expression must not be NULL");
        return DateTimeOffset.UnixEpoch.AddTicks(Convert.ToInt64(micros, System.Globalization.CultureInfo.InvariantCulture) * 10);
    }

    internal TableEntry FindTable(ObjectPath path, DateTimeOffset? asOf = null)
    {
        var names = path.Names;
        if (names.Count == 1 || names is [{ Name: "_SESSION" }, _])
        {
            if (Context.Catalog.FindTempTable(names[^1].Name) is { } temporary) return temporary;
        }
        var name = Resolve(path);
        var found = asOf is { } instant ? Context.Catalog.FindTable(name, instant) : Context.Catalog.FindTable(name);
        return found ?? throw Missing(name);
    }

    BigQueryException Missing(TableName name) => Context.Catalog.FindDataset(name.Parent) is null
        ? BigQueryException.DatasetNotFound(name.Project, name.Dataset, Context.Location)
        : BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table, Context.Location);

    internal TableName Resolve(ObjectPath path)
    {
        var names = path.Names.Select(n => n.Name).ToList();
        var name = names.Count switch
        {
            1 => DefaultDataset is { } dataset ? new TableName(dataset.Project, dataset.Dataset, names[0])
                : throw BigQueryException.InvalidQuery($"Table \"{names[0]}\" must be qualified with a dataset (e.g. dataset.table)."),
            2 => new TableName(Context.Project, names[0], names[1]),
            3 => new TableName(names[0], names[1], names[2]),
            _ => throw BigQueryException.Invalid($"Invalid table name: `{path}`", path.ToString()),
        };
        if (!name.Dataset.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw BigQueryException.Invalid($"Invalid dataset ID \"{name.Dataset}\". Dataset IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024 characters long.", path.ToString());
        return name;
    }

    internal BoundFrom Relation(TableEntry table, string alias, DateTimeOffset? asOf)
    {
        if (table.Query is null || table.HoldsRows) return Rows(table, alias, asOf);
        return asOf is null && Context.StoredView(table) is { } stored ? Rows(stored, alias, null) : View(table, alias, asOf);
    }

    BoundFrom Rows(TableEntry table, string alias, DateTimeOffset? asOf)
    {
        var name = Session.NextAlias();
        var used = Session.Read(table, asOf);
        var demand = Session.Demand(table);
        var columns = table.Columns.Select(c => Demanded(TableColumn(c, name, () => Session.Use(used, c.Name)), demand is not null && PartitionDemand.IsOn(table, c) ? [demand] : [])).ToList();
        if (columns.Find(c => c.Hidden && c.Name == IngestionTime.Column) is { } time) columns.Add(PartitionDate(time));
        return new($"{Secured(table, asOf)} AS {name}", [new(alias, columns)], columns);
    }

    static BoundColumn PartitionDate(BoundColumn time) =>
        time with
        {
            Name = IngestionTime.DateColumn,
            Value = Typed.Simple(SqlType.Date, $"CAST({time.Value.Sql} AT TIME ZONE 'UTC' AS DATE)") with { Partition = time.Value.Partition },
        };

    static BoundColumn Demanded(BoundColumn column, IReadOnlyList<PartitionDemand> demands) =>
        demands.Count == 0 ? column : column with { Value = column.Value with { Partition = demands } };

    static BoundColumn TableColumn(ColumnEntry column, string alias, Action use) =>
        new(column.Name, Typed.Simple(column.Type.Plain, $"{alias}.{DuckTypes.Quote(PhysicalOf(column))}") with { Collation = Ignoring(column.Collation) })
        {
            Hidden = column.IsPseudo,
            Used = use,
        };

    static string? Ignoring(string? collation) => string.Equals(collation, "und:ci", StringComparison.OrdinalIgnoreCase) ? collation : null;

    BoundFrom View(TableEntry view, string alias, DateTimeOffset? asOf)
    {
        if (asOf is null) Session.NoteView(view);
        var binder = new Binder(Session, new SourceText(view.Query!), view.QueryDefaultDataset ?? DefaultDataset) { Owner = view, AsOf = asOf };
        var isStored = view.Kind == TableKind.MaterializedView;
        var bound = Session.Nested($"view {view.Name}", () => Session.WithoutDemands(isStored, () => binder.BindQuery(Session.Prunable(Parser.ParseQuery(view.Query!)))));
        var outputs = view.Columns.Count == bound.Columns.Count && !bound.IsValueTable
            ? bound.Columns.Select((c, i) => c with { Name = view.Columns[i].Name }).ToList()
            : bound.Columns;
        return Derived($"({bound.Sql})", outputs, bound.IsValueTable, alias);
    }

    /// <summary>The rows that the caller may see: those of any row access policy granted to it, or all when the table has none.</summary>
    string Secured(TableEntry table, DateTimeOffset? asOf)
    {
        var relation = Context.Catalog.Relation(table, asOf);
        if (table.RowAccessPolicies.Count == 0 || Owner is not null && Context.ViewIsAuthorizedFor(Owner, table)) return relation;
        var filters = table.RowAccessPolicies.Where(p => p.Grantees.Any(IsCaller)).Select(p => PolicyFilter(table, p)).ToList();
        return filters.Count == 0 ? $"(SELECT * FROM {relation} WHERE false)" : $"(SELECT * FROM {relation} WHERE {string.Join(" OR ", filters)})";
    }

    bool IsCaller(string grantee) => grantee is "allAuthenticatedUsers" or "allUsers"
        || string.Equals(grantee, $"user:{Context.Caller.Email}", StringComparison.OrdinalIgnoreCase)
        || string.Equals(grantee, $"serviceAccount:{Context.Caller.Email}", StringComparison.OrdinalIgnoreCase)
        || Context.Caller.Groups.Any(g => string.Equals(grantee, $"group:{g}", StringComparison.OrdinalIgnoreCase))
        || grantee.StartsWith("domain:", StringComparison.Ordinal) && Context.Caller.Email.EndsWith("@" + grantee[7..], StringComparison.OrdinalIgnoreCase);

    string PolicyFilter(TableEntry table, RowAccessPolicyEntry policy)
    {
        var columns = table.Columns.Select(c => new BoundColumn(c.Name, Typed.Simple(c.Type.Plain, DuckTypes.Quote(PhysicalOf(c))))).ToList();
        var binder = new Binder(Session, new SourceText(policy.Filter), DefaultDataset);
        binder._scope.From = new("", [new(table.Name.Table, columns)], columns);
        return $"({binder.BindAs(Parser.ParseExpression(policy.Filter), SqlType.Bool, "Row access policy filter").Sql})";
    }

    /// <summary>All tables whose name begins with the prefix, by name of column, with what follows it as _TABLE_SUFFIX.</summary>
    BoundFrom Wildcard(TableReference node, string alias)
    {
        var pattern = Resolve(node.Path);
        if (node.SystemTime is not null || AsOf is not null) throw Unsupported(node, "FOR SYSTEM_TIME AS OF over wildcard tables");
        Session.NoteWildcard();
        var prefix = pattern.Table[..^1];
        if (Context.Catalog.FindDataset(pattern.Parent) is null) throw Missing(pattern);
        var tables = Context.Catalog.ListTables(pattern.Parent).Where(t => t.HoldsRows && t.Name.Table.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (tables.Count == 0) throw BigQueryException.InvalidQuery($"{pattern.Project}:{pattern.Dataset}.{pattern.Table} does not match any table.");
        var latest = tables.MaxBy(t => t.CreatedAt)!;
        var branches = tables.Select(t => $"SELECT {WildcardColumns(latest, t)}, {DuckTypes.Literal(t.Name.Table[prefix.Length..])} AS \"_TABLE_SUFFIX\" FROM {Secured(t, null)} AS w");
        var name = Session.NextAlias();
        var demands = tables.Select(t => (Table: t, Demand: Session.Demand(t))).Where(d => d.Demand is not null).ToList();
        var columns = latest.Columns.Where(c => !c.IsPseudo).Select((c, i) => Demanded(new BoundColumn(c.Name, Typed.Simple(c.Type.Plain, $"{name}.c{i}"))
        {
            Used = () => { foreach (var table in tables) Session.Use(Session.Read(table, null), c.Name); },
        }, [.. demands.Where(d => PartitionDemand.IsOn(d.Table, c)).Select(d => d.Demand!)])).ToList();
        foreach (var table in tables) Session.Read(table, null);
        var suffix = new BoundColumn("_TABLE_SUFFIX", Typed.Simple(SqlType.String, $"{name}.\"_TABLE_SUFFIX\"")) { Hidden = true };
        return new($"({string.Join(" UNION ALL ", branches)}) AS {name}", [new(alias, [.. columns, suffix])], [.. columns, suffix]);
    }

    static string WildcardColumns(TableEntry shape, TableEntry table) => string.Join(", ", shape.Columns.Where(c => !c.IsPseudo).Select((c, i) =>
        table.Columns.FirstOrDefault(t => t.Name.Equals(c.Name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? $"w.{DuckTypes.Quote(PhysicalOf(found))}::{c.Type.DuckType} AS c{i}"
            : $"NULL::{c.Type.DuckType} AS c{i}"));
}
