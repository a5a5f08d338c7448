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
        r.Scalar("TYPEOF", "T -> STRING", c => DuckTypes.Literal(c.Typed(0).Type.ToString()));
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
