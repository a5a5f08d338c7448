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
        r.Scalar("ZEROIFNULL", "T -> T", c => $"coalesce({c[0]}, {Zero(c.Result)})");
        r.Scalar("NULLIFZERO", "T -> T", c => $"nullif({c[0]}, {Zero(c.Result)})");
        r.Special("ERROR", Error);
        r.Special("NULLIFERROR", (binder, call) => Guarded(binder, call));
    }

    static string Zero(SqlType type) => type.Kind == TypeKind.BigNumeric ? BigNumerics.Sql(0) : "0";

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
