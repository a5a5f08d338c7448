using System.Globalization;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    /// <summary>Groups by every column that neither the aggregates nor the input use; each value becomes one filtered aggregate.</summary>
    BoundFrom Pivot(PivotItem item)
    {
        var source = BindFrom(item.Source);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var tracked = source.Columns.Select(c => c with { Used = () => { c.Used?.Invoke(); used.Add(c.Value.Sql); } }).ToList();
        var variables = source.Variables.Select(v => v with { Columns = tracked.Where(c => v.Columns.Any(o => o.Value.Sql == c.Value.Sql)).ToList() }).ToList();
        var scope = new Scope(_scope.Parent) { From = new("", variables, tracked), Grouping = new() };
        var cells = In(scope, () => item.Values.SelectMany(value => item.Aggregates.Select(aggregate => Cell(item, aggregate, value))).ToList());
        var kept = source.Columns.Where(c => !c.Hidden && !used.Contains(c.Value.Sql)).ToList();
        var names = new OutputNames();
        var outputs = kept.Select(c => (Output: names.Add(c.Name, c.Value.Type), c.Read().Sql)).Concat(cells.Select(c => (Output: names.Add(c.Name, c.Value.Type), c.Value.Sql))).ToList();
        var list = string.Join(", ", outputs.Select(o => $"{o.Sql} AS {DuckTypes.Quote(o.Output.Physical)}"));
        var keys = kept.Count == 0 ? "" : $" GROUP BY {string.Join(", ", kept.Select(c => c.Value.Sql))}";
        return Derived(new($"SELECT {list} FROM {source.Sql}{keys}", [.. outputs.Select(o => o.Output)]), item.Alias?.Name);
    }

    (string Name, Typed Value) Cell(PivotItem item, SelectExpression aggregate, SelectExpression value)
    {
        if (aggregate.Alias is null && item.Aggregates.Count > 1) throw Fail(aggregate, "PIVOT expression must specify an alias unless it is the only pivot expression in the PIVOT clause");
        if (aggregate.Expression is not FunctionCall call) throw Fail(aggregate, "PIVOT expression must be an aggregate function call");
        var match = new DistinctFromExpression(item.Input, value.Expression, Negated: true) { Span = value.Span };
        var filter = call.Where is null ? (Expression)match : new AndExpression([call.Where, match]) { Span = value.Span };
        var name = value.Alias?.Name ?? ValueName(value.Expression);
        return (aggregate.Alias is null ? name : $"{aggregate.Alias.Name}_{name}", Bind(call with { Where = filter }));
    }

    string ValueName(Expression value) => value switch
    {
        StringLiteral text => text.Value,
        IntegerLiteral number => "_" + number.Text,
        UnaryExpression { Operator: UnaryOperator.Minus, Operand: IntegerLiteral number } => "_minus_" + number.Text,
        FloatLiteral number => "_" + number.Text.Replace('.', '_'),
        BoolLiteral flag => flag.Value ? "TRUE" : "FALSE",
        NullLiteral => "NULL",
        TypedLiteral { Kind: TypedLiteralKind.Date } date => "_" + date.Text.Replace('-', '_'),
        _ => throw Fail(value, "PIVOT value needs an alias"),
    };

    BoundFrom Unpivot(UnpivotItem item)
    {
        var source = BindFrom(item.Source);
        var scope = new Scope(_scope.Parent) { From = source };
        var groups = In(scope, () => item.Columns.Select(c => c.Columns.Select(p => Bind(new PathExpression(p.Names) { Span = p.Span })).ToList()).ToList());
        foreach (var (group, columns) in groups.Zip(item.Columns))
        {
            if (Enumerable.Range(0, group.Count).Cast<int?>().FirstOrDefault(i => CommonType([groups[0][i!.Value], group[i.Value]]) is null) is { } wrong)
                throw Fail(columns.Columns[wrong], $"The datatype of column does not match with other datatypes in the IN clause. Expected {groups[0][wrong].Type}, Found {group[wrong].Type}");
        }
        var types = item.ValueColumns.Select((v, i) => CommonType([.. groups.Select(g => g[i])]) ?? throw Fail(v, "The datatypes of columns in UNPIVOT do not match")).ToList();
        var label = item.Columns.Any(c => c.Label is IntegerLiteral) ? SqlType.Int64 : SqlType.String;
        var rows = groups.Select((g, i) => $"struct_pack(n := {Label(item.Columns[i])}, {string.Join(", ", g.Select((v, j) => $"v{j} := {Coerce(v, types[j], item)!.Sql}"))})");
        var used = groups.SelectMany(g => g).Select(v => v.Sql).ToHashSet();
        var kept = source.Columns.Where(c => !c.Hidden && !used.Contains(c.Value.Sql)).ToList();
        var unnested = Session.NextAlias("u");
        var names = new OutputNames();
        var outputs = kept.Select(c => (Output: names.Add(c.Name, c.Value.Type), c.Read().Sql))
            .Concat(item.ValueColumns.Select((v, i) => (Output: names.Add(v.Name, types[i]), Sql: $"{unnested}.s.v{i}")))
            .Append((Output: names.Add(item.NameColumn.Name, label), Sql: $"{unnested}.s.n")).ToList();
        var list = string.Join(", ", outputs.Select(o => $"{o.Sql} AS {DuckTypes.Quote(o.Output.Physical)}"));
        var nulls = item.IncludeNulls ? "" : $" WHERE {string.Join(" OR ", types.Select((_, i) => $"{unnested}.s.v{i} IS NOT NULL"))}";
        return Derived(new($"SELECT {list} FROM {source.Sql} CROSS JOIN LATERAL (SELECT unnest([{string.Join(", ", rows)}]) AS s) AS {unnested}{nulls}", [.. outputs.Select(o => o.Output)]), item.Alias?.Name);
    }

    static string Label(UnpivotColumn column) => column.Label switch
    {
        StringLiteral text => DuckTypes.Literal(text.Value),
        IntegerLiteral number => IntegerSql(long.Parse(number.Text, CultureInfo.InvariantCulture)),
        _ => DuckTypes.Literal(string.Join('_', column.Columns.Select(c => c.Last.Name))),
    };
}
