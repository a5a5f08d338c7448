namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>HLL_COUNT and KLL_QUANTILES: the sketches are this sandbox's own, exact while small; they cannot be exchanged with the service.</summary>
internal static class SketchFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        Counts(r);
        foreach (var type in new[] { "INT64", "FLOAT64" }) Quantiles(r, type);
        r.Aggregate("KLL_QUANTILES.MERGE_PARTIAL", "BYTES -> BYTES", $"bq.bq_kll_partial('', {Sketches})");
    }

    const string Sketches = "string_agg(hex($0), ' ')$W";

    static void Counts(FunctionRegistry r)
    {
        foreach (var type in new[] { "INT64", "NUMERIC", "BIGNUMERIC", "STRING", "BYTES" })
        {
            var bytes = type is "BYTES" or "BIGNUMERIC" ? "$0" : "encode($0::VARCHAR)";
            r.Aggregate("HLL_COUNT.INIT", $"{type}, [INT64] -> BYTES", c => c.Fill($"bq.bq_hll_init('{type}', {(c.Has(1) ? c[1] : "15::BIGINT")}, string_agg(DISTINCT bq_farm_fingerprint({bytes})::VARCHAR, ' ')$W)"));
        }
        r.Aggregate("HLL_COUNT.MERGE", "BYTES -> INT64", $"coalesce(bq_hll_count({Sketches}), 0)");
        r.Aggregate("HLL_COUNT.MERGE_PARTIAL", "BYTES -> BYTES", $"bq.bq_hll_partial({Sketches})");
        r.Scalar("HLL_COUNT.EXTRACT", "BYTES -> INT64", "coalesce(bq_hll_count(hex($0)), 0)");
    }

    static void Quantiles(FunctionRegistry r, string type)
    {
        var duck = type == "INT64" ? "BIGINT" : "DOUBLE";
        r.Aggregate($"KLL_QUANTILES.INIT_{type}", $"{type}, [INT64], [INT64] -> BYTES", c =>
            c.Fill($"bq.bq_kll_init('{type}', {(c.Has(1) ? c[1] : "1000::BIGINT")}, string_agg($0::VARCHAR || ':' || {(c.Has(2) ? c[2] : "1")}::VARCHAR, ' ')$W)"));
        r.Aggregate($"KLL_QUANTILES.MERGE_{type}", $"BYTES, INT64 -> ARRAY<{type}>", $"string_split(bq_kll_quantiles('{type}', {Sketches}, $1), ' ')::{duck}[]");
        r.Scalar($"KLL_QUANTILES.EXTRACT_{type}", $"BYTES, INT64 -> ARRAY<{type}>", $"string_split(bq_kll_quantiles('{type}', hex($0), $1), ' ')::{duck}[]");
        r.Aggregate($"KLL_QUANTILES.MERGE_POINT_{type}", $"BYTES, FLOAT64 -> {type}", $"bq_kll_point('{type}', {Sketches}, $1)::{duck}");
        r.Scalar($"KLL_QUANTILES.EXTRACT_POINT_{type}", $"BYTES, FLOAT64 -> {type}", $"bq_kll_point('{type}', hex($0), $1)::{duck}");
    }
}
