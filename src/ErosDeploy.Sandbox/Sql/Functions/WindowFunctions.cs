using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class WindowFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        foreach (var name in new[] { "ROW_NUMBER", "RANK", "DENSE_RANK" }) r.Window(name, "-> INT64", $"{name.ToLowerInvariant()}()$W");
        foreach (var name in new[] { "PERCENT_RANK", "CUME_DIST" }) r.Window(name, "-> FLOAT64", $"{name.ToLowerInvariant()}()$W");
        r.Window("NTILE", "INT64 -> INT64", c => $"ntile({AtLeastOne(c, 0, "The argument to NTILE")}){c.After}");
        foreach (var name in new[] { "FIRST_VALUE", "LAST_VALUE" }) r.Window(name, "T -> T", c => $"{name.ToLowerInvariant()}({c[0]}{Nulls(c)}){c.After}");
        r.Window("NTH_VALUE", "T, INT64 -> T", c => $"nth_value({c[0]}, {AtLeastOne(c, 1, "Argument 2 to NTH_VALUE")}{Nulls(c)}){c.After}");
        foreach (var name in new[] { "LAG", "LEAD" })
        {
            r.Window(name, "T -> T", c => $"{name.ToLowerInvariant()}({c[0]}{Nulls(c)}){c.After}");
            r.Window(name, "T, INT64, [T] -> T", c => $"{name.ToLowerInvariant()}({NotNegative(c, name)}{Nulls(c)}){c.After}");
        }
        foreach (var type in new[] { "FLOAT64", "NUMERIC" })
            r.Window("PERCENTILE_CONT", $"{type}, {type} -> {type}", c => Percentile(c, "quantile_cont", NoNaN(c) + (type == "NUMERIC" ? "::DOUBLE" : "")));
        r.Window("PERCENTILE_CONT", "BIGNUMERIC, BIGNUMERIC -> BIGNUMERIC", c => throw c.Binder.Unsupported(c.Node, "PERCENTILE_CONT of BIGNUMERIC"));
        r.Window("PERCENTILE_DISC", "T, FLOAT64 -> T", c => Percentile(c, "quantile_disc", NoNaN(c)));
    }

    /// <summary>DuckDB takes NaN for the greatest number, here it is the least one.</summary>
    static string NoNaN(BoundCall c) => c.Typed(0).Type.Kind != TypeKind.Float64 ? c[0]
        : c.Fill($"(CASE WHEN isnan($0) THEN bq_fail('Unimplemented: NaN in {c.Node.Function.Last.Name.ToUpperInvariant()}')::DOUBLE ELSE $0 END)");

    static string NotNegative(BoundCall c, string name) => Constant(c, 1, $"Argument 2 to {name}").Sql.StartsWith("('-", StringComparison.Ordinal)
        ? throw c.Binder.Fail(c.Node.Arguments[1], $"Argument 2 to {name} must be non-negative") : c.All;

    static string AtLeastOne(BoundCall c, int index, string what)
    {
        var value = Constant(c, index, what).Sql;
        return value.StartsWith("0::", StringComparison.Ordinal) || value.StartsWith("('-", StringComparison.Ordinal) ? throw c.Binder.Fail(c.Node.Arguments[index], $"{what} must be at least 1") : value;
    }

    static Binding.Typed Constant(BoundCall c, int index, string what) => c.Binder.IsConstant(c.Typed(index), c.Node.Arguments[index]) ? c.Typed(index)
        : throw c.Binder.Fail(c.Node.Arguments[index], $"{what} must be a literal or query parameter");

    static string Nulls(BoundCall c) => c.Node.NullHandling switch
    {
        NullHandling.Ignore => " IGNORE NULLS",
        NullHandling.Respect => " RESPECT NULLS",
        _ => "",
    };

    static string Percentile(BoundCall c, string function, string value) =>
        c.Typed(1).Literal is FloatLiteral { Text: var text } && double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) > 1 || c.Typed(1).Literal is IntegerLiteral { Text: not ("0" or "1") }
        ? throw c.Binder.Fail(c.Node.Arguments[1], $"Argument 2 to {c.Node.Function.Last.Name.ToUpperInvariant()} must be between 0 and 1") : c.Node.NullHandling == NullHandling.Respect
        ? WithNulls(c, function == "quantile_disc")
        : $"({function}({value}, {c[1]}){c.After})::{c.Result.DuckType}";

    /// <summary>NULL is the least value here; between NULL and a value lies the value.</summary>
    static string WithNulls(BoundCall c, bool isDiscrete)
    {
        var row = c.Binder.Session.NextAlias("q");
        var fields = $"struct_pack(l := list_sort(list({c[0]}){c.After}, 'ASC', 'NULLS FIRST'), p := ({c[1]})::DOUBLE)";
        var (at, low) = ($"({row}.p * (len({row}.l) - 1))", $"{row}.l[floor({row}.p * (len({row}.l) - 1))::BIGINT + 1]");
        var high = $"{row}.l[ceil({row}.p * (len({row}.l) - 1))::BIGINT + 1]";
        var body = isDiscrete
            ? $"{row}.l[greatest(ceil({row}.p * len({row}.l))::BIGINT, 1)]"
            : $"coalesce({low} + ({high} - {low}) * ({at} - floor{at}), {high}, {low})";
        return $"(list_transform([{fields}], lambda {row}: {body})[1])::{c.Result.DuckType}";
    }
}
