namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>FORMAT_x and PARSE_x of dates and times, and FORMAT.</summary>
internal static class FormatFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("FORMAT_DATE", "STRING, DATE -> STRING", "bq_strftime($0, epoch_us($1::TIMESTAMP), 'UTC', 'DATE')");
        foreach (var name in new[] { "FORMAT_DATE", "FORMAT_DATETIME" }) r.Scalar(name, "STRING, DATETIME -> STRING", "bq_strftime($0, epoch_us($1), 'UTC', 'DATETIME')");
        r.Scalar("FORMAT_TIME", "STRING, TIME -> STRING", "bq_strftime($0, epoch_us($1), 'UTC', 'TIME')");
        foreach (var name in new[] { "FORMAT_DATE", "FORMAT_TIMESTAMP" })
            r.Scalar(name, "STRING, TIMESTAMP, [STRING] -> STRING", c => $"bq_strftime({c[0]}, epoch_us({c[1]}), {(c.Has(2) ? c[2] : "'UTC'")}, 'TIMESTAMP')");
        r.Scalar("PARSE_DATE", "STRING, STRING -> DATE", "make_timestamp(bq_strptime($0, $1, 'UTC', 'DATE'))::DATE");
        r.Scalar("PARSE_DATETIME", "STRING, STRING -> DATETIME", "make_timestamp(bq_strptime($0, $1, 'UTC', 'DATETIME'))");
        r.Scalar("PARSE_TIME", "STRING, STRING -> TIME", "make_timestamp(bq_strptime($0, $1, 'UTC', 'TIME'))::TIME");
        r.Scalar("PARSE_TIMESTAMP", "STRING, STRING, [STRING] -> TIMESTAMP", c => $"make_timestamptz(bq_strptime({c[0]}, {c[1]}, {(c.Has(2) ? c[2] : "'UTC'")}, 'TIMESTAMP'))");
        r.Scalar("PARSE_NUMERIC", "STRING -> NUMERIC", "bq_numeric_parse_loose($0)::DECIMAL(38,9)");
        r.Scalar("PARSE_BIGNUMERIC", "STRING -> BIGNUMERIC", "bq.big_parse_loose($0)");
        r.Special("FORMAT", FormatCall.Bind);
    }
}
