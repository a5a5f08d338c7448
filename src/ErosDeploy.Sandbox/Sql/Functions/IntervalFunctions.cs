namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class IntervalFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("MAKE_INTERVAL", "[year INT64 = 0], [month INT64 = 0], [day INT64 = 0], [hour INT64 = 0], [minute INT64 = 0], [second INT64 = 0] -> INTERVAL", c =>
            $"bq.interval_kept(to_months(({At(c, 0)} * 12 + {At(c, 1)})::INTEGER) + to_days(({At(c, 2)})::INTEGER) + to_microseconds((({At(c, 3)} * 60 + {At(c, 4)}) * 60 + {At(c, 5)}) * 1000000))");
        foreach (var name in new[] { "JUSTIFY_HOURS", "JUSTIFY_DAYS", "JUSTIFY_INTERVAL" })
            r.Scalar(name, "INTERVAL -> INTERVAL", $"bq.interval_of(bq_{name.ToLowerInvariant()}(bq.interval_months($0), bq.interval_days($0), bq.interval_micros($0)))");
        Ranges(r);
    }

    static string At(BoundCall c, int index) => c.Has(index) ? c[index] : "0";

    static void Ranges(FunctionRegistry r)
    {
        r.Scalar("RANGE", "T, T -> RANGE<T>", "(CASE WHEN $0 >= $1 THEN bq_fail('Range start element must be smaller than range end element: [' || $0::VARCHAR || ', ' || $1::VARCHAR || ')')::$T ELSE struct_pack(\"start\" := $0, \"end\" := $1) END)");
        r.Scalar("RANGE_START", "RANGE<T> -> T", "struct_extract($0, 'start')");
        r.Scalar("RANGE_END", "RANGE<T> -> T", "struct_extract($0, 'end')");
        r.Scalar("RANGE_OVERLAPS", "RANGE<T>, RANGE<T> -> BOOL", "bq.range_overlaps($0, $1)");
        r.Scalar("RANGE_CONTAINS", "RANGE<T>, RANGE<T> -> BOOL", "bq.range_contains($0, $1)");
        r.Scalar("RANGE_CONTAINS", "RANGE<T>, T -> BOOL", "bq.range_holds($0, $1)");
        r.Scalar("RANGE_INTERSECT", "RANGE<T>, RANGE<T> -> RANGE<T>", "(CASE WHEN NOT bq.range_overlaps($0, $1) THEN bq_fail('Provided RANGE inputs do not overlap')::$T WHEN $0 IS NOT NULL AND $1 IS NOT NULL THEN bq.range_intersect($0, $1) END)");
        r.Special("GENERATE_RANGE_ARRAY", Generated);
    }

    /// <summary>Consecutive ranges of one step; the last one ends where the whole does.</summary>
    static Binding.Typed Generated(Binding.Binder binder, GoogleSql.Syntax.FunctionCall call)
    {
        var arguments = CallArguments.Of(binder, call, "include_last_partial_range");
        var given = arguments.Positional;
        if (given.Count is < 2 or > 3) throw binder.Fail(call, "No matching signature for function GENERATE_RANGE_ARRAY\n  Signature: GENERATE_RANGE_ARRAY(RANGE<T1>, INTERVAL, [include_last_partial_range => BOOL])");
        var range = binder.Bind(given[0]);
        if (!range.Type.IsRange) throw binder.Fail(call, $"No matching signature for function GENERATE_RANGE_ARRAY\n  Argument types: {range.Type}");
        var step = binder.BindAs(given[1], Types.SqlType.Interval, "GENERATE_RANGE_ARRAY step");
        var partial = given.Count == 3 ? binder.BindAs(given[2], Types.SqlType.Bool, "include_last_partial_range").Sql : arguments.Named("include_last_partial_range", Types.SqlType.Bool, "true").Sql;
        var element = range.Type.Element!;
        string Local(string x) => element.Kind == Types.TypeKind.Timestamp ? $"make_timestamp(epoch_us({x}))" : $"{x}::TIMESTAMP";
        string Back(string x) => element.Kind switch { Types.TypeKind.Timestamp => $"make_timestamptz(epoch_us({x}))", Types.TypeKind.Date => $"({x})::DATE", _ => x };
        var (start, end) = (Local($"struct_extract({range.Sql}, 'start')"), Local($"struct_extract({range.Sql}, 'end')"));
        var points = $"list_filter(bq.time_series({start}, {end}, {step.Sql}), lambda d: d < {end} AND ({partial} OR d + {step.Sql} <= {end}))";
        return new(Types.SqlType.Array(range.Type), $"list_transform({points}, lambda d: struct_pack(\"start\" := {Back("d")}, \"end\" := {Back($"least(d + {step.Sql}, {end})")}))");
    }
}
