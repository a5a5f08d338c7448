namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class ArrayFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("ARRAY_LENGTH", "ARRAY<T> -> INT64", "len($0)");
        r.Scalar("ARRAY_CONCAT", "ARRAY<T>, ARRAY<T>... -> ARRAY<T>", c => c.Count == 1 ? c[0] : $"({string.Join(" || ", c.Arguments.Select(a => a!.Sql))})");
        r.Scalar("ARRAY_REVERSE", "ARRAY<T> -> ARRAY<T>", "list_reverse($0)");
        r.Scalar("ARRAY_TO_STRING", "ARRAY<STRING>, STRING -> STRING", "(CASE WHEN $1 IS NOT NULL THEN coalesce(array_to_string($0, $1), CASE WHEN $0 IS NOT NULL THEN '' END) END)");
        r.Scalar("ARRAY_TO_STRING", "ARRAY<STRING>, STRING, STRING -> STRING", "(CASE WHEN $1 IS NOT NULL THEN coalesce(array_to_string(list_transform($0, lambda e: coalesce(e, $2)), $1), CASE WHEN $0 IS NOT NULL THEN '' END) END)");
        r.Scalar("ARRAY_TO_STRING", "ARRAY<BYTES>, BYTES -> BYTES", "unhex(coalesce(array_to_string(list_transform($0, lambda e: hex(e)), hex($1)), CASE WHEN $0 IS NOT NULL AND $1 IS NOT NULL THEN '' END))");
        r.Scalar("ARRAY_TO_STRING", "ARRAY<BYTES>, BYTES, BYTES -> BYTES", "unhex(coalesce(array_to_string(list_transform($0, lambda e: hex(coalesce(e, $2))), hex($1)), CASE WHEN $0 IS NOT NULL AND $1 IS NOT NULL THEN '' END))");
        r.Scalar("ARRAY_FIRST", "ARRAY<T> -> T", "(CASE WHEN len($0) = 0 THEN bq_fail('ARRAY_FIRST cannot get the first element of an empty array')::$T ELSE ($0)[1] END)");
        r.Scalar("ARRAY_LAST", "ARRAY<T> -> T", "(CASE WHEN len($0) = 0 THEN bq_fail('ARRAY_LAST cannot get the last element of an empty array')::$T ELSE ($0)[-1] END)");
        r.Scalar("ARRAY_SLICE", "ARRAY<T>, INT64, INT64 -> ARRAY<T>", "list_slice($0, CASE WHEN $1 < 0 THEN greatest($1 + len($0), 0) ELSE $1 END + 1, CASE WHEN $2 < 0 THEN $2 + len($0) ELSE $2 END + 1)");
        r.Special("ARRAY_FILTER", (b, c) => ArrayLambdas.Filter(b, c));
        r.Special("ARRAY_TRANSFORM", (b, c) => ArrayLambdas.Transform(b, c));
        Generators(r);
    }

    static void Generators(FunctionRegistry r)
    {
        r.Scalar("GENERATE_ARRAY", "INT64, INT64, [INT64] -> ARRAY<INT64>", c => Stepped(c, "generate_series($0, $1, $2)", "generate_series($0, $1)"));
        foreach (var (type, duck) in new[] { ("NUMERIC", "DECIMAL(38,9)"), ("FLOAT64", "DOUBLE") })
            r.Scalar("GENERATE_ARRAY", $"{type}, {type}, [{type}] -> ARRAY<{type}>", c => Stepped(c,
                $"list_transform(generate_series(0, floor(($1 - $0) / $2)::BIGINT), lambda i: ($0 + i * $2)::{duck})", $"list_transform(generate_series(0, floor($1 - $0)::BIGINT), lambda i: ($0 + i)::{duck})"));
        r.Scalar("GENERATE_ARRAY", "BIGNUMERIC, BIGNUMERIC, [BIGNUMERIC] -> ARRAY<BIGNUMERIC>", c => $"bq.big_series({c[0]}, {c[1]}, {(c.Has(2) ? c[2] : BigNumerics.Sql(System.Numerics.BigInteger.Pow(10, BigNumerics.Scale)))})");
        r.Scalar("GENERATE_DATE_ARRAY", "DATE, DATE, [INTERVAL] -> ARRAY<DATE>", c => Timed(c, 2, "bq.interval_micros", "DATE", $"list_transform(bq.time_series({c[0]}::TIMESTAMP, {c[1]}::TIMESTAMP, {(c.Has(2) ? c[2] : "to_days(1)")}), lambda d: d::DATE)"));
        r.Scalar("GENERATE_TIMESTAMP_ARRAY", "TIMESTAMP, TIMESTAMP, INTERVAL -> ARRAY<TIMESTAMP>", c => Timed(c, 2, "bq.interval_months", "TIMESTAMPTZ", c.Fill("list_transform(bq.time_series(make_timestamp(epoch_us($0)), make_timestamp(epoch_us($1)), $2), lambda d: make_timestamptz(epoch_us(d)))")));
    }

    /// <summary>A step of nothing, or of parts that the series does not go by, is an error.</summary>
    static string Timed(BoundCall c, int step, string forbidden, string duck, string series) => !c.Has(step) ? series
        : $"(CASE WHEN {c[step]} = to_days(0) THEN bq_fail('Sequence step cannot be 0.')::{duck}[] WHEN {forbidden}({c[step]}) <> 0 THEN bq_fail('Unsupported step of {c.Node.Function.Last.Name.ToUpperInvariant()}')::{duck}[] ELSE {series} END)";

    static string Stepped(BoundCall c, string with, string without) => c.Has(2)
        ? c.Fill($"(CASE WHEN $2 = 0 THEN bq_fail('Sequence step cannot be 0.')::$T ELSE {with} END)")
        : c.Fill(without);
}
