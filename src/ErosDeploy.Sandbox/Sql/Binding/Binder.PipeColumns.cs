using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Pipe operators that make columns: SELECT, EXTEND, SET, DROP, RENAME, AGGREGATE. The scope is that of the operator.</summary>
internal sealed partial class Binder
{
    static Query PlainQuery(Select select, ValueList<OrderingItem>? order = null) => new(null, select, order ?? [], null, null) { Span = select.Span };

    PipeTable Selected(Select select)
    {
        var bound = BindSelect(select, PlainQuery(select), isOutermost: false);
        if (_scope.Grouping!.HasAggregates) throw Fail(select, "Aggregate functions are not allowed in pipe SELECT; use pipe AGGREGATE instead");
        return Flowing(bound);
    }

    List<BoundColumn> Extension(PipeExtend extend)
    {
        foreach (var window in extend.Windows) _scope.Windows[window.Name.Name] = window.Specification;
        _scope.Grouping!.NoAggregatesIn = "pipe EXTEND";
        return [.. extend.Items.SelectMany(Items).Select(v => new BoundColumn(v.Name ?? "", v.Value))];
    }

    List<BoundColumn> Assigned(PipeSet set, IReadOnlyList<BoundColumn> columns)
    {
        _scope.Grouping!.NoAggregatesIn = "pipe SET";
        var result = columns.ToList();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var assignment in set.Columns)
        {
            if (!seen.Add(assignment.Name.Name)) throw Fail(assignment.Name, $"Duplicate column {assignment.Name.Name} in pipe SET");
            var at = Position(assignment.Name, columns, "SET");
            result[at] = new(columns[at].Name, Bind(assignment.Expression));
        }
        return result;
    }

    List<BoundColumn> Remaining(PipeDrop drop, IReadOnlyList<BoundColumn> columns)
    {
        foreach (var name in drop.Columns)
        {
            if (!columns.Any(c => name.Is(c.Name))) throw Fail(name, $"Column {name.Name} in pipe DROP does not exist in input table");
        }
        var kept = columns.Where(c => !drop.Columns.Any(d => d.Is(c.Name))).ToList();
        return kept.Exists(c => !c.Hidden) ? kept : throw Fail(drop, "Pipe DROP expands to zero columns");
    }

    List<BoundColumn> Renamed(PipeRename rename, IReadOnlyList<BoundColumn> columns)
    {
        var result = columns.ToList();
        foreach (var renaming in rename.Columns)
        {
            var at = Position(renaming.From, columns, "RENAME");
            result[at] = columns[at] with { Name = renaming.To.Name };
        }
        return result;
    }

    int Position(Identifier name, IReadOnlyList<BoundColumn> columns, string step)
    {
        var found = Enumerable.Range(0, columns.Count).Where(i => !columns[i].Hidden && name.Is(columns[i].Name)).Take(2).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw Fail(name, $"Column {name.Name} in pipe {step} does not exist in input table"),
            _ => throw Fail(name, $"Column {name.Name} in pipe {step} is ambiguous in input table"),
        };
    }

    /// <summary>As a SELECT of the keys, then the aggregates, grouped by position.</summary>
    BoundQuery Aggregation(PipeAggregate node)
    {
        var keys = node.GroupBy is null ? [] : KeysOf(node.GroupBy.Items).Distinct().ToList();
        if (keys.FirstOrDefault(k => k.Expression is IntegerLiteral) is { } ordinal) throw Unsupported(ordinal, "GROUP BY ordinals in pipe AGGREGATE");
        var items = keys.Select(k => new SelectExpression(k.Expression, k.Alias) { Span = k.Span })
            .Concat(node.Items.Select(i => new SelectExpression(i.Expression, i.Alias) { Span = i.Span }));
        var groupBy = node.GroupBy is null ? null : new GroupBy(false, node.GroupBy.Items.Select(i => ByPosition(i, keys)).ToValueList());
        var select = new Select(items.ToValueList<SelectItem>()) { GroupBy = groupBy, Span = node.Span };
        var bound = BindSelect(select, PlainQuery(select, Orders(node, keys).ToValueList()), isOutermost: false);
        return node.GroupBy is not null || _scope.Grouping!.HasAggregates ? bound : throw Fail(node, "Pipe AGGREGATE without GROUP BY needs an aggregate function");
    }

    static IEnumerable<GroupingExpression> KeysOf(IEnumerable<GroupingItem> items) => items.SelectMany(item => item switch
    {
        GroupingExpression key => [key],
        GroupingTuple tuple => tuple.Expressions.Select(e => new GroupingExpression(e) { Span = e.Span }),
        Rollup rollup => KeysOf(rollup.Items),
        Cube cube => KeysOf(cube.Items),
        GroupingSets sets => KeysOf(sets.Items),
        _ => [],
    });

    static GroupingItem ByPosition(GroupingItem item, List<GroupingExpression> keys)
    {
        IntegerLiteral At(GroupingExpression key) =>
            new((keys.IndexOf(key) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) { Span = key.Span };
        return item switch
        {
            GroupingExpression key => new GroupingExpression(At(key)) { Span = key.Span },
            GroupingTuple tuple => tuple with { Expressions = tuple.Expressions.Select(e => (Expression)At(new GroupingExpression(e) { Span = e.Span })).ToValueList() },
            Rollup rollup => rollup with { Items = rollup.Items.Select(i => ByPosition(i, keys)).ToValueList() },
            Cube cube => cube with { Items = cube.Items.Select(i => ByPosition(i, keys)).ToValueList() },
            GroupingSets sets => sets with { Items = sets.Items.Select(i => ByPosition(i, keys)).ToValueList() },
            _ => item,
        };
    }

    /// <summary>Keys before aggregates; with AND ORDER all keys, else the items that have a suffix.</summary>
    static IEnumerable<OrderingItem> Orders(PipeAggregate node, List<GroupingExpression> keys)
    {
        var suffixes = keys.Select(k => k.Order ?? (node.OrdersByKeys ? new OrderSuffix(false, null) : null)).Concat(node.Items.Select(i => i.Order)).ToList();
        for (var i = 0; i < suffixes.Count; i++)
        {
            if (suffixes[i] is not { } suffix) continue;
            var ordinal = new IntegerLiteral((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) { Span = node.Span };
            yield return new OrderingItem(ordinal, suffix.Descending, suffix.Nulls, null) { Span = node.Span };
        }
    }
}
