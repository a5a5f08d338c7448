namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Macros of schema `bq`, for what is several DuckDB calls.</summary>
internal static class DuckMacros
{
    internal static readonly string[] Statements =
    [
        "CREATE OR REPLACE MACRO bq.interval_months(i) AS (datepart('year', i) * 12 + datepart('month', i))",
        "CREATE OR REPLACE MACRO bq.interval_days(i) AS datepart('day', i)",
        "CREATE OR REPLACE MACRO bq.interval_micros(i) AS (datepart('hour', i) * 3600000000 + datepart('minute', i) * 60000000 + datepart('microsecond', i))",
        "CREATE OR REPLACE MACRO bq.interval_build(m, d, u) AS (to_months((m)::INTEGER) + to_days((d)::INTEGER) + to_microseconds((u)::BIGINT))",
        "CREATE OR REPLACE MACRO bq.interval_of(p) AS bq.interval_build(split_part(p, ' ', 1), split_part(p, ' ', 2), split_part(p, ' ', 3))",
        "CREATE OR REPLACE MACRO bq.interval_divide(i, n) AS bq.interval_build(bq.interval_months(i) // n, (bq.interval_months(i) % n * 30 + bq.interval_days(i)) // n, "
            + "(bq.interval_months(i) % n * 30 + bq.interval_days(i)) % n * 86400000000 // n + bq.interval_micros(i) // n)",
        "CREATE OR REPLACE MACRO bq.justify_hours(i) AS bq.interval_build(bq.interval_months(i), bq.interval_days(i) + bq.interval_micros(i) // 86400000000, bq.interval_micros(i) % 86400000000)",
        "CREATE OR REPLACE MACRO bq.justify_days(i) AS bq.interval_build(bq.interval_months(i) + bq.interval_days(i) // 30, bq.interval_days(i) % 30, bq.interval_micros(i))",
        "CREATE OR REPLACE MACRO bq.range_overlaps(a, b) AS ((struct_extract(a, 'start') IS NULL OR struct_extract(b, 'end') IS NULL OR struct_extract(a, 'start') < struct_extract(b, 'end')) "
            + "AND (struct_extract(b, 'start') IS NULL OR struct_extract(a, 'end') IS NULL OR struct_extract(b, 'start') < struct_extract(a, 'end')) AND CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE true END)",
        "CREATE OR REPLACE MACRO bq.range_holds(a, x) AS ((struct_extract(a, 'start') IS NULL OR struct_extract(a, 'start') <= x) AND (struct_extract(a, 'end') IS NULL OR x < struct_extract(a, 'end')) "
            + "AND CASE WHEN a IS NULL OR x IS NULL THEN NULL ELSE true END)",
        "CREATE OR REPLACE MACRO bq.range_contains(a, b) AS ((struct_extract(a, 'start') IS NULL OR coalesce(struct_extract(a, 'start') <= struct_extract(b, 'start'), false)) "
            + "AND (struct_extract(a, 'end') IS NULL OR coalesce(struct_extract(b, 'end') <= struct_extract(a, 'end'), false)) AND CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE true END)",
        "CREATE OR REPLACE MACRO bq.range_intersect(a, b) AS struct_pack(\"start\" := greatest(struct_extract(a, 'start'), struct_extract(b, 'start')), \"end\" := least(struct_extract(a, 'end'), struct_extract(b, 'end')))",
        "CREATE OR REPLACE MACRO bq.time_series(a, b, i) AS generate_series(a, b, i)",
        "CREATE OR REPLACE MACRO bq.first_of_each(l) AS list_filter(l, lambda e, i: coalesce(list_position(l, e), list_position(list_transform(l, lambda v: v IS NULL), true)) = i)",
        .. BigNumericRuntime.Macros,
    ];
}
