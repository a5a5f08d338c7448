using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class ConditionalFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("IF", "BOOL, T, T -> T", "(CASE WHEN $0 THEN $1 ELSE $2 END)");
        r.Scalar("IFNULL", "T, T -> T", "coalesce($0, $1)");
        r.Scalar("COALESCE", "T, T... -> T", "coalesce($*)");
        r.Scalar("NULLIF", "T, T -> T", "(CASE WHEN $0 = $1 THEN NULL ELSE $0 END)");
        r.Scalar("ZEROIFNULL", "T -> T", "coalesce($0, 0)");
        r.Scalar("NULLIFZERO", "T -> T", "nullif($0, 0)");
        r.Special("ERROR", Error);
        r.Special("NULLIFERROR", (binder, call) => Guarded(binder, call));
    }

    /// <summary>Coerces to every type, since it never gives a value.</summary>
    static Typed Error(Binder binder, FunctionCall call)
    {
        if (call.Arguments.Count != 1) throw binder.Fail(call, "No matching signature for function ERROR\n  Signature: ERROR(STRING)");
        var message = binder.BindAs(call.Arguments[0], SqlType.String, "ERROR message").Sql;
        return new(SqlType.Int64, $"bq_fail({message})::BIGINT") { Literal = new NullLiteral(), ErrorMessage = message };
    }

    static Typed Guarded(Binder binder, FunctionCall call)
    {
        var value = binder.Bind(call.Arguments[0]);
        return new(value.Type, $"TRY({value.Sql})");
    }
}
