using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Piped queries: every operator makes a table of the one before, each a derived table around the last.</summary>
internal sealed partial class Binder
{
    /// <summary>The table between two operators; a value table is handed on as values until an operator names columns.</summary>
    sealed record PipeTable(BoundFrom From, bool IsValueTable = false)
    {
        internal IReadOnlyList<BoundColumn> Columns => From.Columns;
    }

    BoundQuery Piped(PipedQuery query)
    {
        var table = PipeInput(query);
        var (texts, recursive) = (new List<string>(), false);
        foreach (var step in query.Operators)
        {
            if (step is PipeWith { With: var with }) (texts, recursive) = ([.. texts, .. CommonTables(with)], recursive | with.Recursive);
            else table = Step(step, table);
        }
        var bound = Finished(table);
        return texts.Count == 0 ? bound : bound with { Sql = WithText(texts, recursive) + bound.Sql };
    }

    PipeTable PipeInput(PipedQuery query)
    {
        if (query.Input.Body is FromQuery body) return new(FromTable(body));
        var bound = In(new Scope(_scope), () => BindQuery(query.Input));
        return bound.Counts ? throw RecursionInPipe(query) : Flowing(bound, query.Alias?.Name);
    }

    BoundFrom FromTable(FromQuery query) => In(new Scope(_scope), () =>
    {
        var table = BindFrom(query.From);
        return _scope.Counter is null ? table : throw RecursionInPipe(query);
    });

    BigQueryException RecursionInPipe(Node node) => Unsupported(node, "a recursive reference in a query in pipe syntax");

    PipeTable Flowing(BoundQuery query, string? alias = null) => new(Derived(query, alias), query.IsValueTable);

    BoundQuery FromOnly(FromQuery query) => Finished(new(FromTable(query)));

    static BoundQuery Finished(PipeTable table)
    {
        if (!table.IsValueTable) return Starred(table.From);
        var output = new OutputNames().Add(null, table.From.Variables[0].Value!.Value.Type);
        return new($"SELECT {table.From.Variables[0].Row().Sql} AS {DuckTypes.Quote(output.Physical)} FROM {table.From.Sql}", [output]) { IsValueTable = true };
    }

    PipeTable Step(PipeOperator step, PipeTable table) => In(new Scope(_scope) { From = table.From, Grouping = new() }, () => step switch
    {
        PipeSelect select => Selected(select.Select),
        PipeExtend extend => new(Wrapped(table.From, [.. table.Columns, .. Extension(extend)])),
        PipeSet set => new(Wrapped(table.From, Assigned(set, table.Columns))),
        PipeDrop drop => new(Wrapped(table.From, Remaining(drop, table.Columns))),
        PipeRename rename => new(Wrapped(table.From, Renamed(rename, table.Columns))),
        PipeAs alias => new(Named(table, alias.Alias.Name), table.IsValueTable),
        PipeWhere where => table with { From = Wrapped(table.From, table.Columns, " WHERE " + Clause(where.Condition, "WHERE clause", aggregates: false)) },
        PipeAggregate aggregate => Flowing(Aggregation(aggregate)),
        PipeDistinct => table with { From = Distinct(table.From) },
        PipeFrom item => new(In(new Scope(_scope.Parent) { PipeInput = table.From }, () => BindFrom(item.Item)), table.IsValueTable && item.Item is SampledItem),
        PipeOrderBy order => table with { From = Wrapped(table.From, table.Columns, " ORDER BY " + string.Join(", ", order.Items.Select(PipeKey))) },
        PipeLimit limit => table with { From = Wrapped(table.From, table.Columns, LimitText(limit.Limit, limit.Offset)) },
        PipeSetOperation set => Flowing(Combined(set.Operation, [Finished(table), .. In(_scope.Parent!, () => set.Operation.Inputs.Select(i => BindBody(i)).ToList())])),
        _ => throw Unsupported(step, step.GetType().Name),
    });

    /// <summary>
    /// SELECT of columns from a FROM clause as a derived table. Range variables keep what they meant, also where the columns no longer show it.
    /// </summary>
    BoundFrom Wrapped(BoundFrom from, IReadOnlyList<BoundColumn> columns, string tail = "", string select = "SELECT")
    {
        var alias = Session.NextAlias("p");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var list = new List<string>();
        string NameOf(string sql)
        {
            if (names.TryGetValue(sql, out var known)) return known;
            var name = FormattableString.Invariant($"c{list.Count}");
            list.Add($"{sql} AS {name}");
            if (!IsVolatile(sql)) names[sql] = name;
            return name;
        }
        BoundColumn Moved(BoundColumn column) => column with
        {
            Value = Typed.Simple(column.Value.Type, $"{alias}.{NameOf(column.Value.Sql)}") with { Collation = column.Value.Collation, Partition = column.Value.Partition },
        };
        var moved = columns.Select(Moved).ToList();
        var variables = from.Variables.Select(v => v with { Columns = [.. v.Columns.Select(Moved)], Value = v.Value is null ? null : Moved(v.Value) }).ToList();
        return new($"({select} {string.Join(", ", list)} FROM {from.Sql}{tail}) AS {alias}", variables, moved);
    }

    static BoundFrom Named(PipeTable table, string alias) => table.IsValueTable && table.From.Variables is [{ Value: { } value } only]
        ? ValueTable(table.From.Sql, value.Value, alias) with { Columns = only.Columns.Count > 0 ? table.Columns : [new(alias, value.Value)] }
        : table.From with { Variables = [new(alias, table.Columns)] };

    /// <summary>Range variables keep only what the distinct rows have.</summary>
    BoundFrom Distinct(BoundFrom from)
    {
        var visible = from.Columns.Where(c => !c.Hidden).ToList();
        foreach (var column in visible.Where(c => c.Value.Type.IsArray || c.Value.Type.Kind is TypeKind.Json or TypeKind.Geography))
            throw BigQueryException.InvalidQuery($"Column {column.Name} of type {column.Value.Type} cannot be used in DISTINCT");
        var shown = visible.Select(c => c.Value.Sql).ToHashSet(StringComparer.Ordinal);
        var variables = from.Variables.Select(v => v with { Columns = [.. v.Columns.Where(c => shown.Contains(c.Value.Sql))] });
        return Wrapped(@from with { Variables = [.. variables] }, [.. visible.Select(c => c with { Value = c.Read() })], "", "SELECT DISTINCT");
    }

    string PipeKey(OrderingItem item)
    {
        if (item.Expression is not IntegerLiteral ordinal) return OrderKey(item);
        var visible = _scope.From.Columns.Where(c => !c.Hidden).ToList();
        return OrderKey(visible[Ordinal(ordinal, visible.Count, "ORDER BY")].Read(), item);
    }
}
