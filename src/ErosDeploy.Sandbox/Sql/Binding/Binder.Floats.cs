using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    /// <summary>Operands longer than this are computed once, in a function that costs more for each row.</summary>
    const int LongOperand = 300;

    /// <summary>DuckDB gives infinity where finite FLOAT64 operands overflow; here that is an error.</summary>
    Typed FloatArithmetic(BinaryOperator op, Typed left, Typed right)
    {
        var symbol = Symbol(op);
        if (TreeOf(left) is not { } l || TreeOf(right) is not { } r) return new(SqlType.Float64, $"bq_float_arithmetic({left.Sql}, '{symbol}', {right.Sql})");
        var tree = new FloatTree($"({l.Sql} {symbol} {r.Sql})", [.. l.Leaves.Concat(r.Leaves).Distinct()]);
        var finite = string.Concat(tree.Leaves.Select(leaf => $" AND isfinite({leaf})"));
        var message = $"'double overflow: ' || bq_float_text({l.Sql}) || ' {symbol} ' || bq_float_text({r.Sql})";
        return new(SqlType.Float64, $"(CASE WHEN NOT isfinite({tree.Sql}){finite} THEN bq_fail({message})::DOUBLE ELSE {tree.Sql} END)") { Unchecked = tree };
    }

    /// <summary>Null where an operand is too costly to stand several times in the text.</summary>
    FloatTree? TreeOf(Typed operand)
    {
        if (operand.Unchecked is { } inner && inner.Sql.Length <= LongOperand && _scope.Grouping?.IsKey(operand.Sql) != true) return inner;
        return operand.IsSimple && operand.Sql.Length <= LongOperand ? new(operand.Sql, operand.Literal is null ? [operand.Sql] : []) : null;
    }
}
