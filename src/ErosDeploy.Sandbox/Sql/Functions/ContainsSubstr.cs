using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>CONTAINS_SUBSTR(expression, literal): looks without case into texts and into the fields, elements and JSON values of what holds some.</summary>
internal static class ContainsSubstr
{
    internal static Typed Bind(Binder binder, FunctionCall call)
    {
        var arguments = CallArguments.Of(binder, call, "json_scope");
        if (arguments.Positional is not [var expression, var search]) throw binder.Fail(call, "No matching signature for function CONTAINS_SUBSTR\n  Signature: CONTAINS_SUBSTR(ANY, STRING, [json_scope => STRING])");
        var value = binder.Bind(expression);
        var needle = $"bq_casefold({binder.BindAs(search, SqlType.String, "CONTAINS_SUBSTR search value").Sql}, 'NFKC')";
        var scope = arguments.Named("json_scope", SqlType.String, "'JSON_VALUES'").Sql;
        string Found(Typed part) => part.Type.Kind switch
        {
            TypeKind.Struct => $"({string.Join(" OR ", part.Type.Fields.Select((_, i) => Found(Binder.FieldAt(part, i))))})",
            TypeKind.Array => Any(binder, part, Found),
            TypeKind.Json => $"bq_json_contains({part.Sql}::VARCHAR, {needle}, {scope})",
            TypeKind.String => $"contains(bq_casefold({part.Sql}, 'NFKC'), {needle})",
            _ when Casts.ToSql(binder, part, SqlType.String) is { } text && part.Type.Kind != TypeKind.Bytes => $"contains(lower({text}), {needle})",
            _ => throw binder.Fail(expression, $"CONTAINS_SUBSTR does not support arguments of type {part.Type}"),
        };
        return new(SqlType.Bool, Found(value));
    }

    /// <summary>True for one element that is, unknown where only a NULL could be.</summary>
    static string Any(Binder binder, Typed array, Func<Typed, string> found)
    {
        var (item, list) = (binder.Session.NextAlias("c"), binder.Session.NextAlias("c"));
        var hits = $"list_transform({array.Sql}, lambda {item}: {found(Typed.Simple(array.Type.Element!, item))})";
        return $"(list_transform([{hits}], lambda {list}: CASE WHEN {list} IS NULL THEN NULL WHEN list_contains({list}, true) THEN true WHEN len({list}) > list_count({list}) THEN NULL ELSE false END)[1])";
    }
}
