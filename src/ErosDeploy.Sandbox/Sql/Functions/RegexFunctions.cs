namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>DuckDB's regular expressions are RE2, as BigQuery's; matching is by code points.</summary>
internal static class RegexFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("REGEXP_CONTAINS", "STRING, STRING -> BOOL", "regexp_matches($0, $1)");
        foreach (var name in new[] { "REGEXP_EXTRACT", "REGEXP_SUBSTR" })
        {
            r.Scalar(name, "STRING, STRING -> STRING", c => c.Fill($"(CASE WHEN regexp_matches($0, $1) THEN regexp_extract($0, $1, {Group(c)}) END)"));
            r.Scalar(name, "STRING, STRING, INT64, [INT64] -> STRING", c => $"regexp_extract_all(substring({c[0]}, {c[2]}), {c[1]}, {Group(c)})[{(c.Has(3) ? c[3] : "1")}]");
        }
        r.Scalar("REGEXP_EXTRACT_ALL", "STRING, STRING -> ARRAY<STRING>", c => c.Fill($"regexp_extract_all($0, $1, {Group(c)})"));
        r.Scalar("REGEXP_REPLACE", "STRING, STRING, STRING -> STRING", "regexp_replace($0, $1, $2, 'g')");
        r.Scalar("REGEXP_INSTR", "STRING, STRING, [INT64], [INT64], [INT64] -> INT64",
            c => $"bq_regexp_instr({c[0]}, {c[1]}, ({(c.Has(2) ? c[2] : "1")} * 1000000 + {(c.Has(3) ? c[3] : "1")}) * 2 + {(c.Has(4) ? c[4] : "0")})");
    }

    /// <summary>1 when the pattern has a capturing group, whose text is then the answer; decided now for constants, else for each row.</summary>
    static string Group(BoundCall call) => call.Typed(1).Literal is GoogleSql.Syntax.StringLiteral pattern
        ? RegexGroups.Count(pattern.Value) > 1 ? throw call.Fail("Regular expression has more than 1 capturing group") : RegexGroups.Count(pattern.Value).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : $"bq_regexp_groups({call[1]})::INTEGER";
}
