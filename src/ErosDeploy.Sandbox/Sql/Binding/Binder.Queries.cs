using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    /// <summary>Binds a query into the current scope, which must be its own.</summary>
    internal BoundQuery BindQuery(Query query, bool isOutermost = false)
    {
        RequireStack(query);
        Session.Watch?.NoteQuery();
        var with = query.With is null ? "" : WithText(CommonTables(query.With), query.With.Recursive);
        var bound = query.Body is Select select
            ? BindSelect(select, query, isOutermost)
            : Arranged(BindBody(query.Body, isOutermost), query);
        return with.Length == 0 ? bound : bound with { Sql = with + (bound.Sql.StartsWith("WITH ", StringComparison.Ordinal) ? $"SELECT * FROM ({bound.Sql})" : bound.Sql) };
    }

    BoundQuery BindBody(QueryBody body, bool isOutermost = false) => body switch
    {
        Select select => In(new Scope(_scope), () => BindSelect(select, new Query(null, select, [], null, null) { Span = select.Span }, isOutermost)),
        NestedQuery nested => In(new Scope(_scope), () => BindQuery(nested.Query, isOutermost)),
        SetOperation operation => Combined(operation, [.. operation.Inputs.Select(i => BindBody(i))]),
        FromQuery from => FromOnly(from),
        PipedQuery piped => Piped(piped),
        _ => throw Unsupported(body, body.GetType().Name),
    };

    BoundQuery Combined(SetOperation node, List<BoundQuery> inputs)
    {
        if (inputs.Exists(i => i.Counts)) throw Fail(node, "A recursive reference is not allowed inside a set operation of the recursive term");
        if (!node.Distinct && node.Operator != SetOperator.Union) throw Unsupported(node, Word(node));
        if (node.Match != ColumnMatch.Position) inputs = [.. ByName(node, inputs)];
        var count = inputs[0].Columns.Count;
        for (var i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].Columns.Count != count) throw Fail(node.Inputs[Math.Min(i, node.Inputs.Count - 1)], $"Queries in {Word(node)} have mismatched column count; query 1 has {Plural(count)}, query {i + 1} has {Plural(inputs[i].Columns.Count)}");
        }
        var types = Enumerable.Range(0, count).Select(i => SetType(node, inputs, i)).ToList();
        if (node.Distinct && inputs.Exists(i => i.Columns.Any(c => c.Collation is not null))) throw Unsupported(node, $"{Word(node)} of values with collation");
        if (Rows(node, inputs, types) is { } rows) return rows;
        var texts = inputs.Select(input => $"({Retyped(input, types, node).Sql})");
        var columns = inputs[0].Columns.Select((c, i) => c with { Type = types[i], Source = null, Partition = [.. inputs.SelectMany(input => input.Columns[i].Partition)] }).ToList();
        return new(string.Join($" {Operator(node)} ", texts), columns) { IsValueTable = inputs.TrueForAll(i => i.IsValueTable) };
    }

    /// <summary>UNION ALL of single rows as one list of values, which DuckDB also reads in order.</summary>
    BoundQuery? Rows(SetOperation node, List<BoundQuery> inputs, List<SqlType> types)
    {
        if (node is not { Operator: SetOperator.Union, Distinct: false, Match: ColumnMatch.Position } || !inputs.TrueForAll(i => i.Row is not null && !i.Sql.StartsWith("WITH ", StringComparison.Ordinal))) return null;
        var rows = inputs.Select((input, i) => input.Row!.Select((value, c) => Coerce(value, types[c], node.Inputs[i])).ToList()).ToList();
        if (rows.Exists(r => r.Exists(v => v is null || v.Sql.Contains("SELECT", StringComparison.Ordinal)))) return null;
        var alias = Session.NextAlias();
        var columns = inputs[0].Columns.Select((c, i) => c with { Type = types[i], Source = null }).ToList();
        var names = string.Join(", ", columns.Select(c => DuckTypes.Quote(c.Physical)));
        return new($"SELECT {names} FROM (VALUES {string.Join(", ", rows.Select(r => $"({string.Join(", ", r.Select(v => v!.Sql))})"))}) AS {alias}({names})", columns);
    }

    static string Plural(int count) => count == 1 ? "1 column" : FormattableString.Invariant($"{count} columns");

    static string Word(SetOperation node) => $"{node.Operator.ToString().ToUpperInvariant()} {(node.Distinct ? "DISTINCT" : "ALL")}";

    static string Operator(SetOperation node) => $"{node.Operator.ToString().ToUpperInvariant()}{(node.Distinct ? "" : " ALL")}";

    SqlType SetType(SetOperation node, List<BoundQuery> inputs, int column)
    {
        var values = inputs.Select(i => i.Columns[column].Source ?? new Typed(i.Columns[column].Type, "NULL")).ToList();
        return CommonType(values) ?? throw Fail(node.Inputs[^1], $"Column {column + 1} in {Word(node)} has incompatible types: {string.Join(", ", values.Select(v => v.Type.ToString()))}");
    }

    IEnumerable<BoundQuery> ByName(SetOperation node, List<BoundQuery> inputs)
    {
        var names = MatchedNames(node, inputs);
        return inputs.Select(input =>
        {
            var alias = Session.NextAlias();
            var picked = names.Select(name => (Name: name, Column: input.Columns.FirstOrDefault(c => name.Equals(c.Name, StringComparison.OrdinalIgnoreCase)))).ToList();
            var columns = picked.Select(p => p.Column is null ? new BoundOutput(p.Name, p.Name, SqlType.Int64) { Source = Typed.UntypedNull } : p.Column with { Physical = p.Name }).ToList();
            var texts = picked.Select(p => $"{(p.Column is null ? "NULL" : $"{alias}.{DuckTypes.Quote(p.Column.Physical)}")} AS {DuckTypes.Quote(p.Name)}");
            return new BoundQuery($"SELECT {string.Join(", ", texts)} FROM ({input.Sql}) AS {alias}", columns);
        });
    }

    List<string> MatchedNames(SetOperation node, List<BoundQuery> inputs)
    {
        if (node.MatchColumns.Count > 0) return [.. node.MatchColumns.Select(c => c.Name)];
        var sets = inputs.Select(i => i.Columns.Select(c => c.Name ?? throw Fail(node, "Anonymous columns cannot be used for set operations with column name matching")).ToList()).ToList();
        if (sets.SelectMany(s => s.GroupBy(n => n, StringComparer.OrdinalIgnoreCase)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Fail(node, $"Duplicate column {twice.Key} in an input of a set operation with column name matching");
        bool InAll(string name) => sets.TrueForAll(s => s.Contains(name, StringComparer.OrdinalIgnoreCase));
        var propagation = node is { Match: ColumnMatch.Corresponding, Propagation: ColumnPropagation.Strict } ? ColumnPropagation.Inner : node.Propagation;
        if (propagation == ColumnPropagation.Strict && sets.SelectMany(s => s).FirstOrDefault(n => !InAll(n)) is { } missing)
            throw Fail(node, $"BY NAME set operation requires all input queries to have identical column names; column {missing} is missing");
        return propagation switch
        {
            ColumnPropagation.Full => [.. sets.SelectMany(s => s).Distinct(StringComparer.OrdinalIgnoreCase)],
            _ when !sets[0].Exists(InAll) => throw Fail(node, "The inputs of a set operation with column name matching have no column in common"),
            ColumnPropagation.Inner => [.. sets[0].Where(InAll)],
            _ => sets[0],
        };
    }

    /// <summary>The query with its columns coerced to types; itself when nothing changes.</summary>
    internal BoundQuery Retyped(BoundQuery query, IReadOnlyList<SqlType> types, Node at)
    {
        if (query.Columns.Select((c, i) => c.Type == types[i] && c.Type.DuckType == types[i].DuckType && c.Source is not { IsNull: true }).All(same => same)) return query;
        var alias = Session.NextAlias();
        var texts = query.Columns.Select((c, i) => $"{Converted(c, types[i], alias, at)} AS {DuckTypes.Quote(c.Physical)}").Concat(query.Counts ? [$"{alias}.{Iteration}"] : []);
        return query with
        {
            Sql = $"SELECT {string.Join(", ", texts)} FROM ({query.Sql}) AS {alias}",
            Columns = [.. query.Columns.Select((c, i) => c with { Type = types[i], Source = null })],
        };
    }

    string Converted(BoundOutput column, SqlType type, string alias, Node at)
    {
        var read = Typed.Simple(column.Type, $"{alias}.{DuckTypes.Quote(column.Physical)}");
        if (column.Type == type && column.Source is not { IsNull: true }) return column.Type.DuckType == type.DuckType ? read.Sql : Casts.ToSql(this, read, type)!;
        var value = column.Source is { } source && (source.Literal is not null || source.Parts is not null) ? source : read;
        return (Coerce(value, type, at) ?? throw Fail(at, $"Cannot coerce type {column.Type} to {type}")).Sql;
    }

    /// <summary>ORDER BY and LIMIT over a body that is no plain SELECT.</summary>
    BoundQuery Arranged(BoundQuery body, Query query)
    {
        if (query.OrderBy.Count == 0 && query.Limit is null) return body;
        if (body.Counts) throw Fail(query, "A query containing a recursive reference may not use ORDER BY or LIMIT");
        var from = Derived(body, null);
        _scope.From = from;
        var alias = from.Sql[(from.Sql.LastIndexOf(' ') + 1)..];
        var columns = string.Join(", ", body.Columns.Select(c => $"{alias}.{DuckTypes.Quote(c.Physical)}"));
        var order = query.OrderBy.Count == 0 ? "" : " ORDER BY " + string.Join(", ", query.OrderBy.Select(o => o.Expression is IntegerLiteral ordinal
            ? OrderKey(new Typed(body.Columns[Ordinal(ordinal, body.Columns.Count, "ORDER BY")].Type, $"{alias}.{DuckTypes.Quote(body.Columns[Ordinal(ordinal, body.Columns.Count, "ORDER BY")].Physical)}"), o)
            : OrderKey(o)));
        return body with { Sql = $"SELECT {columns} FROM {from.Sql}{order}{LimitText(query.Limit, query.Offset)}" };
    }

    int Ordinal(IntegerLiteral node, int count, string clause)
    {
        var position = int.TryParse(node.Text, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0;
        return position >= 1 && position <= count ? position - 1 : throw Fail(node, $"{clause} is out of SELECT column number range: {node.Text}");
    }

    string LimitText(Expression? limit, Expression? offset)
    {
        if (limit is null) return "";
        return $" LIMIT {Count(limit)}{(offset is null ? "" : $" OFFSET {Count(offset)}")}";
    }

    string Count(Expression node) => node is IntegerLiteral literal ? literal.Text : BindAs(node, SqlType.Int64, "LIMIT").Sql;
}
