using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class AggregateFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Aggregate("COUNT", "-> INT64", "count(*)$W");
        r.Aggregate("COUNT", "T -> INT64", c => c.Node.Distinct && !Binder.IsGroupable(c.Typed(0).Type)
            ? throw c.Fail($"Aggregate functions with DISTINCT cannot be used with arguments of type {c.Typed(0).Type}") : c.Fill("count($D$0)$W"));
        r.Aggregate("COUNTIF", "BOOL -> INT64", c => c.Node.Distinct ? c.Fill("count(DISTINCT CASE WHEN $0 THEN true END)$W") : c.Fill("count(CASE WHEN $0 THEN true END)$W"));
        Sums(r);
        Averages(r);
        Extremes(r);
        Collections(r);
        Logic(r);
        r.Aggregate("GROUPING", "T -> INT64", c => c.Binder.Scope.Grouping!.IsKey(c[0]) ? c.Fill("grouping($0)") : throw c.Fail("GROUPING must have an argument that exists within the group-by expression list."));
    }

    /// <summary>DuckDB lets a sum of DECIMAL(38) grow over 38 digits; adding a zero makes it check.</summary>
    const string CheckedDecimal = "(sum($D$0)$W + 0::DECIMAL(38,9))";

    static void Sums(FunctionRegistry r)
    {
        r.Aggregate("SUM", "INT64 -> INT64", "(sum($D$0)$W)::BIGINT");
        r.Aggregate("SUM", "FLOAT64 -> FLOAT64", c => Finite(c, "sum"));
        r.Aggregate("SUM", "NUMERIC -> NUMERIC", CheckedDecimal);
        r.Aggregate("SUM", "BIGNUMERIC -> BIGNUMERIC", c => BigTotal(c, "bq_big_sum"));
        r.Aggregate("SUM", "INTERVAL -> INTERVAL", Interval);
    }

    static void Averages(FunctionRegistry r)
    {
        r.Aggregate("AVG", "INT64 -> FLOAT64", "avg($D$0)$W");
        r.Aggregate("AVG", "FLOAT64 -> FLOAT64", c => Finite(c, "avg"));
        r.Aggregate("AVG", "NUMERIC -> NUMERIC", "bq_numeric_divide((sum($D$0)$W), nullif(count($D$0)$W, 0)::DECIMAL(38,9))");
        r.Aggregate("AVG", "BIGNUMERIC -> BIGNUMERIC", c => BigTotal(c, "bq_big_avg"));
        r.Aggregate("AVG", "INTERVAL -> INTERVAL", c => $"bq.interval_divide({Interval(c)}, {c.Fill("nullif(count($0)$W, 0)")})");
    }

    static string Interval(BoundCall c)
    {
        if (c.Node.Distinct) throw c.Binder.Unsupported(c.Node, "DISTINCT INTERVAL values in SUM and AVG");
        return c.Fill("bq.interval_build(sum(bq.interval_months($0))$W, sum(bq.interval_days($0))$W, sum(bq.interval_micros($0))$W)");
    }

    /// <summary>Infinity out of finite numbers is an overflow.</summary>
    static string Finite(BoundCall c, string function)
    {
        var total = c.Fill($"{function}($D$0)$W");
        return $"(CASE WHEN NOT isfinite({total}) AND NOT {c.Fill("bool_or(NOT isfinite($0))$W")} THEN bq_fail('double overflow: {function.ToUpperInvariant()}')::DOUBLE ELSE {total} END)";
    }

    /// <summary>Sums the four 64-bit parts of each value apart; distinct values are few and summed from their text.</summary>
    static string BigTotal(BoundCall c, string function)
    {
        if (c.Node.Distinct) return $"unhex({function}_text({c.Fill("string_agg($Dhex($0), ' ')$W")}))";
        var limbs = Enumerable.Range(0, 4).Select(i => c.Fill(FormattableString.Invariant($"(sum(('0x' || substr(hex($0), {i * 16 + 1}, 16))::UBIGINT)$W)::VARCHAR")));
        return $"unhex({function}({string.Join(" || ' ' || ", limbs)}, {c.Fill("count($0)$W")}))";
    }

    static void Extremes(FunctionRegistry r)
    {
        r.Aggregate("MIN", "T -> T", c => Orderable(c, 0).Result == SqlType.Float64 ? c.Fill("(CASE WHEN coalesce(bool_or(isnan($0))$W, false) THEN 'nan'::DOUBLE ELSE min($0)$W END)") : c.Fill("min($0)$W"));
        r.Aggregate("MAX", "T -> T", c => Orderable(c, 0).Fill("max($0)$W"));
        r.Aggregate("MAX_BY", "T, U -> T", c => Orderable(c, 1).Fill("arg_max_null($0, $1)$W"));
        r.Aggregate("MIN_BY", "T, U -> T", c => Orderable(c, 1).Fill("arg_min_null($0, $1)$W"));
        r.Aggregate("ANY_VALUE", "T -> T", c => c.Node.Having is { } having
            ? $"{(having.Max ? "arg_max_null" : "arg_min_null")}({c[0]}, {HavingKey(c, having)}){c.After}"
            : c.Fill("any_value($0)$W"));
    }

    static BoundCall Orderable(BoundCall c, int argument) =>
        c.Typed(argument).Type is { IsArray: true } or { IsStruct: true } or { Kind: TypeKind.Json or TypeKind.Geography }
            ? throw c.Fail($"{c.Node.Function.Last.Name.ToUpperInvariant()} is not defined for arguments of type {c.Typed(argument).Type}")
            : c;

    static string HavingKey(BoundCall c, HavingModifier having)
    {
        var key = c.Binder.Bind(having.Expression);
        if (key.Type is { IsArray: true } or { IsStruct: true } or { Kind: TypeKind.Json or TypeKind.Geography }) throw c.Fail($"HAVING modifier does not support expressions of type {key.Type}");
        return key.Sql;
    }

    static void Collections(FunctionRegistry r)
    {
        r.Aggregate("ARRAY_AGG", "T -> ARRAY<T>", Gathered);
        r.Aggregate("ARRAY_CONCAT_AGG", "ARRAY<T> -> ARRAY<T>", c => $"flatten({Cut(c, $"list({c[0]}{c.Order}){c.AfterWhere($"{c[0]} IS NOT NULL")}")})");
        r.Aggregate("STRING_AGG", "STRING, [STRING] -> STRING", c => Joined(c, Separator(c, "','")));
        r.Aggregate("STRING_AGG", "BYTES, [BYTES] -> BYTES", c => $"unhex({Joined(c with { Arguments = [new Typed(SqlType.String, $"hex({c[0]})")], Order = c.Order.Replace(c[0], $"hex({c[0]})", StringComparison.Ordinal) }, c.Has(1) ? $"hex({Separator(c, "")})" : "'2C'")})");
    }

    static string Gathered(BoundCall c)
    {
        if (c.Typed(0).Type.IsArray) throw c.Fail($"The argument to ARRAY_AGG must not be an array type but was {c.Typed(0).Type}");
        return Cut(c, List(c, c.After));
    }

    /// <summary>Distinct values without ORDER BY stand where they came first, as long as there are not many rows.</summary>
    static string List(BoundCall c, string after) => c.Node.Distinct && c.Order.Length == 0
        ? $"(CASE WHEN count({c[0]}){after} <= 500 THEN bq.first_of_each(list({c[0]}){after}) ELSE list(DISTINCT {c[0]} ORDER BY {c[0]}){after} END)"
        : $"list({c.Distinct}{c[0]}{c.Order}){after}";

    static string Separator(BoundCall c, string missing) => !c.Has(1) ? missing
        : c.Binder.IsConstant(c.Typed(1), c.Node.Arguments[1]) ? c[1]
        : throw c.Fail("Argument 2 to STRING_AGG must be a literal or query parameter");

    /// <summary>LIMIT inside an aggregate.</summary>
    static string Cut(BoundCall c, string list)
    {
        if (c.Node.Limit is not { } written) return list;
        var limit = c.Binder.BindAs(written, SqlType.Int64, "LIMIT");
        return c.Binder.IsConstant(limit, written) ? $"({list})[1:{limit.Sql}]" : throw c.Fail("LIMIT in arguments of an aggregate function must be a literal or query parameter");
    }

    static string Joined(BoundCall c, string separator) => c.Node.Limit is null && !(c.Node.Distinct && c.Order.Length == 0)
        ? $"string_agg({c.Distinct}{c[0]}, {separator}{c.Order}){c.After}"
        : $"array_to_string({Cut(c, List(c, c.AfterWhere($"{c[0]} IS NOT NULL")))}, {separator})";

    static void Logic(FunctionRegistry r)
    {
        r.Aggregate("LOGICAL_AND", "BOOL -> BOOL", "bool_and($0)$W");
        r.Aggregate("LOGICAL_OR", "BOOL -> BOOL", "bool_or($0)$W");
        foreach (var name in new[] { "BIT_AND", "BIT_OR", "BIT_XOR" }) r.Aggregate(name, "INT64 -> INT64", $"{name.ToLowerInvariant()}($D$0)$W");
    }
}
