using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class DateFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        Current(r);
        Constructors(r);
        Arithmetic(r);
        Truncation(r);
        Epochs(r);
    }

    static void Current(FunctionRegistry r)
    {
        r.Scalar("CURRENT_TIMESTAMP", "-> TIMESTAMP", c => $"make_timestamptz({Now(c)})");
        r.Scalar("DATE_BUCKET", "DATE, INTERVAL, [DATE] -> DATE", c => c.Fill($"bq.date_kept(time_bucket($1, $0, {(c.Has(2) ? "$2" : "DATE '1950-01-01'")})::DATE, 'Bucket for ' || $0::VARCHAR || ' is outside of date range')"));
        r.Scalar("DATETIME_BUCKET", "DATETIME, INTERVAL, [DATETIME] -> DATETIME", c => c.Fill($"bq.datetime_kept(time_bucket($1, $0, {(c.Has(2) ? "$2" : "TIMESTAMP '1950-01-01'")}), 'Bucket for ' || bq_datetime_text(epoch_us($0)) || ' is outside of datetime range')"));
        r.Scalar("TIMESTAMP_BUCKET", "TIMESTAMP, INTERVAL, [TIMESTAMP] -> TIMESTAMP",
            c => c.Fill($"bq.timestamp_kept(make_timestamptz(epoch_us(time_bucket($1, make_timestamp(epoch_us($0)), {(c.Has(2) ? "make_timestamp(epoch_us($2))" : "TIMESTAMP '1950-01-01'")}))), 'Bucket for ' || bq_timestamp_text(epoch_us($0), 'UTC') || ' is outside of timestamp range')"));
        r.Scalar("CURRENT_DATE", "[STRING] -> DATE", c => $"make_timestamp({Local(c)})::DATE");
        r.Scalar("CURRENT_DATETIME", "[STRING] -> DATETIME", c => $"make_timestamp({Local(c)})");
        r.Scalar("CURRENT_TIME", "[STRING] -> TIME", c => $"make_timestamp({Local(c)})::TIME");
    }

    static string Now(BoundCall c) => FormattableString.Invariant($"{(c.Binder.Context.Now.UtcTicks - DateTime.UnixEpoch.Ticks) / 10}");

    static string Local(BoundCall c) => c.Has(0) ? $"bq_to_local({Now(c)}, {c[0]})" : Now(c);

    /// <summary>A TIMESTAMP as local TIMESTAMP without zone.</summary>
    internal static string AtZone(string x, string? zone) => zone is null or "'UTC'" ? $"make_timestamp(epoch_us({x}))" : $"make_timestamp(bq_to_local(epoch_us({x}), {zone}))";

    /// <summary>As above for parts of it, which it has also where it is no DATETIME, before year 1 or after 9999.</summary>
    internal static string PartsAtZone(string x, string? zone) => AtZone(x, zone).Replace("bq_to_local(", "bq_to_local_unbounded(", StringComparison.Ordinal);

    static string? Zone(BoundCall c, int index) => c.Has(index) ? c[index] : null;

    static void Constructors(FunctionRegistry r)
    {
        r.Scalar("DATE", "INT64, INT64, INT64 -> DATE", "(DATE '1970-01-01' + bq_make_date($0, $1, $2)::INTEGER)");
        r.Scalar("DATE", "DATE -> DATE", "$0");
        r.Scalar("DATE", "DATETIME -> DATE", "$0::DATE");
        r.Scalar("DATE", "TIMESTAMP, [STRING] -> DATE", c => $"{AtZone(c[0], Zone(c, 1))}::DATE");
        r.Scalar("DATETIME", "INT64, INT64, INT64, INT64, INT64, INT64 -> DATETIME", "bq.datetime_kept(make_timestamp(bq_make_date($0, $1, $2) * 86400000000 + bq_make_time($3, $4, $5)), 'Input calculates to invalid datetime')");
        r.Scalar("DATETIME", "DATETIME -> DATETIME", "$0");
        r.Scalar("DATETIME", "DATE -> DATETIME", "$0::TIMESTAMP");
        r.Scalar("DATETIME", "DATE, TIME -> DATETIME", "($0 + $1)");
        r.Scalar("DATETIME", "TIMESTAMP, [STRING] -> DATETIME", c => AtZone(c[0], Zone(c, 1)));
        r.Scalar("TIME", "INT64, INT64, INT64 -> TIME", "make_timestamp(bq_make_time($0, $1, $2) % 86400000000)::TIME");
        r.Scalar("TIME", "TIME -> TIME", "$0");
        r.Scalar("TIME", "DATETIME -> TIME", "$0::TIME");
        r.Scalar("TIME", "TIMESTAMP, [STRING] -> TIME", c => $"{AtZone(c[0], Zone(c, 1))}::TIME");
        r.Scalar("TIMESTAMP", "STRING, [STRING] -> TIMESTAMP", c => c.Has(1) ? c.Fill("make_timestamptz(bq_timestamp_of($0, $1))") : c.Fill("make_timestamptz(bq_parse_timestamp($0, 'UTC'))"));
        r.Scalar("TIMESTAMP", "TIMESTAMP -> TIMESTAMP", "$0");
        foreach (var type in new[] { "DATE", "DATETIME" })
            r.Scalar("TIMESTAMP", $"{type}, [STRING] -> TIMESTAMP", c => c.Has(1) ? c.Fill("make_timestamptz(bq_to_utc(epoch_us($0::TIMESTAMP), $1))") : c.Fill("make_timestamptz(epoch_us($0::TIMESTAMP))"));
        r.Scalar("STRING", "TIMESTAMP, [STRING] -> STRING", c => $"bq_timestamp_text(epoch_us({c[0]}), {Zone(c, 1) ?? "'UTC'"})");
        r.Scalar("STRING", "DATE -> STRING", "$0::VARCHAR");
        r.Scalar("STRING", "DATETIME -> STRING", "bq_datetime_text(epoch_us($0))");
        r.Scalar("STRING", "TIME -> STRING", "bq_time_text(epoch_us($0))");
        r.Scalar("STRING", "JSON -> STRING", "bq_json_string($0::VARCHAR)");
    }

    static void Arithmetic(FunctionRegistry r)
    {
        foreach (var (name, sign) in new[] { ("ADD", "+"), ("SUB", "-") })
        {
            r.Scalar($"DATE_{name}", "DATE, INTERVAL -> DATE", c => DateMoved(c, sign));
            r.Scalar($"DATE_{name}", "DATETIME, INTERVAL -> DATETIME", c => Moved(c, sign));
            r.Scalar($"DATE_{name}", "TIMESTAMP, INTERVAL -> TIMESTAMP", c => Moved(c, sign));
            r.Scalar($"DATETIME_{name}", "DATETIME, INTERVAL -> DATETIME", c => Moved(c, sign));
            r.Scalar($"TIMESTAMP_{name}", "TIMESTAMP, INTERVAL -> TIMESTAMP", c => Moved(c, sign));
            r.Scalar($"TIME_{name}", "TIME, INTERVAL -> TIME", c => TimeMoved(c, sign));
        }
        foreach (var name in new[] { "DATE_DIFF", "DATETIME_DIFF", "TIME_DIFF", "TIMESTAMP_DIFF" })
        {
            foreach (var type in name switch { "DATE_DIFF" => new[] { "DATE", "DATETIME" }, "DATETIME_DIFF" => ["DATETIME"], "TIME_DIFF" => ["TIME"], _ => [] })
                r.Scalar(name, $"{type}, {type}, PART -> INT64", c => $"{DateParts.Difference(c.Binder, c.Part(2), c[0], c[1], c.Typed(0).Type, name)}::BIGINT");
            if (name != "TIME_DIFF") r.Scalar(name, "TIMESTAMP, TIMESTAMP, PART -> INT64", c => DateParts.Elapsed(c.Binder, c.Part(2), c[0], c[1]));
        }
    }

    static string Moved(BoundCall c, string sign) => MomentRanges.Moved(c.Binder, c.Typed(0), c.Typed(1), sign, c.Result);

    /// <summary>Whole days stay dates; other intervals go through a timestamp.</summary>
    static string DateMoved(BoundCall c, string sign)
    {
        if (c.Node.Arguments[1] is IntervalExpression { ToPart: null } interval && interval.Part.Is("DAY") && c.Binder.Bind(interval.Value) is { Type.Kind: TypeKind.Int64 } days)
            return MomentRanges.MovedDays(c.Binder, c.Typed(0), days, sign);
        return Moved(c, sign);
    }

    /// <summary>Around the clock, however large the number is.</summary>
    static string TimeMoved(BoundCall c, string sign)
    {
        if (c.Node.Arguments[1] is not IntervalExpression { ToPart: null, Value: not StringLiteral } interval) return c.Fill($"($0 {sign} $1)");
        var unit = interval.Part.Name.ToUpperInvariant() switch
        {
            "MICROSECOND" => 1L, "MILLISECOND" => 1000, "SECOND" => 1_000_000, "MINUTE" => 60_000_000, "HOUR" => 3_600_000_000,
            var part => throw c.Fail($"{c.Node.Function.Last.Name.ToUpperInvariant()} does not support the {part} date part"),
        };
        var number = c.Binder.BindAs(interval.Value, SqlType.Int64, "INTERVAL value").Sql;
        return FormattableString.Invariant($"make_timestamp((epoch_us({c[0]}) {sign} ({number}) % {DateTimes.MicrosPerDay / unit} * {unit} + {DateTimes.MicrosPerDay}) % {DateTimes.MicrosPerDay})::TIME");
    }

    static void Truncation(FunctionRegistry r)
    {
        foreach (var name in new[] { "DATE_TRUNC", "DATETIME_TRUNC", "TIMESTAMP_TRUNC", "TIME_TRUNC" })
        {
            if (name == "DATE_TRUNC") r.Scalar(name, "DATE, PART -> DATE", c => DateParts.Trunc(c.Binder, c.Part(1), c[0], SqlType.Date, name));
            if (name == "TIMESTAMP_TRUNC") r.Scalar(name, "TIMESTAMP, PART, [STRING] -> TIMESTAMP", c => Truncated(c, name));
            if (name != "TIME_TRUNC") r.Scalar(name, "DATETIME, PART -> DATETIME", c => DateParts.Trunc(c.Binder, c.Part(1), c[0], SqlType.Datetime, name));
            if (name is "DATE_TRUNC" or "DATETIME_TRUNC") r.Scalar(name, "TIMESTAMP, PART, [STRING] -> TIMESTAMP", c => Truncated(c, name));
            if (name == "TIME_TRUNC") r.Scalar(name, "TIME, PART -> TIME", c => DateParts.Trunc(c.Binder, c.Part(1), c[0], SqlType.Time, name));
        }
        r.Scalar("LAST_DAY", "DATE, [PART] -> DATE", c => LastDay(c, c[0]));
        r.Scalar("LAST_DAY", "DATETIME, [PART] -> DATE", c => LastDay(c, $"{c[0]}::DATE"));
    }

    static string Truncated(BoundCall c, string name)
    {
        var zone = Zone(c, 2);
        var local = DateParts.Trunc(c.Binder, c.Part(1), PartsAtZone(c[0], zone), SqlType.Datetime, name);
        return zone is null ? $"make_timestamptz(epoch_us({local}))" : $"make_timestamptz(bq_to_utc(epoch_us({local}), {zone}))";
    }

    static string LastDay(BoundCall c, string date)
    {
        if (!c.Has(1)) return $"last_day({date})";
        var part = c.Part(1);
        var start = DateParts.Trunc(c.Binder, part, $"({date})", SqlType.Date, "LAST_DAY");
        return DateParts.Name(part) switch
        {
            "MONTH" => $"last_day({date})",
            "YEAR" => $"(({start} + to_years(1))::DATE - 1)",
            "QUARTER" => $"(({start} + to_months(3))::DATE - 1)",
            "WEEK" or "ISOWEEK" => $"({start} + 6)",
            "ISOYEAR" => $"(date_trunc('isoyear', {start} + 371)::DATE - 1)",
            var name => throw c.Fail($"LAST_DAY does not support the {name} date part"),
        };
    }

    static void Epochs(FunctionRegistry r)
    {
        foreach (var (name, unit) in new[] { ("SECONDS", 1_000_000), ("MILLIS", 1000), ("MICROS", 1) })
        {
            r.Scalar($"UNIX_{name}", "TIMESTAMP -> INT64", unit == 1 ? "epoch_us($0)" : $"((epoch_us($0) - (epoch_us($0) % {unit} + {unit}) % {unit}) // {unit})");
            r.Scalar($"TIMESTAMP_{name}", "INT64 -> TIMESTAMP", $"bq.timestamp_of($0, {unit})");
        }
        r.Scalar("UNIX_DATE", "DATE -> INT64", "($0 - DATE '1970-01-01')::BIGINT");
        r.Scalar("DATE_FROM_UNIX_DATE", "INT64 -> DATE", "bq.date_kept(DATE '1970-01-01' + $0::INTEGER, 'DATE_FROM_UNIX_DATE out of range: ' || $0)");
    }
}
