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
        r.Scalar("NULLIF", "T, T -> T", c => !Binder.IsComparable(c.Result) ? throw c.Fail($"NULLIF is not defined for arguments of type {c.Result}")
            : c.Binder.Once([c.Typed(0), c.Typed(1)], o => $"(CASE WHEN {c.Binder.Comparison(c.Result, "=", o[0], o[1])} THEN NULL ELSE {o[0].Sql} END)"));
        r.Special("ERROR", Error);
    }

    /// <summary>Coerces to every type, since it never gives a value.</summary>
    static Typed Error(Binder binder, FunctionCall call)
    {
        if (call.Arguments.Count != 1) throw binder.Fail(call, "No matching signature for function ERROR\n  Signature: ERROR(STRING)");
        var written = binder.Bind(call.Arguments[0]);
        var message = binder.Coerce(written, SqlType.String, call)?.Sql
            ?? throw binder.Fail(call, $"No matching signature for function ERROR\n  Argument types: {written.Type}\n  Signature: ERROR(STRING)\n    Argument 1: Unable to coerce type {written.Type} to expected type STRING");
        return new(SqlType.Int64, $"bq_fail({message})::BIGINT") { Literal = new NullLiteral(), ErrorMessage = message };
    }
}
