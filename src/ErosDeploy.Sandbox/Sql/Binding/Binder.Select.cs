using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    /// <summary>An item of the SELECT list, bound.</summary>
    sealed record SelectValue(string? Name, Typed Value, Expression? Node)
    {
        /// <summary>Notes what it reads; null when that is noted already.</summary>
        internal Action? Uses { get; init; }
    }

    BoundQuery BindSelect(Select select, Query query, bool isOutermost)
    {
        if (select.With is not null) throw Unsupported(select.With, $"SELECT WITH {select.With.Name.Name}");
        if (select.From is not null) _scope.From = BindFrom(select.From);
        var hasFrom = !ReferenceEquals(_scope.From, BoundFrom.Nothing);
        foreach (var window in select.Windows) _scope.Windows[window.Name.Name] = window.Specification;
        var grouping = _scope.Grouping = new();
        var where = select.Where is null ? "" : " WHERE " + Clause(select.Where, "WHERE clause", aggregates: false);
        var groupBy = select.GroupBy is null ? "" : GroupByText(select);
        grouping.Clause = "SELECT list";
        var values = Session.IsPrunable(query) && CanPrune(select) ? HeldItems(select) : select.Items.SelectMany(Items).ToList();
        if (select.GroupBy is { All: true }) groupBy = GroupByAll(select);
        _scope.Aliases = AliasesOf(values);
        var having = select.Having is null ? "" : " HAVING " + Clause(select.Having, "HAVING clause", aggregates: true);
        var qualify = select.Qualify is null ? "" : " QUALIFY " + Clause(select.Qualify, "QUALIFY clause", aggregates: true, windows: true);
        var aggregates = grouping.HasAggregates;
        var order = OrderByText(query, select, values);
        if (select.GroupBy is null && !aggregates && grouping.HasAggregates && select.Having is null && hasFrom)
            throw Fail(query.OrderBy[0], "The ORDER BY clause only allows aggregation if GROUP BY or SELECT list aggregation is present");
        if (select.GroupBy is not null || grouping.HasAggregates || select.Having is not null) RefuseUngrouped(grouping);
        RefuseAroundRecursion(select, query, grouping);
        var limit = LimitText(query.Limit, query.Offset);
        var (list, outputs) = Render(select, values, isOutermost);
        if (!hasFrom) CheckWithoutFrom(select, query, grouping);
        var from = _scope.From.Sql.Length == 0 ? "" : " FROM " + _scope.From.Sql;
        var isRow = from.Length + where.Length + groupBy.Length + having.Length + qualify.Length + order.Length + limit.Length == 0 && select is { Distinct: false, As: SelectAs.Row } && !grouping.HasAggregates && !grouping.HasWindows;
        var body = $"SELECT {(select.Distinct ? "DISTINCT " : "")}{list}{NextIteration()}{from}{where}{groupBy}{having}{qualify}";
        var sql = DistinctKeys(query, select, values, outputs) is { } keys ? $"SELECT * FROM ({body}) AS __distinct ORDER BY {keys}{limit}" : $"{body}{order}{limit}";
        return new(sql, outputs) { IsValueTable = select.As != SelectAs.Row, Counts = _scope.Counter is not null, Row = isRow ? [.. values.Select(v => v.Value)] : null };
    }

    /// <summary>Whether rows and groups are the same without some of the columns.</summary>
    static bool CanPrune(Select select) =>
        select is { Distinct: false, As: SelectAs.Row } && select.GroupBy is not { All: true };

    List<SelectValue> HeldItems(Select select)
    {
        var values = new List<SelectValue>();
        using var items = select.Items.SelectMany(Items).GetEnumerator();
        while (Session.Holding(items.MoveNext) is (true, var uses)) values.Add(items.Current with { Uses = uses });
        return values;
    }

    void CheckWithoutFrom(Select select, Query query, Grouping grouping)
    {
        if (select.Where is not null) throw Fail(select.Where, "Query without FROM clause cannot have a WHERE clause");
        if (select.Distinct) throw Fail(select, "Query without FROM clause cannot use SELECT DISTINCT");
        if (select.GroupBy is not null) throw Fail(select.GroupBy, "Query without FROM clause cannot have a GROUP BY clause");
        if (select.Having is not null) throw Fail(select.Having, "Query without FROM clause cannot have a HAVING clause");
        if (query.OrderBy.Count > 0) throw Fail(query.OrderBy[0], "Query without FROM clause cannot have an ORDER BY clause");
        if (grouping.HasAggregates) throw Fail(select, "SELECT without FROM clause cannot use aggregation");
        if (grouping.HasWindows) throw Fail(select, "SELECT without FROM clause cannot use analytic functions");
    }

    void RefuseUngrouped(Grouping grouping)
    {
        if (grouping.FirstUngrouped is var (clause, name, node)) throw Fail(node, $"{clause} expression references column {name} which is neither grouped nor aggregated");
    }

    string Clause(Expression node, string name, bool aggregates, bool windows = false)
    {
        var grouping = _scope.Grouping!;
        grouping.Clause = name;
        (grouping.NoAggregatesIn, grouping.NoWindowsIn) = (aggregates ? null : name, windows ? null : name);
        var mark = grouping.Mark;
        var typed = Bind(node);
        if (Coerce(typed, SqlType.Bool, node) is not { } condition) throw Fail(node, $"{name} should return type BOOL, but returns {typed.Type}");
        if (!aggregates) NoteFilter(node);
        if (!aggregates) grouping.TakeBack(mark);
        (grouping.NoAggregatesIn, grouping.NoWindowsIn) = (null, null);
        return condition.Sql;
    }

    static BoundColumn Column(SelectValue value) => new(value.Name ?? "", value.Value) { Used = value.Uses };

    static Dictionary<string, BoundColumn?> AliasesOf(List<SelectValue> values)
    {
        var aliases = new Dictionary<string, BoundColumn?>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            if (value.Name is null) continue;
            aliases[value.Name] = aliases.TryGetValue(value.Name, out var other) && other?.Value.Sql != value.Value.Sql ? null : Column(value);
        }
        return aliases;
    }

    IEnumerable<SelectValue> Items(SelectItem item) => item switch
    {
        SelectExpression expression => [new(expression.Alias?.Name ?? ImplicitName(expression.Expression), Bind(expression.Expression), expression.Expression)],
        SelectStar star => ReferenceEquals(_scope.From, BoundFrom.Nothing) ? throw Fail(item, "SELECT * must have a FROM clause") : Star(star, _scope.From.Columns, star.Except, star.Replace),
        SelectDotStar star => DotStar(star),
        _ => throw Unsupported(item, item.GetType().Name),
    };

    IEnumerable<SelectValue> DotStar(SelectDotStar star)
    {
        if (star.Operand is PathExpression { Names: [var name] } && RangeOf(_scope, name) is { } variable)
            return Star(star, variable.Value is { Value.Type.IsStruct: false } ? [variable.Value] : variable.Columns, star.Except, star.Replace);
        var operand = Bind(star.Operand);
        if (!operand.Type.IsStruct) throw Fail(star, $"Dot-star is not supported for type {operand.Type}");
        return Star(star, [.. operand.Type.Fields.Select((f, i) => new BoundColumn(f.Name ?? "", FieldAt(operand, i)))], star.Except, star.Replace);
    }

    IEnumerable<SelectValue> Star(SelectItem node, IReadOnlyList<BoundColumn> columns, ValueList<Identifier> except, ValueList<SelectReplacement> replace)
    {
        var visible = columns.Where(c => !c.Hidden).ToList();
        foreach (var name in except)
        {
            if (except.Count(e => e.Is(name.Name)) > 1) throw Fail(except.Last(e => e.Is(name.Name)), $"Duplicate column {name.Name} in SELECT * EXCEPT list");
            if (!visible.Exists(c => name.Is(c.Name))) throw Fail(name, $"Column {name.Name} in SELECT * EXCEPT list does not exist");
        }
        foreach (var replacement in replace)
        {
            if (!visible.Exists(c => replacement.Name.Is(c.Name))) throw Fail(replacement.Name, $"Column {replacement.Name.Name} in SELECT * REPLACE list does not exist");
        }
        var kept = visible.Where(c => !except.Any(e => e.Is(c.Name))).ToList();
        if (kept.Count == 0) throw Fail(node, "SELECT * expands to zero columns after applying EXCEPT");
        return kept.Select(c => replace.FirstOrDefault(r => r.Name.Is(c.Name)) is { } replacement
            ? new SelectValue(c.Name, Bind(replacement.Expression), null)
            : new SelectValue(c.Name.Length == 0 ? null : c.Name, Starred(c, node), null));
    }

    Typed Starred(BoundColumn column, Node node)
    {
        var value = column.Read();
        if (_scope.Grouping is not { } grouping) return value;
        var (mark, clause) = (grouping.Mark, grouping.Clause);
        grouping.Clause = "Star expansion";
        grouping.Note(column.Name, node);
        grouping.Clause = clause;
        grouping.TakeBackIfKey(value.Sql, mark);
        return value;
    }

    (string List, IReadOnlyList<BoundOutput> Outputs) Render(Select select, List<SelectValue> values, bool isOutermost)
    {
        if (select.As == SelectAs.Struct) values = [new(null, StructFrom(SqlType.Struct(values.Select(v => new StructField(v.Name, v.Value.Type))), [.. values.Select(v => v.Value)]), null)];
        if (select.As == SelectAs.Value && values.Count != 1) throw Fail(select, "SELECT AS VALUE query must have exactly one column");
        var names = new OutputNames();
        var outputs = values.Select(v => names.Add(v.Name, v.Value.Type) with { Source = v.Value.Literal is not null || v.Value.Parts is not null || v.Value.IsParameter ? v.Value : null, Collation = v.Value.Collation, Partition = v.Value.Partition, Uses = v.Uses }).ToList();
        if (select.Distinct && values.Find(v => v.Value.Collation is not null) is { } collated) throw Unsupported(collated.Node ?? (Node)select, "DISTINCT of a value with collation");
        var texts = values.Zip(outputs, (v, o) => $"{(isOutermost && !v.Value.IsSimple ? $"CAST({v.Value.Sql} AS {v.Value.Type.DuckType})" : v.Value.Sql)} AS {DuckTypes.Quote(o.Physical)}");
        return (string.Join(", ", texts), outputs);
    }

    string OrderByText(Query query, Select select, List<SelectValue> values)
    {
        if (query.OrderBy.Count == 0) return "";
        _scope.Grouping!.Clause = "ORDER BY clause";
        return " ORDER BY " + string.Join(", ", query.OrderBy.Select(item => SelectKey(item, select, values)));
    }

    /// <summary>The keys over the distinct rows, where one is FLOAT64: what puts NaN first cannot stand beside DISTINCT. Null otherwise.</summary>
    string? DistinctKeys(Query query, Select select, List<SelectValue> values, IReadOnlyList<BoundOutput> outputs)
    {
        if (!select.Distinct || query.OrderBy.Count == 0) return null;
        var places = query.OrderBy.Select(item => item.Expression is IntegerLiteral ordinal ? Ordinal(ordinal, values.Count, "ORDER BY") : values.FindIndex(v => v.Value.Sql == Bind(item.Expression).Sql)).ToList();
        if (places.Contains(-1) || !places.Exists(i => outputs[i].Type.Kind == TypeKind.Float64)) return null;
        return string.Join(", ", query.OrderBy.Zip(places, (item, i) => OrderKey(Typed.Simple(outputs[i].Type, $"__distinct.{DuckTypes.Quote(outputs[i].Physical)}"), item)));
    }

    /// <summary>By position where the key is an output; DuckDB then need not compute it again, and DISTINCT requires it.</summary>
    string SelectKey(OrderingItem item, Select select, List<SelectValue> values)
    {
        var key = item.Expression is IntegerLiteral ordinal ? Column(values[Ordinal(ordinal, values.Count, "ORDER BY")]).Read() : Bind(item.Expression);
        var position = values.FindIndex(v => v.Value.Sql == key.Sql) + 1;
        if (position == 0 || select.As != SelectAs.Row || key.Collation is not null || item.Collate is not null) return OrderKey(key, item);
        var byPosition = OneKey(position.ToString(System.Globalization.CultureInfo.InvariantCulture), item);
        return key.Type.Kind == TypeKind.Float64 && !select.Distinct && key.Literal is null ? OrderKey(key, item) : byPosition;
    }
}
