using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    Typed Unary(UnaryExpression node)
    {
        if (node is { Operator: UnaryOperator.Minus, Operand: IntegerLiteral literal }) return Integer(literal, negative: true);
        if (node.Operand is NullLiteral) throw Fail(node.Operand, $"Operands of {Symbol(node.Operator)} cannot be literal NULL");
        var operand = Bind(node.Operand);
        return (node.Operator, operand.Type.Kind) switch
        {
            (UnaryOperator.Not, TypeKind.Bool) => new(SqlType.Bool, $"(NOT {operand.Sql})"),
            (UnaryOperator.Plus, _) when operand.Type.IsNumber => operand,
            (UnaryOperator.Minus, TypeKind.Interval) => new(operand.Type, $"(-{operand.Sql})"),
            (UnaryOperator.Minus, TypeKind.BigNumeric) => new(operand.Type, $"bq.big_negate({operand.Sql})"),
            (UnaryOperator.Minus, _) when operand.Type.IsNumber => new(operand.Type, $"(-{operand.Sql})") { Literal = operand.Literal is FloatLiteral f ? f : null, IsSimple = operand.IsSimple },
            (UnaryOperator.BitwiseNot, TypeKind.Int64) => new(SqlType.Int64, $"(~{operand.Sql})"),
            (UnaryOperator.BitwiseNot, TypeKind.Bytes) => new(SqlType.Bytes, $"bq.bq_bytes_not({operand.Sql})"),
            _ => throw Fail(node, $"No matching signature for operator {Symbol(node.Operator)}\n  Argument types: {operand.Type}{Signatures(Symbol(node.Operator))}"),
        };
    }

    static string Symbol(UnaryOperator op) => op switch { UnaryOperator.Not => "NOT", UnaryOperator.Plus => "+", UnaryOperator.Minus => "-", _ => "~" };

    static string Signatures(string symbol) => symbol switch
    {
        "NOT" => "\n  Signature: NOT (BOOL)",
        "~" => "\n  Signature: ~INT64\n  Signature: ~BYTES",
        "-" => "\n  Signature: -INT64\n  Signature: -FLOAT64\n  Signature: -NUMERIC\n  Signature: -BIGNUMERIC\n  Signature: -INTERVAL",
        _ => "",
    };

    Typed Binary(BinaryExpression node)
    {
        foreach (var operand in new[] { node.Left, node.Right })
        {
            if (operand is NullLiteral) throw Fail(operand, $"Operands of {Symbol(node.Operator)} cannot be literal NULL");
        }
        if (node.Operator is >= BinaryOperator.Equal) return Compare(node, node.Operator, Bind(node.Left), Bind(node.Right));
        var left = Bind(node.Left);
        var right = Bind(node.Right);
        return node.Operator switch
        {
            BinaryOperator.Concat => Concat(node, left, right),
            BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply => Arithmetic(node, left, right),
            BinaryOperator.Divide => Divide(node, left, right),
            _ => Bitwise(node, left, right),
        };
    }

    static string Internal(SqlType type) => type.Kind == TypeKind.Float64 ? "DOUBLE" : type.ToString();

    static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+", BinaryOperator.Subtract => "-", BinaryOperator.Multiply => "*", BinaryOperator.Divide => "/",
        BinaryOperator.Concat => "||", BinaryOperator.BitwiseAnd => "&", BinaryOperator.BitwiseOr => "|", BinaryOperator.BitwiseXor => "^",
        BinaryOperator.ShiftLeft => "<<", BinaryOperator.ShiftRight => ">>", BinaryOperator.Equal => "=", BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<", BinaryOperator.LessOrEqual => "<=", BinaryOperator.Greater => ">", _ => ">=",
    };

    Typed Concat(BinaryExpression node, Typed left, Typed right)
    {
        foreach (var type in new[] { left.Type, right.Type })
        {
            if (!(type.IsArray || type.Kind is TypeKind.String or TypeKind.Bytes)) continue;
            if (Coerce(left, type, node.Left) is not { } l || Coerce(right, type, node.Right) is not { } r) continue;
            return new(type, $"({l.Sql} || {r.Sql})");
        }
        if (left.IsNull && right.IsNull) return Typed.Null(SqlType.String);
        throw NoOperator(node, "||", left, right);
    }

    Typed Arithmetic(BinaryExpression node, Typed left, Typed right)
    {
        var symbol = Symbol(node.Operator);
        if (node.Operator != BinaryOperator.Multiply && Temporal(node, left, right) is { } moved) return moved;
        if (Scaled(node, left, right) is { } interval) return interval;
        if (NumbersOf(left, right, node.Left, node.Right) is not var (type, l, r)) throw NoOperator(node, symbol, left, right);
        return type.Kind switch
        {
            TypeKind.Float64 => FloatArithmetic(node.Operator, l, r),
            TypeKind.BigNumeric => new(type, $"bq.big_{BigName(node.Operator)}({l.Sql}, {r.Sql})"),
            TypeKind.Numeric when node.Operator == BinaryOperator.Multiply => new(type, Product(WholeOr(left, l, type), WholeOr(right, r, type))),
            _ => new(type, $"({l.Sql} {symbol} {r.Sql})"),
        };
    }

    internal static string BigName(BinaryOperator op) => op switch { BinaryOperator.Add => "add", BinaryOperator.Subtract => "subtract", BinaryOperator.Multiply => "multiply", _ => "divide" };

    /// <summary>Both operands as the numeric supertype; null if one is no number.</summary>
    (SqlType Type, Typed Left, Typed Right)? NumbersOf(Typed left, Typed right, Node leftNode, Node rightNode)
    {
        if (left.IsNull && right.Type.IsNumber) return (right.Type, Typed.Null(right.Type), right);
        if (right.IsNull && left.Type.IsNumber) return (left.Type, left, Typed.Null(left.Type));
        if (!left.Type.IsNumber || !right.Type.IsNumber) return null;
        if (CommonType([left, right]) is not { } type) return null;
        return Coerce(left, type, leftNode) is { } l && Coerce(right, type, rightNode) is { } r ? (type, l, r) : null;
    }

    Typed Divide(BinaryExpression node, Typed left, Typed right)
    {
        if (left.Type.Kind == TypeKind.Interval && right.Type.Kind == TypeKind.Int64) return new(SqlType.Interval, $"bq.interval_divide({left.Sql}, {right.Sql})");
        if (NumbersOf(left, right, node.Left, node.Right) is not var (type, _, _)) throw NoOperator(node, "/", left, right);
        if (type.Kind == TypeKind.Int64) type = SqlType.Float64;
        return new(type, Quotient(Coerce(left, type, node.Left)!, Coerce(right, type, node.Right)!, right));
    }

    /// <summary>Division with BigQuery's error; a divisor that is a constant other than zero needs no check.</summary>
    static string Quotient(Typed left, Typed right, Typed divisor)
    {
        var isKnown = divisor.Literal is IntegerLiteral { Text: not "0" } or FloatLiteral && divisor.Sql.Any(c => c is >= '1' and <= '9');
        return right.Type.Kind switch
        {
            TypeKind.Float64 => isKnown ? $"({left.Sql} / {right.Sql})" : $"bq_divide({left.Sql}, {right.Sql})",
            TypeKind.Numeric => $"bq_numeric_divide({left.Sql}, {right.Sql})",
            _ => $"bq.big_divide({left.Sql}, {right.Sql})",
        };
    }

    Typed Bitwise(BinaryExpression node, Typed left, Typed right)
    {
        var symbol = Symbol(node.Operator);
        var isShift = node.Operator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;
        if (left.IsNull) left = Typed.Null(right.Type.Kind == TypeKind.Bytes ? SqlType.Bytes : SqlType.Int64);
        if (right.IsNull) right = Typed.Null(isShift || left.Type.Kind != TypeKind.Bytes ? SqlType.Int64 : SqlType.Bytes);
        if (left.Type.Kind == TypeKind.Bytes && right.Type.Kind == (isShift ? TypeKind.Int64 : TypeKind.Bytes))
            return new(SqlType.Bytes, $"bq.bq_bytes_{(isShift ? "shift" : "bitwise")}({left.Sql}, {right.Sql}, '{symbol}')");
        if (left.Type.Kind != TypeKind.Int64 || right.Type.Kind != TypeKind.Int64)
            throw isShift ? NoOperator(node, symbol, left, right) : Fail(node, $"Bitwise operator {symbol} requires two integer/BYTES arguments of the same type, but saw {Internal(left.Type)} and {Internal(right.Type)}");
        return new(SqlType.Int64, node.Operator switch
        {
            BinaryOperator.BitwiseXor => $"xor({left.Sql}, {right.Sql})",
            BinaryOperator.ShiftLeft => $"bq_shift_left({left.Sql}, {right.Sql})",
            BinaryOperator.ShiftRight => $"bq_shift_right({left.Sql}, {right.Sql})",
            _ => $"({left.Sql} {symbol} {right.Sql})",
        });
    }

    /// <summary>Dates and times plus or minus days and intervals, and differences.</summary>
    Typed? Temporal(BinaryExpression node, Typed left, Typed right)
    {
        var minus = node.Operator == BinaryOperator.Subtract;
        var symbol = minus ? "-" : "+";
        if (!minus && right.Type.Kind is TypeKind.Date or TypeKind.Datetime or TypeKind.Timestamp or TypeKind.Time && left.Type.Kind is TypeKind.Int64 or TypeKind.Interval)
            (left, right) = (right, left);
        if (left.Literal is StringLiteral && right.Type.Kind == TypeKind.Int64) left = Coerce(left, SqlType.Date, node.Left) ?? throw BadLiteral(node.Left, left, SqlType.Date);
        return (left.Type.Kind, right.Type.Kind) switch
        {
            (TypeKind.Date, TypeKind.Int64) => new(SqlType.Date, MomentRanges.MovedDays(this, left, right, symbol)),
            (TypeKind.Date, TypeKind.Interval) => new(SqlType.Datetime, MomentRanges.Moved(this, left, right, symbol, SqlType.Datetime)),
            (TypeKind.Datetime or TypeKind.Timestamp, TypeKind.Interval) => new(left.Type, MomentRanges.Moved(this, left, right, symbol, left.Type)),
            (TypeKind.Time, TypeKind.Interval) => new(left.Type, $"({left.Sql} {symbol} {right.Sql})"),
            (TypeKind.Interval, TypeKind.Interval) => new(left.Type, Once([left, right], o => $"bq.interval_kept({o[0].Sql} {symbol} {o[1].Sql})")),
            (TypeKind.Date, TypeKind.Date) when minus => new(SqlType.Interval, $"to_days(({left.Sql} - {right.Sql})::INTEGER)"),
            (TypeKind.Timestamp, TypeKind.Timestamp) or (TypeKind.Time, TypeKind.Time) when minus => new(SqlType.Interval, $"to_microseconds(epoch_us({left.Sql}) - epoch_us({right.Sql}))"),
            (TypeKind.Datetime, TypeKind.Datetime) when minus => new(SqlType.Interval, Once([left, right], o => $"bq.datetime_difference({o[0].Sql}, {o[1].Sql})")),
            _ => null,
        };
    }

    static Typed? Scaled(BinaryExpression node, Typed left, Typed right) =>
        node.Operator != BinaryOperator.Multiply ? null
        : left.Type.Kind == TypeKind.Interval && right.Type.Kind == TypeKind.Int64 ? new(SqlType.Interval, $"bq.interval_kept({left.Sql} * {right.Sql})")
        : right.Type.Kind == TypeKind.Interval && left.Type.Kind == TypeKind.Int64 ? new(SqlType.Interval, $"bq.interval_kept({right.Sql} * {left.Sql})")
        : null;
}
