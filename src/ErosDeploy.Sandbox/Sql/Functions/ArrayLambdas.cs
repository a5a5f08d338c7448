using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>ARRAY_FILTER and ARRAY_TRANSFORM: a lambda over the elements, and their offsets from 0 where it has a second parameter.</summary>
internal static class ArrayLambdas
{
    internal static Typed Filter(Binder binder, FunctionCall call)
    {
        var (array, names, body) = Parts(binder, call);
        var condition = binder.Coerce(body, SqlType.Bool, call.Arguments[1]) ?? throw binder.Fail(call.Arguments[1], $"Lambda of ARRAY_FILTER must return BOOL, but returns {body.Type}");
        return new(array.Type, $"list_filter({array.Sql}, lambda {names}: {condition.Sql})");
    }

    internal static Typed Transform(Binder binder, FunctionCall call)
    {
        var (array, names, body) = Parts(binder, call);
        if (body.Type.IsArray) throw binder.Fail(call.Arguments[1], $"Cannot construct array with element type {body.Type} because nested arrays are not supported");
        return new(SqlType.Array(body.Type), $"list_transform({array.Sql}, lambda {names}: {body.Sql})");
    }

    static (Typed Array, string Names, Typed Body) Parts(Binder binder, FunctionCall call)
    {
        if (call.Safe) throw binder.Unsupported(call, $"SAFE with {call.Function}");
        if (call.Arguments is not [var source, LambdaExpression { Parameters.Count: 1 or 2 } lambda]) throw binder.Fail(call, $"No matching signature for function {call.Function}\n  Signature: {call.Function}(ARRAY<T1>, LAMBDA(T1->T2))\n  Signature: {call.Function}(ARRAY<T1>, LAMBDA(T1, INT64->T2))");
        var array = binder.Bind(source);
        if (!array.Type.IsArray) throw binder.Fail(source, $"Argument 1 of {call.Function} must be an array but was {array.Type}");
        var names = lambda.Parameters.Select(_ => binder.Session.NextAlias("e")).ToList();
        var arguments = new Dictionary<string, Typed>(StringComparer.OrdinalIgnoreCase) { [lambda.Parameters[0].Name] = Typed.Simple(array.Type.Element!, names[0]) };
        if (names.Count == 2) arguments[lambda.Parameters[1].Name] = Typed.Simple(SqlType.Int64, $"({names[1]} - 1)");
        var body = binder.WithArguments(arguments, lambda.Body);
        if (body.Sql.Contains("SELECT", StringComparison.Ordinal)) throw binder.Unsupported(call, $"a subquery in the lambda of {call.Function}");
        return (array, string.Join(", ", names), body);
    }
}
