using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>WITH. Under RECURSIVE tables may stand in any order, so each is bound when first named.</summary>
internal sealed partial class Binder
{
    /// <summary>The service stops a recursion here.</summary>
    const int MostIterations = 500;

    /// <summary>The column that counts iterations in the base and in every step.</summary>
    const string Iteration = "\"__i\"";

    enum Stage { Unbound, Whole, Base, Step, Bound }

    /// <summary>A table of WITH RECURSIVE on its way to being bound.</summary>
    sealed class RecursiveTable(CommonTableExpression node, string alias)
    {
        internal CommonTableExpression Node { get; } = node;

        internal string Alias { get; } = alias;

        internal Stage Stage { get; set; }

        internal NamedQuery? Query { get; set; }

        internal bool IsReferenced { get; set; }
    }

    static string WithText(List<string> tables, bool recursive) => $"WITH {(recursive ? "RECURSIVE " : "")}{string.Join(", ", tables)} ";

    /// <summary>Makes the tables known to the current scope.</summary>
    List<string> CommonTables(WithClause with)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in with.Tables)
        {
            if (!names.Add(table.Name.Name)) throw Fail(table.Name, $"Duplicate alias {table.Name.Name} for WITH subquery");
        }
        return with.Recursive ? RecursiveTables(with) : [.. with.Tables.Select(CommonTable)];
    }

    string CommonTable(CommonTableExpression table)
    {
        var name = Session.NextAlias("c");
        var bound = In(new Scope(_scope) { Kind = ScopeKind.CommonTable }, () => BindQuery(Session.Prunable(table.Query)));
        _scope.Queries[table.Name.Name] = new(table.Name.Name, name, bound.Columns, bound.IsValueTable);
        return $"{name} AS ({bound.Sql})";
    }

    List<string> RecursiveTables(WithClause with)
    {
        var (scope, texts, open) = (_scope, new List<string>(), new Stack<RecursiveTable>());
        var tables = with.Tables.Select(t => new RecursiveTable(t, Session.NextAlias("c"))).ToList();
        foreach (var table in tables) scope.Pending[table.Node.Name.Name] = at => Reference(table, at, scope, open, texts);
        foreach (var table in tables.Where(t => t.Stage == Stage.Unbound)) Resolve(table, scope, open, texts);
        foreach (var table in tables)
        {
            scope.Queries[table.Node.Name.Name] = table.Query!;
            scope.Pending.Remove(table.Node.Name.Name);
        }
        return texts;
    }

    NamedQuery Reference(RecursiveTable table, Node at, Scope scope, Stack<RecursiveTable> open, List<string> texts)
    {
        if (table.Stage == Stage.Unbound) Resolve(table, scope, open, texts);
        if (table.Stage == Stage.Bound) return table.Query!;
        if (open.Peek() != table) throw Fail(at, $"Unsupported WITH entry dependency cycle: {string.Join(" => ", open.Reverse().SkipWhile(t => t != table).Append(table).Select(t => t.Node.Name.Name))}");
        if (table.Stage == Stage.Whole) throw Fail(at, "Recursive query does not have the form <non-recursive-term> UNION [ALL|DISTINCT] <recursive-term>");
        if (table.Stage == Stage.Base) throw Fail(at, "Recursive reference is not allowed in non-recursive UNION term");
        for (var inner = _scope; inner is not null && inner != scope; inner = inner.Parent)
        {
            if (inner.Kind == ScopeKind.Expression) throw Fail(at, "A recursive reference from inside an expression subquery is not allowed");
            if (inner.Kind == ScopeKind.CommonTable) throw Fail(at, $"table '{table.Node.Name.Name}' may not be recursively referenced from inside an inner WITH entry");
        }
        if (table.IsReferenced) throw Fail(at, $"Multiple recursive references to table '{table.Node.Name.Name}' are not allowed");
        table.IsReferenced = true;
        return table.Query!;
    }

    void Resolve(RecursiveTable table, Scope scope, Stack<RecursiveTable> open, List<string> texts)
    {
        open.Push(table);
        var bound = In(new Scope(scope), () => Recursion(table) ?? BindQuery(table.Node.Query));
        open.Pop();
        table.Query = new(table.Node.Name.Name, table.Alias, bound.Columns, bound.IsValueTable);
        table.Stage = Stage.Bound;
        texts.Add($"{table.Alias} AS ({bound.Sql})");
    }

    /// <summary>`base UNION ALL step` where the step reads the table itself, with the types of the base; null when it is no such query.</summary>
    BoundQuery? Recursion(RecursiveTable table)
    {
        table.Stage = Stage.Whole;
        if (table.Node.Query is not { Body: SetOperation { Operator: SetOperator.Union, Match: ColumnMatch.Position } union, With: null, OrderBy.Count: 0, Limit: null }) return null;
        table.Stage = Stage.Base;
        var inputs = union.Inputs.SkipLast(1).Select(i => BindBody(i)).ToList();
        var first = inputs.Count == 1 ? inputs[0] : Combined(union with { Inputs = union.Inputs.SkipLast(1).ToValueList() }, inputs);
        table.Query = new(table.Node.Name.Name, table.Alias, first.Columns, first.IsValueTable) { Counts = true };
        table.Stage = Stage.Step;
        var step = BindBody(union.Inputs[^1]);
        if (!table.IsReferenced) return Combined(union, [.. inputs, step]);
        if (union.Distinct) throw Fail(union, "UNION DISTINCT is not allowed in a recursive query");
        return Iterated(first, step, union);
    }

    BoundQuery Iterated(BoundQuery first, BoundQuery step, SetOperation union)
    {
        if (step.Columns.Count != first.Columns.Count) throw Fail(union.Inputs[^1], $"Queries in UNION ALL have mismatched column count; query 1 has {Plural(first.Columns.Count)}, query 2 has {Plural(step.Columns.Count)}");
        var types = first.Columns.Select(c => c.Type.Plain).ToList();
        for (var i = 0; i < types.Count; i++)
        {
            if (!CanBecome(step.Columns[i].Source ?? Typed.Simple(step.Columns[i].Type, "NULL"), types[i]))
                throw Fail(union.Inputs[^1], $"Cannot coerce column {i + 1} of recursive term ({step.Columns[i].Type}) to column type in non-recursive term ({types[i]})");
        }
        var alias = Session.NextAlias();
        var names = string.Join(", ", first.Columns.Select(c => $"{alias}.{DuckTypes.Quote(c.Physical)}"));
        var start = $"SELECT {names}, 1::BIGINT AS {Iteration} FROM ({Retyped(first, types, union).Sql}) AS {alias}";
        return new($"({start}) UNION ALL ({Retyped(step, types, union.Inputs[^1]).Sql})", [.. first.Columns.Select((c, i) => c with { Type = types[i], Source = null })]);
    }

    /// <summary>The next iteration's number as a further column of a SELECT that reads the recursive table.</summary>
    string NextIteration() => _scope.Counter is not { } counter ? ""
        : $", CASE WHEN {counter} >= {MostIterations} THEN bq_fail({DuckTypes.Literal($"A recursive CTE has reached the maximum number of iterations: {MostIterations}")})::BIGINT ELSE {counter} + 1 END AS {Iteration}";

    void RefuseAroundRecursion(Select select, Query query, Grouping grouping)
    {
        if (_scope.Counter is null) return;
        const string subquery = "A subquery containing a recursive reference may not";
        if (select.Distinct || select.GroupBy is not null || grouping.HasAggregates) throw Fail(select, $"{subquery} use DISTINCT, GROUP BY, or any aggregate function");
        if (grouping.HasWindows) throw Fail(select, $"{subquery} use an analytic function");
        if (query.OrderBy.Count > 0) throw Fail(query.OrderBy[0], $"{subquery} contain an ORDER BY clause");
        if (query.Limit is { } limit) throw Fail(limit, "A query containing a recursive reference may not use a LIMIT clause");
    }

    void RefuseOuterJoin(Join join, bool isLeft, bool isRight)
    {
        var what = (join.Kind, isLeft, isRight) switch
        {
            (JoinKind.Full, true, _) or (JoinKind.Full, _, true) => "an operand of a FULL OUTER JOIN",
            (JoinKind.Left, _, true) => "the right operand of a LEFT JOIN",
            (JoinKind.Right, true, _) => "the left operand of a RIGHT JOIN",
            _ => null,
        };
        if (what is not null) throw Fail(join, $"A query containing a recursive reference may not be used as {what}");
    }

    BoundFrom WithoutRecursion(FromItem item, string what, Func<BoundFrom> bind)
    {
        var counter = _scope.Counter;
        var bound = bind();
        return _scope.Counter == counter ? bound : throw Fail(item, $"A subquery containing a recursive reference may not use the {what} operator");
    }

    /// <summary>Notes that the current scope reads the recursive table.</summary>
    BoundFrom Counting(BoundFrom from, bool counts)
    {
        if (counts) _scope.Counter = $"{from.Sql[(from.Sql.LastIndexOf(' ') + 1)..]}.{Iteration}";
        return from;
    }
}
