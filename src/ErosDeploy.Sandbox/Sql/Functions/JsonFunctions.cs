using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>JSON functions work on canonical text in C#; TO_JSON and TO_JSON_STRING are written by type in DuckDB.</summary>
internal static class JsonFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        Extraction(r);
        Changes(r);
        r.Special("TO_JSON_STRING", (b, c) => new Typed(SqlType.String, JsonSql.Of(b, b.Bind(Only(b, c, "pretty_print")), JsonEncoding.Text) is var sql && IsPretty(c) ? $"bq_json_pretty({sql})" : sql));
        r.Special("TO_JSON", ToJson);
        r.Scalar("PARSE_JSON", "STRING, [wide_number_mode STRING = 'exact'] -> JSON", c => $"bq_parse_json_wide({c[0]}, {(c.Has(1) ? c[1] : "'exact'")})::JSON");
        r.Scalar("JSON_TYPE", "JSON -> STRING", "bq_json_type($0::VARCHAR)");
        r.Scalar("BOOL", "JSON -> BOOL", "bq_json_bool($0::VARCHAR)");
        r.Scalar("INT64", "JSON -> INT64", "bq_json_int64_of($0::VARCHAR)");
        r.Scalar("FLOAT64", "JSON, [wide_number_mode STRING = 'round'] -> FLOAT64", c => $"bq_json_float64({c[0]}::VARCHAR, {(c.Has(1) ? c[1] : "'round'")})");
        r.Scalar("LAX_BOOL", "JSON -> BOOL", "bq_json_lax_bool($0::VARCHAR)");
        r.Scalar("LAX_INT64", "JSON -> INT64", "bq_json_lax_int64($0::VARCHAR)");
        r.Scalar("LAX_FLOAT64", "JSON -> FLOAT64", "bq_json_lax_float64($0::VARCHAR)");
        r.Scalar("LAX_STRING", "JSON -> STRING", "bq_json_lax_string($0::VARCHAR)");
        r.Special("JSON_OBJECT", Object);
        r.Special("JSON_ARRAY", (b, c) => new Typed(SqlType.Json, c.Arguments.Count == 0 ? "'[]'::JSON" : $"bq_parse_json('[' || concat_ws(',', {string.Join(", ", c.Arguments.Select(a => JsonSql.Of(b, b.Bind(a))))}) || ']')::JSON"));
    }

    static Expression Only(Binder binder, FunctionCall call, string option) => CallArguments.Of(binder, call, option).Positional is [var value, ..] ? value
        : throw binder.Fail(call, $"No matching signature for function {call.Function.ToString().ToUpperInvariant()} with no arguments");

    static Typed ToJson(Binder binder, FunctionCall call)
    {
        var value = binder.Bind(Only(binder, call, "stringify_wide_numbers"));
        var stringify = CallArguments.Of(binder, call, "stringify_wide_numbers").Given("stringify_wide_numbers");
        if (stringify is not (null or BoolLiteral or NullLiteral)) throw binder.Unsupported(stringify, "TO_JSON with a stringify_wide_numbers that is not a literal");
        if (stringify is NullLiteral) return Typed.Null(SqlType.Json);
        return new(SqlType.Json, $"bq_parse_json({JsonSql.Of(binder, value, stringify is BoolLiteral { Value: true } ? JsonEncoding.Quoted : JsonEncoding.Value)})::JSON");
    }

    static bool IsPretty(FunctionCall call) => call.Arguments.Count > 1 && call.Arguments[1] is BoolLiteral { Value: true } or NamedArgument { Value: BoolLiteral { Value: true } };

    static void Extraction(FunctionRegistry r)
    {
        foreach (var (type, json, kind) in new[] { ("STRING", "$0", "text_"), ("JSON", "$0::VARCHAR", "") })
        {
            var cast = type == "JSON" ? "::JSON" : "";
            foreach (var (query, value, items, values, old) in new[] { ("JSON_QUERY", "JSON_VALUE", "JSON_QUERY_ARRAY", "JSON_VALUE_ARRAY", ""), ("JSON_EXTRACT", "JSON_EXTRACT_SCALAR", "JSON_EXTRACT_ARRAY", "JSON_EXTRACT_STRING_ARRAY", "_old") })
            {
                r.Scalar(query, $"{type}, [STRING] -> {type}", c => $"bq_json_{kind}query{old}({c.Fill(json)}, {Path(c)}){cast}");
                r.Scalar(value, $"{type}, [STRING] -> STRING", c => $"bq_json_{kind}value{old}({c.Fill(json)}, {Path(c)})");
                r.Scalar(items, $"{type}, [STRING] -> ARRAY<{type}>", c => $"list_transform(from_json(bq_json_{kind}items{old}({c.Fill(json)}, {Path(c)}), '[\"VARCHAR\"]'), lambda j: j{cast})");
                r.Scalar(values, $"{type}, [STRING] -> ARRAY<STRING>", c => $"from_json(bq_json_{kind}values{old}({c.Fill(json)}, {Path(c)}), '[\"VARCHAR\"]')");
            }
        }
        r.Scalar("JSON_FLATTEN", "JSON -> ARRAY<JSON>", "list_transform(from_json(bq_json_flatten($0::VARCHAR), '[\"VARCHAR\"]'), lambda j: j::JSON)");
        r.Scalar("JSON_KEYS", "JSON, [max_depth INT64 = 1000], [mode STRING = 'strict'] -> ARRAY<STRING>",
            c => $"from_json(bq_json_keys({c[0]}::VARCHAR, {(c.Has(1) ? $"coalesce({c[1]}, 1000)" : "1000::BIGINT")}, {(c.Has(2) ? c[2] : "'strict'")}), '[\"VARCHAR\"]')");
    }

    static string Path(BoundCall c) => c.Has(1) ? c[1] : "'$'";

    static void Changes(FunctionRegistry r)
    {
        r.Special("JSON_SET", (b, c) => Changed(b, c, "set", "create_if_missing"));
        r.Special("JSON_ARRAY_INSERT", (b, c) => Changed(b, c, "insert", "insert_each_element"));
        r.Special("JSON_ARRAY_APPEND", (b, c) => Changed(b, c, "append", "append_each_element"));
        r.Scalar("JSON_REMOVE", "JSON, STRING, STRING... -> JSON", c => $"bq_json_change({c[0]}::VARCHAR, 'remove', 'true', {string.Join(", ", Enumerable.Range(1, c.Count - 1).Select(i => $"{c[i]}, NULL, NULL"))})::JSON");
        r.Scalar("JSON_STRIP_NULLS", "JSON, [json_path STRING = '$'], [include_arrays BOOL = TRUE], [remove_empty BOOL = FALSE] -> JSON",
            c => $"bq_json_strip_nulls({c[0]}::VARCHAR, {(c.Has(1) ? c[1] : "'$'")}, {(c.Has(2) ? c[2] + "::VARCHAR" : "'true'")}, {(c.Has(3) ? c[3] + "::VARCHAR" : "'false'")})::JSON");
    }

    /// <summary>Pairs of path and value, applied from left to right.</summary>
    static Typed Changed(Binder binder, FunctionCall call, string action, string option)
    {
        var arguments = CallArguments.Of(binder, call, option);
        var pairs = arguments.Positional;
        if (pairs.Count < 3 || pairs.Count % 2 == 0) throw binder.Fail(call, $"No matching signature for function {call.Function.ToString().ToUpperInvariant()}\n  Signature: {call.Function.ToString().ToUpperInvariant()}(JSON, STRING, ANY, [STRING, ANY, ...], [{option} => BOOL])");
        var parts = new List<string> { $"{binder.BindAs(pairs[0], SqlType.Json, "JSON argument").Sql}::VARCHAR", $"'{action}'", $"{arguments.Named(option, SqlType.Bool, "true").Sql}::VARCHAR" };
        foreach (var pair in pairs.Skip(1).Chunk(2))
        {
            var value = binder.Bind(pair[1]);
            parts.AddRange([binder.BindAs(pair[0], SqlType.String, "JSON path").Sql, JsonSql.Of(binder, value), value.Type.IsArray ? "'each'" : "''"]);
        }
        return new(SqlType.Json, $"bq_json_change({string.Join(", ", parts)})::JSON");
    }

    static string Key(string key) => $"coalesce(bq_json_quote({key}), bq_fail('Invalid input to JSON_OBJECT: A key cannot be NULL'))";

    /// <summary>JSON_OBJECT(keys, values).</summary>
    static Typed Zipped(Binder binder, FunctionCall call, Typed keys)
    {
        var names = binder.Coerce(keys, SqlType.Array(SqlType.String), call) ?? throw binder.Fail(call, $"JSON_OBJECT keys should be of type ARRAY<STRING>, but are {keys.Type}");
        var values = binder.Bind(call.Arguments[1]);
        if (!values.Type.IsArray) throw binder.Fail(call, $"JSON_OBJECT values should be an array, but are {values.Type}");
        var row = binder.Session.NextAlias("j");
        var member = $"{Key($"{row}.k[i]")} || ':' || {JsonSql.Of(binder, Typed.Simple(values.Type.Element!, $"{row}.v[i]"))}";
        var body = $"CASE WHEN {row}.k IS NULL THEN bq_fail('Invalid input to JSON_OBJECT: The keys array cannot be NULL')::JSON WHEN {row}.v IS NULL THEN bq_fail('Invalid input to JSON_OBJECT: The values array cannot be NULL')::JSON "
            + $"WHEN len({row}.k) <> len({row}.v) THEN bq_fail('The number of keys and values must match')::JSON "
            + $"ELSE bq_parse_json('{{' || coalesce(array_to_string(list_transform(generate_series(1, len({row}.k)), lambda i: {member}), ','), '') || '}}')::JSON END";
        return new(SqlType.Json, $"(list_transform([struct_pack(k := {names.Sql}, v := {values.Sql})], lambda {row}: {body})[1])");
    }

    static Typed Object(Binder binder, FunctionCall call)
    {
        if (call.Arguments.Count % 2 != 0) throw binder.Fail(call, "The number of arguments of JSON_OBJECT must be even");
        if (call.Arguments.Count == 0) return new(SqlType.Json, "'{}'::JSON");
        if (call.Arguments.Count == 2 && binder.Bind(call.Arguments[0]) is { Type.IsArray: true } keys) return Zipped(binder, call, keys);
        var members = call.Arguments.Chunk(2).Select(pair => $"{Key(binder.BindAs(pair[0], SqlType.String, "JSON_OBJECT key").Sql)} || ':' || {JsonSql.Of(binder, binder.Bind(pair[1]))}");
        return new(SqlType.Json, $"bq_parse_json('{{' || concat_ws(',', {string.Join(", ", members)}) || '}}')::JSON");
    }
}
