namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>DuckDB's regular expressions are RE2, as BigQuery's; matching is by code points.</summary>
internal static class RegexFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("REGEXP_CONTAINS", "STRING, STRING -> BOOL", "regexp_matches($0, $1)");
        foreach (var name in new[] { "REGEXP_EXTRACT", "REGEXP_SUBSTR" })
        {
            r.Scalar(name, "STRING, STRING -> STRING", c => Group(c) == "0"
                ? c.Fill("(CASE WHEN regexp_matches($0, $1) THEN regexp_extract($0, $1, 0) END)")
                : c.Fill("(CASE WHEN regexp_matches($0, $1) THEN bq_regexp_substr($0, $1, '1', '1') END)"));
            r.Scalar(name, "STRING, STRING, INT64, [INT64] -> STRING",
                c => $"(CASE WHEN {Checked(c)} IS NOT NULL THEN bq_regexp_substr({c[0]}, {c[1]}, ({c[2]})::VARCHAR, {At(c, 3, "1")}) END)");
        }
        r.Scalar("REGEXP_EXTRACT_ALL", "STRING, STRING -> ARRAY<STRING>", c => c.Fill($"regexp_extract_all($0, $1, {Group(c)})"));
        r.Scalar("REGEXP_REPLACE", "STRING, STRING, STRING -> STRING", c => Replaced(c));
        r.Scalar("REGEXP_INSTR", "STRING, STRING, [INT64], [INT64], [INT64] -> INT64",
            c => $"(CASE WHEN {Checked(c)} IS NOT NULL THEN bq_regexp_instr({c[0]}, {c[1]}, {At(c, 2, "1")}, {At(c, 3, "1")}, {At(c, 4, "0")})::BIGINT END)");
    }

    /// <summary>RE2's own opinion of the pattern, which refuses what is none of its syntax.</summary>
    static string Checked(BoundCall c) => $"regexp_matches({c[0]}, {c[1]})";

    static string At(BoundCall c, int index, string missing) => c.Has(index) ? $"({c[index]})::VARCHAR" : $"'{missing}'";

    static string Replaced(BoundCall call)
    {
        if (call.Typed(2).Literal is GoogleSql.Syntax.StringLiteral { Value: var rewrite })
        {
            for (var at = rewrite.IndexOf('\\', StringComparison.Ordinal); at >= 0; at = at + 2 <= rewrite.Length ? rewrite.IndexOf('\\', at + 2) : -1)
            {
                if (at + 1 == rewrite.Length || !char.IsAsciiDigit(rewrite[at + 1]) && rewrite[at + 1] != '\\') throw call.Fail("Invalid REGEXP_REPLACE pattern");
            }
        }
        return call.Fill("regexp_replace($0, $1, $2, 'g')");
    }

    /// <summary>1 when the pattern has a capturing group, whose text is then the answer; decided now for constants, else for each row.</summary>
    static string Group(BoundCall call) => call.Typed(1).Literal is GoogleSql.Syntax.StringLiteral pattern
        ? RegexGroups.Count(pattern.Value) > 1 ? throw call.Fail("Regular expression has more than 1 capturing group") : RegexGroups.Count(pattern.Value).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : $"bq_regexp_groups({call[1]})::INTEGER";
}
