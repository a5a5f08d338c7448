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
        r.Scalar("REGEXP_EXTRACT_ALL", "STRING, STRING -> ARRAY<STRING>", c => c.Fill(All(Group(c))));
        r.Scalar("REGEXP_REPLACE", "STRING, STRING, STRING -> STRING", c => Replaced(c));
        Bytes(r);
        r.Scalar("REGEXP_INSTR", "STRING, STRING, [INT64], [INT64], [INT64] -> INT64",
            c => $"(CASE WHEN {Checked(c)} IS NOT NULL THEN bq_regexp_instr({c[0]}, {c[1]}, {At(c, 2, "1")}, {At(c, 3, "1")}, {At(c, 4, "0")})::BIGINT END)");
    }

    /// <summary>A group that took no part is empty. Where the last match is empty, DuckDB may have found one more than BigQuery does at the end of the text: then all are looked for again.</summary>
    static string All(string group)
    {
        var last = "regexp_extract_all($0, $1, 0)[-1] = ''";
        return $"(CASE WHEN {last} THEN from_json(bq_regexp_all($0, $1), '[\"VARCHAR\"]') ELSE {(group == "0" ? "regexp_extract_all($0, $1, 0)" : $"list_transform(regexp_extract_all($0, $1, {group}), lambda m: coalesce(m, ''))")} END)";
    }

    static void Bytes(FunctionRegistry r)
    {
        r.Scalar("REGEXP_CONTAINS", "BYTES, BYTES -> BOOL", $"bq_bytes_regexp_contains($0, {Pattern})");
        foreach (var name in new[] { "REGEXP_EXTRACT", "REGEXP_SUBSTR" })
            r.Scalar(name, "BYTES, BYTES, [INT64], [INT64] -> BYTES", c => c.Fill($"unhex(bq_bytes_regexp_substr_hex($0, {Pattern}, {(c.Has(2) ? "$2" : "1")}, {(c.Has(3) ? "$3" : "1")}))"));
        r.Scalar("REGEXP_EXTRACT_ALL", "BYTES, BYTES -> ARRAY<BYTES>", $"list_transform(from_json(bq_bytes_regexp_all($0, {Pattern}), '[\"VARCHAR\"]'), lambda x: unhex(x))");
        r.Scalar("REGEXP_REPLACE", "BYTES, BYTES, BYTES -> BYTES", $"unhex(bq_bytes_regexp_replace_hex($0, {Pattern}, $2))");
        r.Scalar("REGEXP_INSTR", "BYTES, BYTES, [INT64], [INT64], [INT64] -> INT64",
            c => c.Fill($"bq_bytes_regexp_instr(hex($0), {Pattern}, {At(c, 2, "1")}, {At(c, 3, "1")}, {At(c, 4, "0")})::BIGINT"));
    }

    /// <summary>A pattern of bytes as text, once RE2 has accepted it.</summary>
    const string Pattern = "(CASE WHEN regexp_matches('', bq_bytes_pattern($1)) IS NOT NULL THEN bq_bytes_pattern($1) END)";

    /// <summary>RE2's own opinion of the pattern, which refuses what is none of its syntax.</summary>
    static string Checked(BoundCall c) => $"regexp_matches({c[0]}, {c[1]})";

    static string At(BoundCall c, int index, string missing) => c.Has(index) ? $"({c[index]})::VARCHAR" : $"'{missing}'";

    /// <summary>RE2 takes a rewrite that asks for more groups than there are as no match: it is checked before.</summary>
    static string Replaced(BoundCall call)
    {
        const string Checked = "(CASE WHEN $0 IS NOT NULL THEN regexp_replace($0, $1, bq_regexp_rewrite($1, $2), 'g') END)";
        if (call.Typed(1).Literal is not GoogleSql.Syntax.StringLiteral { Value: var pattern } || call.Typed(2).Literal is not GoogleSql.Syntax.StringLiteral { Value: var rewrite })
            return call.Fill(Checked);
        return Runtime.RegexRuntime.RewriteError(pattern, rewrite) is null ? call.Fill("regexp_replace($0, $1, $2, 'g')") : call.Fill(Checked);
    }

    /// <summary>1 when the pattern has a capturing group, whose text is then the answer; decided now for constants, else for each row.</summary>
    static string Group(BoundCall call) => call.Typed(1).Literal is GoogleSql.Syntax.StringLiteral pattern
        ? RegexGroups.Count(pattern.Value) > 1 ? throw call.Fail("Regular expression has more than 1 capturing group") : RegexGroups.Count(pattern.Value).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : $"bq_regexp_groups({call[1]})::INTEGER";
}
