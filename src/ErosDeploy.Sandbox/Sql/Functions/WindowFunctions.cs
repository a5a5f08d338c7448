using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class WindowFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        foreach (var name in new[] { "ROW_NUMBER", "RANK", "DENSE_RANK" }) r.Window(name, "-> INT64", $"{name.ToLowerInvariant()}()$W");
        foreach (var name in new[] { "PERCENT_RANK", "CUME_DIST" }) r.Window(name, "-> FLOAT64", $"{name.ToLowerInvariant()}()$W");
        r.Window("NTILE", "INT64 -> INT64", "ntile($0)$W");
        foreach (var name in new[] { "FIRST_VALUE", "LAST_VALUE" }) r.Window(name, "T -> T", c => $"{name.ToLowerInvariant()}({c[0]}{Nulls(c)}){c.After}");
        r.Window("NTH_VALUE", "T, INT64 -> T", c => $"nth_value({c[0]}, {c[1]}{Nulls(c)}){c.After}");
        foreach (var name in new[] { "LAG", "LEAD" })
        {
            r.Window(name, "T -> T", c => $"{name.ToLowerInvariant()}({c[0]}{Nulls(c)}){c.After}");
            r.Window(name, "T, INT64, [T] -> T", c => $"{name.ToLowerInvariant()}({c.All}{Nulls(c)}){c.After}");
        }
        foreach (var type in new[] { "FLOAT64", "NUMERIC" })
            r.Window("PERCENTILE_CONT", $"{type}, {type} -> {type}", c => Percentile(c, "quantile_cont", c.Fill("$0") + (type == "NUMERIC" ? "::DOUBLE" : "")));
        r.Window("PERCENTILE_CONT", "BIGNUMERIC, BIGNUMERIC -> BIGNUMERIC", c => throw c.Binder.Unsupported(c.Node, "PERCENTILE_CONT of BIGNUMERIC"));
        r.Window("PERCENTILE_DISC", "T, FLOAT64 -> T", c => Percentile(c, "quantile_disc", c[0]));
    }

    static string Nulls(BoundCall c) => c.Node.NullHandling switch
    {
        NullHandling.Ignore => " IGNORE NULLS",
        NullHandling.Respect => " RESPECT NULLS",
        _ => "",
    };

    static string Percentile(BoundCall c, string function, string value) => c.Node.NullHandling == NullHandling.Respect
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
