namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Macros of schema `bq`, for what is several DuckDB calls.</summary>
internal static class DuckMacros
{
    internal static readonly string[] Statements =
    [
        "CREATE OR REPLACE MACRO bq.interval_months(i) AS (datepart('year', i) * 12 + datepart('month', i))",
        "CREATE OR REPLACE MACRO bq.interval_days(i) AS datepart('day', i)",
        "CREATE OR REPLACE MACRO bq.interval_micros(i) AS (datepart('hour', i) * 3600000000 + datepart('minute', i) * 60000000 + datepart('microsecond', i))",
        "CREATE OR REPLACE MACRO bq.interval_fail(name, value, most) AS bq_fail('Interval field ' || name || ' ''' || value || ''' is out of range -' || most || ' to ' || most)::INTERVAL",
        "CREATE OR REPLACE MACRO bq.interval_kept(i) AS list_transform([i], lambda k: CASE WHEN abs(bq.interval_months(k)) > 120000 THEN bq.interval_fail('months', bq.interval_months(k), 120000) "
            + "WHEN abs(bq.interval_days(k)) > 3660000 THEN bq.interval_fail('days', bq.interval_days(k), 3660000) "
            + "WHEN abs(bq.interval_micros(k)) > 316224000000000000 THEN bq.interval_fail('micros', bq.interval_micros(k), 316224000000000000) ELSE k END)[1]",
        "CREATE OR REPLACE MACRO bq.interval_without_months(i) AS CASE WHEN bq.interval_months(i) <> 0 "
            + "THEN bq_fail('TIMESTAMP +/- INTERVAL is not supported for intervals with non-zero MONTH or YEAR part.')::INTERVAL ELSE i END",
        "CREATE OR REPLACE MACRO bq.date_kept(d, why) AS CASE WHEN d < DATE '0001-01-01' OR d > DATE '9999-12-31' THEN bq_fail(why)::DATE ELSE d END",
        "CREATE OR REPLACE MACRO bq.datetime_kept(d, why) AS CASE WHEN d < TIMESTAMP '0001-01-01' OR d > TIMESTAMP '9999-12-31 23:59:59.999999' THEN bq_fail(why)::TIMESTAMP ELSE d END",
        "CREATE OR REPLACE MACRO bq.timestamp_kept(t, why) AS CASE WHEN t < TIMESTAMPTZ '0001-01-01 00:00:00+00' OR t > TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN bq_fail(why)::TIMESTAMPTZ ELSE t END",
        "CREATE OR REPLACE MACRO bq.timestamp_of(n, unit) AS CASE WHEN n < -62135596800000000 // unit OR n > 253402300799999999 // unit THEN bq_fail('Input value ' || n || ' cannot be converted into a TIMESTAMP, "
            + "because it would be out of the allowed range between -62135596800000000 to 253402300799999999 (microseconds)')::TIMESTAMPTZ ELSE make_timestamptz(n * unit) END",
        "CREATE OR REPLACE MACRO bq.datetime_difference(a, b) AS (to_days(((epoch_us(a) - epoch_us(b)) // 86400000000)::INTEGER) + to_microseconds((epoch_us(a) - epoch_us(b)) % 86400000000))",
        "CREATE OR REPLACE MACRO bq.interval_build(m, d, u) AS bq.interval_kept(to_months((m)::INTEGER) + to_days((d)::INTEGER) + to_microseconds((u)::BIGINT))",
        "CREATE OR REPLACE MACRO bq.interval_of(p) AS bq.interval_build(split_part(p, ' ', 1), split_part(p, ' ', 2), split_part(p, ' ', 3))",
        "CREATE OR REPLACE MACRO bq.interval_divide(i, n) AS list_transform([i], lambda k: CASE WHEN n = 0 AND k IS NOT NULL THEN bq_fail('Interval division by zero')::INTERVAL "
            + "ELSE bq.interval_build(bq.interval_months(k) // n, (bq.interval_months(k) % n * 30 + bq.interval_days(k)) // n, "
            + "(bq.interval_months(k) % n * 30 + bq.interval_days(k)) % n * 86400000000 // n + bq.interval_micros(k) // n) END)[1]",
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
