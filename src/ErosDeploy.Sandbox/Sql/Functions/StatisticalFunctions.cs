namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Variance, correlation and their kin; DuckDB fails for infinity and NaN, where the result is NaN.</summary>
internal static class StatisticalFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        foreach (var (name, duck) in new[] { ("STDDEV", "stddev_samp"), ("STDDEV_SAMP", "stddev_samp"), ("STDDEV_POP", "stddev_pop"), ("VARIANCE", "var_samp"), ("VAR_SAMP", "var_samp"), ("VAR_POP", "var_pop") })
            r.Aggregate(name, "FLOAT64 -> FLOAT64", $"(CASE WHEN coalesce(bool_or(NOT isfinite($0))$W, false) THEN 'nan'::DOUBLE ELSE {duck}($DCASE WHEN isfinite($0) THEN $0 END)$W END)");
        foreach (var (name, least) in new[] { ("CORR", 2), ("COVAR_POP", 1), ("COVAR_SAMP", 2) })
            r.Aggregate(name, "FLOAT64, FLOAT64 -> FLOAT64", FormattableString.Invariant($"(CASE WHEN regr_count($0, $1)$W < {least} THEN NULL WHEN bool_or(NOT isfinite($0 + $1))$W THEN 'nan'::DOUBLE ")
                + $"ELSE {name.ToLowerInvariant()}(CASE WHEN isfinite($0 + $1) THEN $0 END, $1)$W END)");
    }
}
