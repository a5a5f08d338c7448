namespace ErosDeploy.GoogleSql.Syntax;

public enum NullHandling { Ignore, Respect }

/// <summary>
/// A call. <see cref="Function"/> is the path without a leading SAFE (then <see cref="Safe"/>); names keep their case, the reserved
/// ones (IF, LEFT, RIGHT, ...) too. `NET.HOST`, `ML.x`, `KEYS.x` are paths of two names. A chained call `(x).f(y)` has the receiver as
/// first argument and <see cref="Chained"/>. `EXTRACT`, `CAST` and array/struct constructors have nodes of their own.
/// </summary>
public sealed record FunctionCall(ObjectPath Function, ValueList<Expression> Arguments) : Expression
{
    public bool Safe { get; init; }

    public bool Chained { get; init; }

    public bool Distinct { get; init; }

    public NullHandling? NullHandling { get; init; }

    public Expression? Where { get; init; }

    public HavingModifier? Having { get; init; }

    public GroupBy? GroupBy { get; init; }

    public ValueList<OrderingItem> OrderBy { get; init; } = [];

    public Expression? Limit { get; init; }

    public WindowSpecification? Over { get; init; }

    public Hint? Hint { get; init; }
}

/// <summary>`HAVING MAX expression` or `HAVING MIN expression` inside an aggregate call.</summary>
public sealed record HavingModifier(bool Max, Expression Expression) : Node;

/// <summary>`name => value`.</summary>
public sealed record NamedArgument(Identifier Name, Expression Value) : Expression;

/// <summary>`x -> body` or `(x, y) -> body`.</summary>
public sealed record LambdaExpression(ValueList<Identifier> Parameters, Expression Body) : Expression;

/// <summary>`TABLE path` as argument of a table function.</summary>
public sealed record TableArgument(ObjectPath Table) : Expression;

/// <summary>TABLE f(...): the rows of a table function as an argument of another one.</summary>
public sealed record TableCallArgument(TableFunctionItem Call) : Expression;

/// <summary>The table that flows into a pipe CALL, where the function takes it.</summary>
public sealed record PipedArgument : Expression;

/// <summary>`MODEL path` as argument of a table function.</summary>
public sealed record ModelArgument(ObjectPath Model) : Expression;

/// <summary>`DESCRIPTOR(a, b)`.</summary>
public sealed record DescriptorArgument(ValueList<Identifier> Columns) : Expression;

/// <summary>`value AS alias` as argument.</summary>
public sealed record AliasedArgument(Expression Value, Identifier Alias) : Expression;

/// <summary>
/// `OVER name`: only <see cref="BaseWindow"/> is set and <see cref="IsReference"/> is true. `OVER (...)`: any of the parts.
/// </summary>
public sealed record WindowSpecification(
    Identifier? BaseWindow, ValueList<Expression> PartitionBy, ValueList<OrderingItem> OrderBy, WindowFrame? Frame, bool IsReference) : Node;

public enum FrameUnit { Rows, Range }

/// <summary>`ROWS|RANGE start` (then <see cref="End"/> is null and means CURRENT ROW) or `BETWEEN start AND end`.</summary>
public sealed record WindowFrame(FrameUnit Unit, FrameBound Start, FrameBound? End) : Node;

public enum FrameBoundKind { UnboundedPreceding, Preceding, CurrentRow, Following, UnboundedFollowing }

public sealed record FrameBound(FrameBoundKind Kind, Expression? Offset) : Node;
