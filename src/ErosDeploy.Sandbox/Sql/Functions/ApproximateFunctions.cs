using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Approximate aggregates, computed exactly.</summary>
internal static class ApproximateFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Aggregate("APPROX_COUNT_DISTINCT", "T -> INT64", c => Binder.IsGroupable(c.Typed(0).Type) ? c.Fill("count(DISTINCT $0)$W")
            : throw c.Fail($"The argument to APPROX_COUNT_DISTINCT must support grouping; Type {c.Typed(0).Type} does not"));
        r.Aggregate("APPROX_QUANTILES", "T, INT64 -> ARRAY<T>", Quantiles);
        r.Special("APPROX_TOP_COUNT", (b, c) => Top(b, c), FunctionKind.Aggregate);
        r.Special("APPROX_TOP_SUM", (b, c) => Top(b, c), FunctionKind.Aggregate);
    }

    static string Quantiles(BoundCall c)
    {
        if (c.Typed(0).Type is { IsArray: true } or { IsStruct: true } or { Kind: TypeKind.Interval }) throw c.Fail($"Argument 1 to APPROX_QUANTILES must support ordering; Type {c.Typed(0).Type} does not");
        if (c.Node.NullHandling != NullHandling.Respect) return $"quantile_disc({c.Distinct}{c[0]}, {Fractions(c)}){c.After}";
        var sorted = $"list_sort(list({c.Distinct}{c[0]}){c.After}, 'ASC', 'NULLS FIRST')";
        return $"(CASE WHEN count({c[0]}){c.After} > 0 THEN list_transform({Fractions(c)}, lambda f: {sorted}[greatest(ceil(f * len({sorted})), 1)::BIGINT]) END)";
    }

    /// <summary>0, 1/n, ... 1.</summary>
    static string Fractions(BoundCall c)
    {
        var count = c.Typed(1) switch
        {
            { Literal: IntegerLiteral { Text: var text } } => text,
            { IsParameter: true, Sql: var sql } => new string([.. sql.Where(char.IsAsciiDigit)]),
            _ => "",
        };
        if (!int.TryParse(count, System.Globalization.CultureInfo.InvariantCulture, out var n)) throw c.Fail("Argument 2 to APPROX_QUANTILES must be a literal or query parameter");
        if (n < 1) throw c.Fail("Argument 2 to APPROX_QUANTILES must be at least 1");
        return $"[{string.Join(", ", Enumerable.Range(0, n + 1).Select(i => FormattableString.Invariant($"{(double)i / n:R}")))}]";
    }

    static Typed Top(Binder binder, FunctionCall call)
    {
        var isSum = call.Function.Last.Is("APPROX_TOP_SUM");
        var name = isSum ? "sum" : "count";
        if (call.Arguments.Count != (isSum ? 3 : 2)) throw binder.Fail(call, $"No matching signature for aggregate function {call.Function.ToString().ToUpperInvariant()}");
        var value = binder.Bind(call.Arguments[0]);
        var weight = isSum ? binder.Bind(call.Arguments[1]) : new Typed(SqlType.Int64, "1::BIGINT");
        if (!weight.Type.IsNumber) throw binder.Fail(call, $"No matching signature for aggregate function APPROX_TOP_SUM\n  Argument types: {value.Type}, {weight.Type}, INT64");
        if (weight.Type.Kind == TypeKind.BigNumeric) throw binder.Unsupported(call, "APPROX_TOP_SUM with a BIGNUMERIC weight");
        if (call.Arguments[^1] is IntegerLiteral { Text: "0" }) throw binder.Fail(call.Arguments[^1], $"Argument {call.Arguments.Count} to {call.Function.ToString().ToUpperInvariant()} must be at least 1");
        var limit = binder.BindAs(call.Arguments[^1], SqlType.Int64, "number").Sql;
        var type = SqlType.Struct(("value", value.Type), (name, weight.Type));
        var pairs = $"list(struct_pack(v := {value.Sql}, w := {weight.Sql}))";
        var totals = $"list_transform(list_distinct(list_transform({pairs}, lambda p: struct_pack(v := p.v))), lambda d: struct_pack(\"value\" := d.v, \"{name}\" := list_sum(list_transform(list_filter({pairs}, lambda p: p.v IS NOT DISTINCT FROM d.v), lambda p: p.w))::{weight.Type.DuckType}))";
        return new(SqlType.Array(type), $"list_transform(list_sort(list_transform({totals}, lambda t: struct_pack(n := t.\"{name}\" IS NOT NULL, w := t.\"{name}\", t := t)), 'DESC', 'NULLS LAST'), lambda t: t.t)[1:{limit}]");
    }
}
