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
        r.Special("TO_JSON_STRING", (b, c) => new Typed(SqlType.String, JsonSql.Of(b, b.Bind(c.Arguments[0])) is var sql && IsPretty(c) ? $"bq_json_pretty({sql})" : sql));
        r.Special("TO_JSON", (b, c) => new Typed(SqlType.Json, $"({JsonSql.Of(b, b.Bind(c.Arguments[0]))})::JSON"));
        r.Scalar("PARSE_JSON", "STRING, [STRING] -> JSON", "bq_parse_json($0)::JSON");
        r.Scalar("JSON_TYPE", "JSON -> STRING", "bq_json_type($0::VARCHAR)");
        foreach (var (name, type) in new[] { ("BOOL", "BOOL"), ("INT64", "INT64"), ("FLOAT64", "FLOAT64") })
            r.Scalar(name, $"JSON -> {type}", $"bq_json_{(name == "INT64" ? "int64_of" : name.ToLowerInvariant())}($0::VARCHAR)");
        r.Scalar("LAX_BOOL", "JSON -> BOOL", "bq_json_lax_bool($0::VARCHAR)");
        r.Scalar("LAX_INT64", "JSON -> INT64", "bq_json_lax_int64($0::VARCHAR)");
        r.Scalar("LAX_FLOAT64", "JSON -> FLOAT64", "bq_json_lax_float64($0::VARCHAR)");
        r.Scalar("LAX_STRING", "JSON -> STRING", "bq_json_lax_string($0::VARCHAR)");
        r.Special("JSON_OBJECT", Object);
        r.Special("JSON_ARRAY", (b, c) => new Typed(SqlType.Json, c.Arguments.Count == 0 ? "'[]'::JSON" : $"('[' || concat_ws(',', {string.Join(", ", c.Arguments.Select(a => JsonSql.Of(b, b.Bind(a))))}) || ']')::JSON"));
    }

    static bool IsPretty(FunctionCall call) => call.Arguments.Count > 1 && call.Arguments[1] is BoolLiteral { Value: true } or NamedArgument { Value: BoolLiteral { Value: true } };

    static void Extraction(FunctionRegistry r)
    {
        foreach (var (type, json) in new[] { ("STRING", "$0"), ("JSON", "$0::VARCHAR") })
        {
            var cast = type == "JSON" ? "::JSON" : "";
            foreach (var name in new[] { "JSON_QUERY", "JSON_EXTRACT" }) r.Scalar(name, $"{type}, [STRING] -> {type}", c => $"bq_json_query({c.Fill(json)}, {Path(c)}){cast}");
            foreach (var name in new[] { "JSON_VALUE", "JSON_EXTRACT_SCALAR" }) r.Scalar(name, $"{type}, [STRING] -> STRING", c => $"bq_json_value({c.Fill(json)}, {Path(c)})");
            foreach (var name in new[] { "JSON_QUERY_ARRAY", "JSON_EXTRACT_ARRAY" })
                r.Scalar(name, $"{type}, [STRING] -> ARRAY<{type}>", c => $"list_transform(from_json(bq_json_items({c.Fill(json)}, {Path(c)}), '[\"VARCHAR\"]'), lambda j: j{cast})");
            foreach (var name in new[] { "JSON_VALUE_ARRAY", "JSON_EXTRACT_STRING_ARRAY" })
                r.Scalar(name, $"{type}, [STRING] -> ARRAY<STRING>", c => $"from_json(bq_json_values({c.Fill(json)}, {Path(c)}), '[\"VARCHAR\"]')");
        }
        r.Scalar("JSON_KEYS", "JSON, [INT64] -> ARRAY<STRING>", c => $"from_json(bq_json_keys({c[0]}::VARCHAR, {(c.Has(1) ? c[1] : "100::BIGINT")}), '[\"VARCHAR\"]')");
    }

    static string Path(BoundCall c) => c.Has(1) ? c[1] : "'$'";

    static void Changes(FunctionRegistry r)
    {
        foreach (var (name, function) in new[] { ("JSON_SET", "set"), ("JSON_ARRAY_INSERT", "insert"), ("JSON_ARRAY_APPEND", "append") })
            r.Special(name, (b, c) => Changed(b, c, function));
        r.Scalar("JSON_REMOVE", "JSON, STRING, STRING... -> JSON", c => $"{Enumerable.Range(1, c.Count - 1).Aggregate($"{c[0]}::VARCHAR", (json, i) => $"bq_json_change({json}, 'remove', {c[i]}, '')")}::JSON");
        r.Scalar("JSON_STRIP_NULLS", "JSON -> JSON", "bq_json_strip_nulls($0::VARCHAR)::JSON");
    }

    /// <summary>Pairs of path and value, applied from left to right.</summary>
    static Typed Changed(Binder binder, FunctionCall call, string function)
    {
        var pairs = call.Arguments.Where(a => a is not NamedArgument).ToList();
        if (pairs.Count < 3 || pairs.Count % 2 == 0 || pairs.Count != call.Arguments.Count) throw binder.Unsupported(call, $"{call.Function} with these arguments");
        var sql = $"{binder.BindAs(pairs[0], SqlType.Json, "JSON argument").Sql}::VARCHAR";
        for (var i = 1; i < pairs.Count; i += 2)
            sql = $"bq_json_change({sql}, '{function}', {binder.BindAs(pairs[i], SqlType.String, "JSON path").Sql}, {JsonSql.Of(binder, binder.Bind(pairs[i + 1]))})";
        return new(SqlType.Json, $"{sql}::JSON");
    }

    /// <summary>JSON_OBJECT(keys, values).</summary>
    static Typed Zipped(Binder binder, FunctionCall call, Typed keys)
    {
        var names = binder.Coerce(keys, SqlType.Array(SqlType.String), call) ?? throw binder.Fail(call, $"JSON_OBJECT keys should be of type ARRAY<STRING>, but are {keys.Type}");
        var values = binder.Bind(call.Arguments[1]);
        if (!values.Type.IsArray) throw binder.Fail(call, $"JSON_OBJECT values should be an array, but are {values.Type}");
        var row = binder.Session.NextAlias("j");
        var member = $"bq_json_quote({row}.k[i]) || ':' || {JsonSql.Of(binder, Typed.Simple(values.Type.Element!, $"{row}.v[i]"))}";
        var body = $"CASE WHEN len({row}.k) <> len({row}.v) THEN bq_fail('The number of keys and values must match')::JSON "
            + $"ELSE bq_parse_json('{{' || coalesce(array_to_string(list_transform(generate_series(1, len({row}.k)), lambda i: {member}), ','), '') || '}}')::JSON END";
        return new(SqlType.Json, $"(list_transform([struct_pack(k := {names.Sql}, v := {values.Sql})], lambda {row}: {body})[1])");
    }

    static Typed Object(Binder binder, FunctionCall call)
    {
        if (call.Arguments.Count % 2 != 0) throw binder.Fail(call, "The number of arguments of JSON_OBJECT must be even");
        if (call.Arguments.Count == 0) return new(SqlType.Json, "'{}'::JSON");
        if (call.Arguments.Count == 2 && binder.Bind(call.Arguments[0]) is { Type.IsArray: true } keys) return Zipped(binder, call, keys);
        var members = call.Arguments.Chunk(2).Select(pair => $"bq_json_quote({binder.BindAs(pair[0], SqlType.String, "JSON_OBJECT key").Sql}) || ':' || {JsonSql.Of(binder, binder.Bind(pair[1]))}");
        return new(SqlType.Json, $"bq_parse_json('{{' || concat_ws(',', {string.Join(", ", members)}) || '}}')::JSON");
    }
}
