using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class StringFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        Parts(r);
        Cases(r);
        Searching(r);
        Trimming(r);
        Codes(r);
        Splitting(r);
    }

    static void Parts(FunctionRegistry r)
    {
        r.Special("CONCAT", Concatenated);
        foreach (var name in new[] { "LENGTH", "CHAR_LENGTH", "CHARACTER_LENGTH" }) r.Scalar(name, "STRING -> INT64", "length($0)");
        r.Scalar("LENGTH", "BYTES -> INT64", "octet_length($0)::BIGINT");
        foreach (var name in new[] { "BYTE_LENGTH", "OCTET_LENGTH" })
        {
            r.Scalar(name, "STRING -> INT64", "strlen($0)::BIGINT");
            r.Scalar(name, "BYTES -> INT64", "octet_length($0)::BIGINT");
        }
        foreach (var name in new[] { "SUBSTR", "SUBSTRING" })
        {
            r.Scalar(name, "STRING, INT64, [INT64] -> STRING", Substring);
            r.Scalar(name, "BYTES, INT64, [INT64] -> BYTES", c => c.Has(2) ? c.Fill("bq.bq_bytes_substr($0, $1, $2)") : c.Fill("bq.bq_bytes_substr($0, $1, 9223372036854775807)"));
        }
        r.Scalar("LEFT", "STRING, INT64 -> STRING", "(CASE WHEN $0 IS NOT NULL AND $1 < 0 THEN bq_fail('Second argument in LEFT() cannot be negative') ELSE left($0, $1) END)");
        r.Scalar("RIGHT", "STRING, INT64 -> STRING", "(CASE WHEN $0 IS NOT NULL AND $1 < 0 THEN bq_fail('Second argument in RIGHT() cannot be negative') ELSE right($0, $1) END)");
        r.Scalar("LEFT", "BYTES, INT64 -> BYTES", "(CASE WHEN $0 IS NOT NULL AND $1 < 0 THEN bq_fail('Second argument in LEFT() cannot be negative')::BLOB ELSE bq.bq_bytes_substr($0, 1, $1) END)");
        r.Scalar("RIGHT", "BYTES, INT64 -> BYTES", "(CASE WHEN $0 IS NOT NULL AND $1 < 0 THEN bq_fail('Second argument in RIGHT() cannot be negative')::BLOB ELSE bq.bq_bytes_right($0, $1) END)");
        r.Scalar("REPEAT", "STRING, INT64 -> STRING", "(CASE WHEN $0 IS NOT NULL AND $1 < 0 THEN bq_fail('Second argument (repeat count) for REPEAT cannot be negative') ELSE repeat($0, $1) END)");
        r.Scalar("REPEAT", "BYTES, INT64 -> BYTES", "(CASE WHEN $0 IS NOT NULL AND $1 < 0 THEN bq_fail('Second argument (repeat count) for REPEAT cannot be negative')::BLOB ELSE bq.bq_bytes_repeat($0, $1) END)");
        r.Scalar("REVERSE", "STRING -> STRING", "bq_reverse($0)");
        r.Scalar("REVERSE", "BYTES -> BYTES", "bq.bq_bytes_reverse($0)");
        r.Scalar("REPLACE", "STRING, STRING, STRING -> STRING", "(CASE WHEN $1 = '' THEN $0 ELSE replace($0, $1, $2) END)");
        r.Scalar("REPLACE", "BYTES, BYTES, BYTES -> BYTES", "bq.bq_bytes_replace($0, $1, $2)");
        r.Scalar("TRANSLATE", "STRING, STRING, STRING -> STRING", "bq_translate($0, $1, $2)");
        r.Scalar("TRANSLATE", "BYTES, BYTES, BYTES -> BYTES", "bq.bq_bytes_translate($0, $1, $2)");
        foreach (var name in new[] { "LPAD", "RPAD" })
        {
            r.Scalar(name, "STRING, INT64, [STRING] -> STRING", c => $"bq_{name.ToLowerInvariant()}({c[0]}, {c[1]}, {(c.Has(2) ? c[2] : "' '")})");
            r.Scalar(name, "BYTES, INT64, [BYTES] -> BYTES", c => $"bq.bq_bytes_{name.ToLowerInvariant()}({c[0]}, {c[1]}, {(c.Has(2) ? c[2] : "'\\x20'::BLOB")})");
        }
    }

    /// <summary>BYTES with BYTES, otherwise everything becomes a STRING that can be cast to one.</summary>
    static Binding.Typed Concatenated(Binding.Binder binder, GoogleSql.Syntax.FunctionCall call)
    {
        if (call.Arguments.Count == 0) throw binder.Fail(call, "No matching signature for function CONCAT with no arguments\n  Signature: CONCAT(STRING, [STRING, ...])\n    Signature requires at least 1 argument, found 0 arguments");
        var parts = call.Arguments.Select(binder.Bind).ToList();
        var type = parts.Any(p => p.Type.Kind == TypeKind.Bytes) ? SqlType.Bytes : SqlType.String;
        var texts = parts.Select(p => p.IsNull ? Binding.Typed.Null(type).Sql : p.Type == type ? p.Sql : type.Kind == TypeKind.String && !p.Type.IsArray && !p.Type.IsStruct ? Binding.Casts.ToSql(binder, p, type) : null).ToList();
        if (texts.Contains(null)) throw binder.Fail(call, $"No matching signature for function CONCAT\n  Argument types: {string.Join(", ", parts.Select(p => p.IsNull ? "NULL" : p.Type.ToString()))}\n  Signature: CONCAT(STRING, [STRING, ...])\n  Signature: CONCAT(BYTES, [BYTES, ...])");
        return new(type, texts.Count == 1 ? texts[0]! : $"({string.Join(" || ", texts)})") { Collation = parts.Select(p => p.Collation).FirstOrDefault(c => c is not null) };
    }

    /// <summary>A constant start above zero is what DuckDB does too; position 0 counts as 1, and one before the text as its start.</summary>
    static string Substring(BoundCall c)
    {
        if (IsPositive(c, 1) && !c.Has(2)) return c.Fill("substring($0, $1)");
        if (IsPositive(c, 1) && IsPositive(c, 2)) return c.Fill("substring($0, $1, $2)");
        return c.Has(2) ? c.Fill("bq_substr($0, $1, $2)") : c.Fill("bq_substr($0, $1, 9223372036854775807)");
    }

    static bool IsPositive(BoundCall c, int index) => c.Typed(index).Literal is GoogleSql.Syntax.IntegerLiteral { Text: not "0" and { Length: < 10 } } && !c[index].Contains('-', StringComparison.Ordinal) && char.IsAsciiDigit(c[index][0]);

    static void Cases(FunctionRegistry r)
    {
        r.Scalar("LOWER", "STRING -> STRING", "bq_lower($0)");
        r.Scalar("UPPER", "STRING -> STRING", "bq_upper($0)");
        r.Scalar("LOWER", "BYTES -> BYTES", "bq.bq_bytes_lower($0)");
        r.Scalar("UPPER", "BYTES -> BYTES", "bq.bq_bytes_upper($0)");
        r.Scalar("INITCAP", "STRING, [STRING] -> STRING", c => c.Has(1) ? c.Fill("bq_initcap($0, $1)") : c.Fill("bq_initcap_default($0)"));
        r.Scalar("NORMALIZE", "STRING -> STRING", "bq_normalize($0, 'NFC')");
        r.Scalar("NORMALIZE_AND_CASEFOLD", "STRING -> STRING", "bq_casefold($0, 'NFC')");
        r.Special("NORMALIZE", (b, c) => Normalized(b, c, "bq_normalize"));
        r.Special("NORMALIZE_AND_CASEFOLD", (b, c) => Normalized(b, c, "bq_casefold"));
        r.Scalar("SOUNDEX", "STRING -> STRING", "bq_soundex($0)");
    }

    static Binding.Typed Normalized(Binding.Binder binder, GoogleSql.Syntax.FunctionCall call, string function)
    {
        var mode = call.Arguments.Count < 2 ? "NFC" : call.Arguments[1] is GoogleSql.Syntax.PathExpression { Names: [var name] } ? name.Name.ToUpperInvariant() : "";
        if (mode is not ("NFC" or "NFD" or "NFKC" or "NFKD")) throw binder.Fail(call, "A valid normalization mode is required");
        return new(SqlType.String, $"{function}({binder.BindAs(call.Arguments[0], SqlType.String, call.Function.Last.Name).Sql}, '{mode}')");
    }

    static void Searching(FunctionRegistry r)
    {
        r.Scalar("STRPOS", "STRING, STRING -> INT64", "strpos($0, $1)");
        r.Scalar("STRPOS", "BYTES, BYTES -> INT64", "bq_bytes_strpos($0, $1)");
        r.Scalar("INSTR", "STRING, STRING, [INT64], [INT64] -> INT64", c => $"bq_instr({c[0]}, {c[1]}, {(c.Has(2) ? c[2] : "1")}, {(c.Has(3) ? c[3] : "1")})");
        r.Scalar("INSTR", "BYTES, BYTES, [INT64], [INT64] -> INT64", c => $"bq_bytes_instr({c[0]}, {c[1]}, {(c.Has(2) ? c[2] : "1")}, {(c.Has(3) ? c[3] : "1")})");
        r.Scalar("STARTS_WITH", "STRING, STRING -> BOOL", "starts_with($0, $1)");
        r.Scalar("ENDS_WITH", "STRING, STRING -> BOOL", "ends_with($0, $1)");
        r.Scalar("STARTS_WITH", "BYTES, BYTES -> BOOL", "bq_bytes_starts($0, $1)");
        r.Scalar("ENDS_WITH", "BYTES, BYTES -> BOOL", "bq_bytes_ends($0, $1)");
        r.Special("CONTAINS_SUBSTR", ContainsSubstr.Bind);
        r.Scalar("EDIT_DISTANCE", "STRING, STRING, [max_distance INT64 = 9223372036854775807] -> INT64", c => !c.Has(2) ? c.Fill("levenshtein($0, $1)")
            : c.Fill("(CASE WHEN $2 < 0 THEN bq_fail('max_distance must be non-negative')::BIGINT WHEN levenshtein($0, $1) > $2 THEN $2 ELSE levenshtein($0, $1) END)"));
    }

    static void Trimming(FunctionRegistry r)
    {
        foreach (var name in new[] { "TRIM", "LTRIM", "RTRIM" })
        {
            r.Scalar(name, "STRING -> STRING", $"bq_{name.ToLowerInvariant()}($0, '')");
            r.Scalar(name, "STRING, STRING -> STRING", $"{name.ToLowerInvariant()}($0, $1)");
            r.Scalar(name, "BYTES, BYTES -> BYTES", $"bq.bq_bytes_{name.ToLowerInvariant()}($0, $1)");
        }
    }

    static void Codes(FunctionRegistry r)
    {
        r.Scalar("ASCII", "STRING -> INT64", "bq_ascii($0)");
        r.Scalar("UNICODE", "STRING -> INT64", "bq_unicode($0)");
        r.Scalar("CHR", "INT64 -> STRING", "bq_chr($0)");
        r.Scalar("TO_CODE_POINTS", "STRING -> ARRAY<INT64>", "(CASE WHEN $0 = '' THEN []::BIGINT[] ELSE list_transform(string_split($0, ''), lambda c: unicode(c)::BIGINT) END)");
        r.Scalar("TO_CODE_POINTS", "BYTES -> ARRAY<INT64>", "(CASE WHEN $0 IS NOT NULL THEN list_transform(range(octet_length($0)), lambda i: ('0x' || substring(hex($0), (2 * i + 1)::BIGINT, 2))::BIGINT) END)");
        r.Scalar("CODE_POINTS_TO_STRING", "ARRAY<INT64> -> STRING", "(CASE WHEN $0 IS NOT NULL AND NOT list_contains(list_transform($0, lambda c: c IS NULL), true) THEN coalesce(array_to_string(list_transform($0, lambda c: CASE WHEN c = 0 THEN chr(0) ELSE bq_chr(c) END), ''), '') END)");
        r.Scalar("CODE_POINTS_TO_BYTES", "ARRAY<INT64> -> BYTES", "(CASE WHEN $0 IS NOT NULL AND NOT list_contains(list_transform($0, lambda c: c IS NULL), true) THEN unhex(coalesce(array_to_string(list_transform($0, lambda c: bq_byte_hex(c)), ''), '')) END)");
        r.Scalar("TO_BASE64", "BYTES -> STRING", "to_base64($0)");
        r.Scalar("FROM_BASE64", "STRING -> BYTES", "bq.bq_from_base64($0)");
        r.Scalar("TO_BASE32", "BYTES -> STRING", "bq_to_base32($0)");
        r.Scalar("FROM_BASE32", "STRING -> BYTES", "bq.bq_from_base32($0)");
        r.Scalar("TO_HEX", "BYTES -> STRING", "lower(hex($0))");
        r.Scalar("FROM_HEX", "STRING -> BYTES", "bq.bq_from_hex($0)");
        r.Scalar("SAFE_CONVERT_BYTES_TO_STRING", "BYTES -> STRING", "decode(bq.bq_bytes_text_lossy($0))");
    }

    static void Splitting(FunctionRegistry r)
    {
        r.Scalar("SPLIT", "STRING, [STRING] -> ARRAY<STRING>", c => $"(CASE WHEN {c[0]} = '' THEN ['']::VARCHAR[] ELSE string_split({c[0]}, {(c.Has(1) ? c[1] : "','")}) END)");
        r.Scalar("SPLIT", "BYTES, BYTES -> ARRAY<BYTES>", "list_transform(from_json(bq_bytes_split($0, $1), '[\"VARCHAR\"]'), lambda x: unhex(x))");
    }
}
