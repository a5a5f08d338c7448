using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    /// <summary>Binds a FROM clause into the current scope; items see those to their left.</summary>
    BoundFrom BindFrom(FromItem item) => item switch
    {
        PipedInput => _scope.PipeInput!,
        TableReference table => Table(table),
        SubqueryItem subquery => Derived(BindQueryIn(subquery.Query), subquery.Alias?.Name),
        UnnestItem unnest => Unnest(unnest),
        TableFunctionItem function => TableFunction(function),
        Join join => Joined(join),
        SampledItem sampled => WithoutRecursion(sampled, "TABLESAMPLE", () => Sampled(sampled)),
        PivotItem pivot => WithoutRecursion(pivot, "PIVOT", () => Pivot(pivot)),
        UnpivotItem unpivot => WithoutRecursion(unpivot, "UNPIVOT", () => Unpivot(unpivot)),
        _ => throw Unsupported(item, item.GetType().Name),
    };

    /// <summary>A subquery in FROM does not see its neighbours, only the queries around.</summary>
    BoundQuery BindQueryIn(Query query) => In(new Scope(QueriesOnly(_scope)), () => BindQuery(Session.Prunable(query)));

    static Scope QueriesOnly(Scope scope)
    {
        var copy = new Scope(scope.Parent) { Arguments = scope.Arguments, Kind = scope.Kind };
        foreach (var (name, resolve) in scope.Pending) copy.Pending[name] = resolve;
        foreach (var (name, query) in scope.Queries) copy.Queries[name] = query;
        return copy;
    }

    internal BoundFrom Derived(BoundQuery query, string? name) => Counting(Derived($"({query.Sql})", query.Columns, query.IsValueTable, name), query.Counts);

    BoundFrom Derived(string relation, IReadOnlyList<BoundOutput> outputs, bool isValueTable, string? name)
    {
        var alias = Session.NextAlias();
        var columns = outputs.Select(o => new BoundColumn(o.Name ?? "", Typed.Simple(o.Type, $"{alias}.{DuckTypes.Quote(o.Physical)}") with { Collation = o.Collation, Partition = o.Partition }) { Used = o.Uses }).ToList();
        return isValueTable
            ? ValueTable($"{relation} AS {alias}", columns[0].Value, name)
            : new($"{relation} AS {alias}", [new(name, columns)], columns);
    }

    /// <summary>Rows that are single values: fields of a struct are columns too.</summary>
    static BoundFrom ValueTable(string sql, Typed value, string? name)
    {
        var column = new BoundColumn(name ?? "", value);
        var fields = value.Type.IsStruct
            ? value.Type.Fields.Select((f, i) => new BoundColumn(f.Name ?? "", FieldAt(value, i))).ToList()
            : [];
        return new(sql, [new(name, fields) { Value = column }], value.Type.IsStruct ? fields : [column]);
    }

    BoundFrom Unnest(UnnestItem item)
    {
        if (item.Arrays.Count != 1) throw Unsupported(item, "UNNEST over several arrays");
        if (item.Mode is not null) throw Unsupported(item.Mode, "mode of UNNEST");
        var array = Bind(item.Arrays[0].Array);
        if (array.IsNull) array = Typed.Null(SqlType.Array(SqlType.Int64));
        if (!array.Type.IsArray) throw Fail(item.Arrays[0], $"Values referenced in UNNEST must be arrays. UNNEST contains expression of type {array.Type}");
        return Elements(array, (item.Alias ?? item.Arrays[0].Alias)?.Name, item.WithOffset);
    }

    BoundFrom Elements(Typed array, string? name, WithOffset? offset)
    {
        var alias = Session.NextAlias();
        var positions = offset is null ? "" : $", generate_subscripts({array.Sql}, 1)::BIGINT - 1 AS o";
        var value = Typed.Simple(array.Type.Element!, $"{alias}.v");
        var @from = ValueTable($"(SELECT unnest({array.Sql}) AS v{positions}) AS {alias}", value, name);
        if (offset is null) return @from;
        var position = new BoundColumn(offset.Alias?.Name ?? "offset", Typed.Simple(SqlType.Int64, $"{alias}.o"));
        return @from with { Columns = [.. @from.Columns, position] };
    }

    BoundFrom Sampled(SampledItem item)
    {
        var from = BindFrom(item.Source);
        if (!item.IsPercent) throw Unsupported(item, "TABLESAMPLE by ROWS");
        if (!item.Method.Is("SYSTEM")) throw Unsupported(item.Method, $"TABLESAMPLE {item.Method.Name.ToUpperInvariant()}");
        if (item.Repeatable is not null) throw Unsupported(item.Repeatable, "TABLESAMPLE REPEATABLE");
        var share = BindAs(item.Size, SqlType.Float64, "TABLESAMPLE size");
        return Wrapped(from, from.Columns, $" WHERE random() * 100 < {share.Sql}");
    }

    BoundFrom Joined(Join join)
    {
        var counter = _scope.Counter;
        var left = BindFrom(join.Left);
        var firstOfRight = Session.Demands;
        var isLeft = _scope.Counter != counter;
        counter = _scope.Counter;
        var before = _scope.From;
        _scope.From = Beside(before, left);
        var right = BindFrom(join.Right);
        _scope.From = before;
        RefuseSameAlias(left, right, join.Right);
        RefuseOuterJoin(join, isLeft, _scope.Counter != counter);
        var isLateral = join.Right is UnnestItem || join.Right is TableReference && right.Sql.StartsWith("(SELECT unnest(", StringComparison.Ordinal);
        var rightSql = (isLateral ? "LATERAL " : "") + (join.Right is Join ? $"({right.Sql})" : right.Sql);
        if (join.Using.Count > 0) return JoinedUsing(join, left, right, rightSql);
        var both = Beside(left, right);
        if (join.Kind is JoinKind.Comma or JoinKind.Cross) return both with { Sql = $"{left.Sql} CROSS JOIN {rightSql}" };
        return both with { Sql = $"{left.Sql} {Word(join.Kind)} JOIN {rightSql} ON {JoinCondition(join, isLateral, Beside(before, both), firstOfRight)}" };
    }

    string JoinCondition(Join join, bool isLateral, BoundFrom names, int firstOfRight)
    {
        if (join.On is null) return isLateral || join.Kind == JoinKind.Inner ? "TRUE" : throw Fail(join, $"{Word(join.Kind)} JOIN must have an immediately following ON or USING clause");
        var before = _scope.From;
        _scope.From = names;
        var forbidden = _scope.Grouping?.NoAggregatesIn;
        if (_scope.Grouping is { } grouping) grouping.NoAggregatesIn = "JOIN ON clause";
        try
        {
            var condition = BindAs(join.On, SqlType.Bool, "JOIN ON clause").Sql;
            NoteFilter(join.On, Restricts(join.Kind, firstOfRight));
            return condition;
        }
        finally
        {
            _scope.From = before;
            if (_scope.Grouping is { } after) after.NoAggregatesIn = forbidden;
        }
    }

    void RefuseSameAlias(BoundFrom left, BoundFrom right, Node at)
    {
        var taken = left.Variables.Select(v => v.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (right.Variables.FirstOrDefault(v => v.Name is not null && taken.Contains(v.Name)) is { } twice) throw Fail(at, $"Duplicate table alias {twice.Name} in the same FROM clause");
    }

    static BoundFrom Beside(BoundFrom left, BoundFrom right) => new("", [.. left.Variables, .. right.Variables], [.. left.Columns, .. right.Columns]);

    static string Word(JoinKind kind) => kind switch { JoinKind.Left => "LEFT", JoinKind.Right => "RIGHT", JoinKind.Full => "FULL", _ => "INNER" };

    /// <summary>The columns of USING come once and first; their value is that of the side which always has one.</summary>
    BoundFrom JoinedUsing(Join join, BoundFrom left, BoundFrom right, string rightSql)
    {
        var conditions = new List<string>();
        var merged = new List<BoundColumn>();
        foreach (var name in join.Using)
        {
            var (l, r) = (UsingColumn(left, name, "left"), UsingColumn(right, name, "right"));
            if (Comparable(l.Read(), r.Read(), name) is not var (type, x, y)) throw Fail(name, $"Column {name.Name} in USING has incompatible types on either side of the join: {l.Value.Type} and {r.Value.Type}");
            conditions.Add(Comparison(type, "=", x, y));
            merged.Add(new(l.Name, join.Kind switch { JoinKind.Right => y, JoinKind.Full => new(type, $"coalesce({x.Sql}, {y.Sql})"), _ => x }));
        }
        bool IsRest(BoundColumn c) => !join.Using.Any(u => u.Is(c.Name));
        var kind = join.Kind is JoinKind.Comma or JoinKind.Cross ? JoinKind.Inner : join.Kind;
        return new($"{left.Sql} {Word(kind)} JOIN {rightSql} ON {string.Join(" AND ", conditions)}",
            [.. left.Variables, .. right.Variables], [.. merged, .. left.Columns.Where(IsRest), .. right.Columns.Where(IsRest)]);
    }

    BoundColumn UsingColumn(BoundFrom side, Identifier name, string which)
    {
        var found = side.Columns.Where(c => name.Is(c.Name)).Take(2).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw Fail(name, $"Column {name.Name} in USING clause not found on {which} side of join"),
            _ => throw Fail(name, $"Column {name.Name} in USING clause is ambiguous on {which} side of join"),
        };
    }
}
