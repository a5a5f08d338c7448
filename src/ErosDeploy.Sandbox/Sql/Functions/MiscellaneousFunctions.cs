using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class MiscellaneousFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("GENERATE_UUID", "-> STRING", "uuid()::VARCHAR");
        r.Scalar("SESSION_USER", "-> STRING", c => DuckTypes.Literal(c.Binder.Context.Caller.Email));
        r.Scalar("CURRENT_USER", "-> STRING", c => DuckTypes.Literal(c.Binder.Context.Caller.Email));
        r.Special("COLLATE", Collated);
        r.Special("BAG_OF_WORDS", Words);
        r.Scalar("TYPEOF", "T -> STRING", c => DuckTypes.Literal(c.Typed(0).Type.ToString()));
    }

    /// <summary>How often each term comes, by term, NULL first.</summary>
    static Typed Words(Binder binder, GoogleSql.Syntax.FunctionCall call)
    {
        if (call.Arguments.Count != 1) throw binder.Fail(call, "No matching signature for function BAG_OF_WORDS\n  Signature: BAG_OF_WORDS(ARRAY<STRING>)");
        var words = binder.BindAs(call.Arguments[0], SqlType.Array(SqlType.String), "BAG_OF_WORDS argument");
        var (list, word) = (binder.Session.NextAlias("w"), binder.Session.NextAlias("w"));
        var counted = $"list_transform(list_concat(CASE WHEN len({list}) > list_count({list}) THEN [NULL::VARCHAR] ELSE []::VARCHAR[] END, list_sort(list_distinct({list}))), "
            + $"lambda {word}: struct_pack(term := {word}, count := CASE WHEN {word} IS NULL THEN len({list}) - list_count({list}) ELSE len(list_filter({list}, lambda x: x = {word})) END::BIGINT))";
        return new(SqlType.Array(SqlType.Struct(("term", SqlType.String), ("count", SqlType.Int64))), $"(list_transform([{words.Sql}], lambda {list}: CASE WHEN {list} IS NOT NULL THEN {counted} END)[1])");
    }

    static Typed Collated(Binder binder, GoogleSql.Syntax.FunctionCall call)
    {
        if (call.Arguments is not [var value, GoogleSql.Syntax.StringLiteral { Value: var collation }]) throw binder.Fail(call, "COLLATE must be called with a string literal collation specification");
        return collation switch
        {
            "und:ci" => binder.BindAs(value, SqlType.String, "COLLATE") with { Collation = collation, Literal = null },
            "" => binder.BindAs(value, SqlType.String, "COLLATE") with { Collation = null },
            _ => throw BigQueryException.InvalidQuery($"Collation '{collation}' in collate function is not supported."),
        };
    }
}
