using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>COSINE_DISTANCE and EUCLIDEAN_DISTANCE of dense vectors (arrays of numbers) and sparse ones (arrays of dimension and magnitude).</summary>
internal static class DistanceFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Special("COSINE_DISTANCE", (b, c) => Distance(b, c, "COSINE_DISTANCE"));
        r.Special("EUCLIDEAN_DISTANCE", (b, c) => Distance(b, c, "EUCLIDEAN_DISTANCE"));
    }

    static Typed Distance(Binder binder, GoogleSql.Syntax.FunctionCall call, string name)
    {
        var arguments = call.Arguments.Select(binder.Bind).ToList();
        if (arguments.Count != 2) throw Refused(binder, call, name, arguments);
        var dense = arguments.Select((a, i) => binder.Coerce(a, SqlType.Array(SqlType.Float64), call.Arguments[i])).ToList();
        string Body(IReadOnlyList<Typed> o) => dense.Contains(null) ? Sparse(name, o) : Dense(name, o);
        var operands = dense.Contains(null) ? [.. arguments.Select((a, i) => Vector(binder, a, call, i) ?? throw Refused(binder, call, name, arguments))] : dense.ConvertAll(d => d!);
        return new(SqlType.Float64, call.Safe ? binder.Safely(operands, Body) : binder.Once(operands, Body));
    }

    static Typed? Vector(Binder binder, Typed value, GoogleSql.Syntax.FunctionCall call, int index)
    {
        if (value.Type.Element is not { IsStruct: true, Fields: [var dimension, { Type.IsNumber: true }] } || dimension.Type.Kind is not (TypeKind.Int64 or TypeKind.String)) return null;
        return binder.Coerce(value, SqlType.Array(SqlType.Struct(("k", dimension.Type), ("v", SqlType.Float64))), call.Arguments[index]);
    }

    static string Dense(string name, IReadOnlyList<Typed> o)
    {
        var (a, b) = (o[0].Sql, o[1].Sql);
        return $"(CASE WHEN len({a}) <> len({b}) THEN bq_fail('Array arguments to {name} must have equal length. The given arrays have lengths of ' || len({a})::VARCHAR || ' and ' || len({b})::VARCHAR)::DOUBLE "
            + $"WHEN len(list_filter({a} || {b}, lambda e: e IS NULL)) > 0 THEN bq_fail('Cannot compute {name} with a NULL element.')::DOUBLE "
            + (name[0] == 'C' ? Zero($"list_max(list_transform({a}, lambda v: abs(v))) = 0 OR list_max(list_transform({b}, lambda v: abs(v))) = 0") : "")
            + $"ELSE {(name[0] == 'C' ? "list_cosine_distance" : "list_distance")}({a}, {b}) END)";
    }

    static string Sparse(string name, IReadOnlyList<Typed> o)
    {
        var (a, b) = (o[0].Sql, o[1].Sql);
        string At(string vector, string key) => $"coalesce(list_filter({vector}, lambda z: z.k = {key})[1].v, 0)";
        string Keys(string vector) => $"list_transform({vector}, lambda y: y.k)";
        string Norm(string vector) => $"sqrt(coalesce(list_sum(list_transform({vector}, lambda y: y.v * y.v)), 0))";
        var repeats = $"WHEN len(list_distinct({Keys(a)})) <> len({a}) OR len(list_distinct({Keys(b)})) <> len({b}) THEN bq_fail('Duplicate or NULL index found in the input array.')::DOUBLE ";
        var value = name[0] == 'C'
            ? Zero($"{Norm(a)} = 0 OR {Norm(b)} = 0") + $"ELSE 1 - coalesce(list_sum(list_transform({a}, lambda x: x.v * {At(b, "x.k")})), 0) / ({Norm(a)} * {Norm(b)})"
            : $"ELSE sqrt(coalesce(list_sum(list_transform(list_distinct({Keys(a)} || {Keys(b)}), lambda x: pow({At(a, "x")} - {At(b, "x")}, 2))), 0))";
        return $"(CASE WHEN {a} IS NULL OR {b} IS NULL THEN NULL {repeats}{value} END)";
    }

    static string Zero(string condition) => $"WHEN {condition} THEN bq_fail('Cannot compute cosine distance against zero vector.')::DOUBLE ";

    static BigQueryException Refused(Binder binder, GoogleSql.Syntax.FunctionCall call, string name, IReadOnlyList<Typed> arguments) => binder.Fail(call,
        $"No matching signature for function {name}\n  Argument types: {string.Join(", ", arguments.Select(a => a.Type))}\n  Signature: {name}(ARRAY<FLOAT64>, ARRAY<FLOAT64>)"
        + $"\n  Signature: {name}(ARRAY<STRUCT<INT64, FLOAT64>>, ARRAY<STRUCT<INT64, FLOAT64>>)\n  Signature: {name}(ARRAY<STRUCT<STRING, FLOAT64>>, ARRAY<STRUCT<STRING, FLOAT64>>)");
}
