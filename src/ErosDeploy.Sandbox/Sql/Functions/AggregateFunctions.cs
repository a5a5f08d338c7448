using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class AggregateFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Aggregate("COUNT", "-> INT64", "count(*)$W");
        r.Aggregate("COUNT", "T -> INT64", "count($D$0)$W");
        r.Aggregate("COUNTIF", "BOOL -> INT64", c => c.Node.Distinct ? c.Fill("count(DISTINCT CASE WHEN $0 THEN true END)$W") : c.Fill("count(CASE WHEN $0 THEN true END)$W"));
        Sums(r);
        Extremes(r);
        Collections(r);
        Logic(r);
        Statistics(r);
        Approximate(r);
        r.Aggregate("GROUPING", "T -> INT64", "grouping($0)");
    }

    static void Sums(FunctionRegistry r)
    {
        r.Aggregate("SUM", "INT64 -> INT64", "(sum($D$0)$W)::BIGINT");
        r.Aggregate("SUM", "FLOAT64 -> FLOAT64", "sum($D$0)$W");
        r.Aggregate("SUM", "NUMERIC -> NUMERIC", "sum($D$0)$W");
        r.Aggregate("SUM", "BIGNUMERIC -> BIGNUMERIC", "sum($D$0)$W");
        r.Aggregate("SUM", "INTERVAL -> INTERVAL", "sum($D$0)$W");
        r.Aggregate("AVG", "INT64 -> FLOAT64", "avg($D$0)$W");
        r.Aggregate("AVG", "FLOAT64 -> FLOAT64", "avg($D$0)$W");
        r.Aggregate("AVG", "NUMERIC -> NUMERIC", "bq.numeric_divide((sum($D$0)$W), nullif(count($D$0)$W, 0))");
        r.Aggregate("AVG", "BIGNUMERIC -> BIGNUMERIC", "bq_bignumeric_divide((sum($D$0)$W)::VARCHAR, nullif(count($D$0)$W, 0)::VARCHAR)::DECIMAL(38,18)");
    }

    static void Extremes(FunctionRegistry r)
    {
        r.Aggregate("MIN", "T -> T", c => c.Result == SqlType.Float64 ? c.Fill("(CASE WHEN coalesce(bool_or(isnan($0))$W, false) THEN 'nan'::DOUBLE ELSE min($0)$W END)") : c.Fill("min($0)$W"));
        r.Aggregate("MAX", "T -> T", "max($0)$W");
        r.Aggregate("MAX_BY", "T, U -> T", "arg_max_null($0, $1)$W");
        r.Aggregate("MIN_BY", "T, U -> T", "arg_min_null($0, $1)$W");
        r.Aggregate("ANY_VALUE", "T -> T", c => c.Node.Having is { } having
            ? $"{(having.Max ? "arg_max_null" : "arg_min_null")}({c[0]}, {c.Binder.Bind(having.Expression).Sql}){c.After}"
            : c.Fill("any_value($0)$W"));
    }

    static void Collections(FunctionRegistry r)
    {
        r.Aggregate("ARRAY_AGG", "T -> ARRAY<T>", c => Cut(c, c.Fill("list($D$0$O)$W")));
        r.Aggregate("ARRAY_CONCAT_AGG", "ARRAY<T> -> ARRAY<T>", c => $"flatten({Cut(c, c.Fill("list($0$O)$W"))})");
        foreach (var type in new[] { "STRING", "BYTES" })
        {
            if (type == "STRING") r.Aggregate("STRING_AGG", "STRING, [STRING] -> STRING", c => Joined(c, c.Has(1) ? c[1] : "','"));
            else r.Aggregate("STRING_AGG", "BYTES, [BYTES] -> BYTES", c => $"unhex({Joined(c with { Arguments = [new Typed(SqlType.String, $"hex({c[0]})")] }, c.Has(1) ? $"hex({c[1]})" : "'2C'")})");
        }
    }

    /// <summary>LIMIT inside an aggregate.</summary>
    static string Cut(BoundCall c, string list) => c.Node.Limit is { } limit ? $"({list})[1:{c.Binder.BindAs(limit, SqlType.Int64, "LIMIT").Sql}]" : list;

    static string Joined(BoundCall c, string separator)
    {
        if (c.Node.Limit is null) return $"string_agg({c.Distinct}{c[0]}, {separator}{c.Order}){c.After}";
        var filter = c.After.Length == 0 ? $" FILTER (WHERE {c[0]} IS NOT NULL)" : c.After;
        return $"array_to_string({Cut(c, $"list({c.Distinct}{c[0]}{c.Order}){filter}")}, {separator})";
    }

    static void Logic(FunctionRegistry r)
    {
        r.Aggregate("LOGICAL_AND", "BOOL -> BOOL", "bool_and($0)$W");
        r.Aggregate("LOGICAL_OR", "BOOL -> BOOL", "bool_or($0)$W");
        foreach (var name in new[] { "BIT_AND", "BIT_OR", "BIT_XOR" }) r.Aggregate(name, "INT64 -> INT64", $"{name.ToLowerInvariant()}($D$0)$W");
    }

    static void Statistics(FunctionRegistry r)
    {
        foreach (var (name, duck) in new[] { ("STDDEV", "stddev_samp"), ("STDDEV_SAMP", "stddev_samp"), ("STDDEV_POP", "stddev_pop"), ("VARIANCE", "var_samp"), ("VAR_SAMP", "var_samp"), ("VAR_POP", "var_pop") })
            r.Aggregate(name, "FLOAT64 -> FLOAT64", $"{duck}($D$0)$W");
        r.Aggregate("CORR", "FLOAT64, FLOAT64 -> FLOAT64", "corr($0, $1)$W");
        r.Aggregate("COVAR_POP", "FLOAT64, FLOAT64 -> FLOAT64", "covar_pop($0, $1)$W");
        r.Aggregate("COVAR_SAMP", "FLOAT64, FLOAT64 -> FLOAT64", "covar_samp($0, $1)$W");
    }

    static void Approximate(FunctionRegistry r)
    {
        r.Aggregate("APPROX_COUNT_DISTINCT", "T -> INT64", "count(DISTINCT $0)$W");
        r.Aggregate("APPROX_QUANTILES", "T, INT64 -> ARRAY<T>", c => $"quantile_disc({c.Distinct}{c[0]}, {Fractions(c)}){c.After}");
        r.Special("APPROX_TOP_COUNT", (b, c) => Top(b, c), FunctionKind.Aggregate);
        r.Special("APPROX_TOP_SUM", (b, c) => Top(b, c), FunctionKind.Aggregate);
    }

    /// <summary>0, 1/n, ... 1.</summary>
    static string Fractions(BoundCall c)
    {
        if (c.Typed(1).Literal is not IntegerLiteral { Text: var text } || !int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var count) || count < 1)
            throw c.Fail("The second argument to function APPROX_QUANTILES must be a positive integer literal or query parameter");
        return $"[{string.Join(", ", Enumerable.Range(0, count + 1).Select(i => FormattableString.Invariant($"{(double)i / count:R}")))}]";
    }

    static Typed Top(Binder binder, FunctionCall call)
    {
        var isSum = call.Function.Last.Is("APPROX_TOP_SUM");
        var name = isSum ? "sum" : "count";
        if (call.Arguments.Count != (isSum ? 3 : 2)) throw binder.Fail(call, $"No matching signature for function {call.Function}");
        var value = binder.Bind(call.Arguments[0]);
        var weight = isSum ? binder.Bind(call.Arguments[1]) : new Typed(SqlType.Int64, "1::BIGINT");
        var limit = binder.BindAs(call.Arguments[^1], SqlType.Int64, "number").Sql;
        var type = SqlType.Struct(("value", value.Type), (name, weight.Type));
        var pairs = $"list(struct_pack(v := {value.Sql}, w := {weight.Sql}))";
        var totals = $"list_transform(list_distinct(list_transform({pairs}, lambda p: struct_pack(v := p.v))), lambda d: struct_pack(\"value\" := d.v, \"{name}\" := list_sum(list_transform(list_filter({pairs}, lambda p: p.v IS NOT DISTINCT FROM d.v), lambda p: p.w))::{weight.Type.DuckType}))";
        return new(SqlType.Array(type), $"list_transform(list_sort(list_transform({totals}, lambda t: struct_pack(w := t.\"{name}\", t := t)), 'DESC', 'NULLS LAST'), lambda t: t.t)[1:{limit}]");
    }
}
