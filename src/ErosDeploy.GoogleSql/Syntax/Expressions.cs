namespace ErosDeploy.GoogleSql.Syntax;

public abstract record Expression : Node
{
    /// <summary>Written inside parentheses; spans then include them. Never part of equality.</summary>
    public Parentheses Parentheses { get; init; }
}

/// <summary>How many pairs of parentheses stood around an expression; all values are equal to each other.</summary>
public readonly record struct Parentheses(int Count)
{
    public bool Any => Count > 0;

    public bool Equals(Parentheses other) => true;

    public override int GetHashCode() => 0;
}

/// <summary>`a`, `t.a`, `t.a.b`: a column, variable, parameter of a routine, range variable, or fields of these.</summary>
public sealed record PathExpression(ValueList<Identifier> Names) : Expression;

/// <summary>`@name`, without the @.</summary>
public sealed record NamedParameter(string Name) : Expression;

/// <summary>`?`; <see cref="Position"/> counts from 1 over the whole text parsed.</summary>
public sealed record PositionalParameter(int Position) : Expression;

/// <summary>`@@name` or `@@error.message`.</summary>
public sealed record SystemVariable(ValueList<Identifier> Names) : Expression;

/// <summary>The `*` of COUNT(*).</summary>
public sealed record StarArgument : Expression;

/// <summary>`DEFAULT` as a value of INSERT or UPDATE.</summary>
public sealed record DefaultValue : Expression;

/// <summary>`(expression).field`, `f(x).field`, `a[0].field`; plain name chains are <see cref="PathExpression"/>.</summary>
public sealed record FieldAccess(Expression Operand, Identifier Field) : Expression;

/// <summary>`expression.(path.of.extension)`.</summary>
public sealed record GeneralizedFieldAccess(Expression Operand, ValueList<Identifier> Names) : Expression;

public enum SubscriptKind { Plain, Offset, Ordinal, SafeOffset, SafeOrdinal, Key, SafeKey }

/// <summary>`operand[index]`, `operand[SAFE_OFFSET(index)]`, ...</summary>
public sealed record SubscriptExpression(Expression Operand, SubscriptKind Kind, Expression Index) : Expression;

public enum UnaryOperator { Not, Plus, Minus, BitwiseNot }

public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand) : Expression;

public enum BinaryOperator
{
    Add, Subtract, Multiply, Divide, Concat,
    BitwiseAnd, BitwiseOr, BitwiseXor, ShiftLeft, ShiftRight,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
}

/// <summary>Chains of one precedence lean to the left; their depth counts against the parser's nesting limit.</summary>
public sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>`a AND b AND c`: two or more operands.</summary>
public sealed record AndExpression(ValueList<Expression> Operands) : Expression;

/// <summary>`a OR b OR c`: two or more operands.</summary>
public sealed record OrExpression(ValueList<Expression> Operands) : Expression;

public enum IsTarget { Null, True, False, Unknown }

/// <summary>`x IS [NOT] NULL | TRUE | FALSE | UNKNOWN`.</summary>
public sealed record IsExpression(Expression Operand, IsTarget Target, bool Negated) : Expression;

/// <summary>`a IS [NOT] DISTINCT FROM b`; <see cref="Negated"/> is true for IS NOT DISTINCT FROM.</summary>
public sealed record DistinctFromExpression(Expression Left, Expression Right, bool Negated) : Expression;

public sealed record BetweenExpression(Expression Operand, Expression Low, Expression High, bool Negated) : Expression;

public sealed record LikeExpression(Expression Operand, Expression Pattern, bool Negated) : Expression;

public enum LikeQuantifier { Any, Some, All }

/// <summary>`x [NOT] LIKE ANY|SOME|ALL (patterns) | (query) | UNNEST(array)`.</summary>
public sealed record QuantifiedLikeExpression(Expression Operand, LikeQuantifier Quantifier, InSource Patterns, bool Negated) : Expression;

/// <summary>`x [NOT] IN (...)`.</summary>
public sealed record InExpression(Expression Operand, InSource Source, bool Negated) : Expression;

/// <summary>What stands right of IN or LIKE ANY: a list, a subquery or UNNEST.</summary>
public abstract record InSource : Node;

public sealed record InList(ValueList<Expression> Items) : InSource;

public sealed record InSubquery(Query Query) : InSource;

public sealed record InUnnest(Expression Array) : InSource;

/// <summary>`CASE [operand] WHEN ... THEN ... [ELSE ...] END`.</summary>
public sealed record CaseExpression(Expression? Operand, ValueList<WhenClause> Whens, Expression? Else) : Expression;

public sealed record WhenClause(Expression When, Expression Then) : Node;

/// <summary>`[SAFE_]CAST(operand AS type [FORMAT format [AT TIME ZONE zone]])`.</summary>
public sealed record CastExpression(Expression Operand, TypeNode Type, bool Safe, Expression? Format, Expression? TimeZone) : Expression;

/// <summary>`EXTRACT(part FROM operand [AT TIME ZONE zone])`; DATE, TIME and DATETIME count as parts.</summary>
public sealed record ExtractExpression(DatePart Part, Expression Operand, Expression? TimeZone) : Expression;

public sealed record ScalarSubquery(Query Query) : Expression;

public sealed record ArraySubquery(Query Query) : Expression;

public sealed record ExistsSubquery(Query Query) : Expression;

/// <summary>`[1, 2]`, `ARRAY[1, 2]`, `ARRAY&lt;INT64>[1, 2]`.</summary>
public sealed record ArrayConstructor(ArrayType? Type, ValueList<Expression> Elements) : Expression;

/// <summary>
/// `STRUCT(1 AS a, b)` and `STRUCT&lt;a INT64>(1)`; the tuple form `(1, 2)` has <see cref="IsTuple"/> and never names fields, while
/// STRUCT(b) takes the name of a path's last part.
/// </summary>
public sealed record StructConstructor(StructType? Type, ValueList<StructArgument> Arguments, bool IsTuple) : Expression;

public sealed record StructArgument(Expression Value, Identifier? Alias) : Node;

/// <summary>`WITH(a AS 1, b AS a + 1, a * b)`.</summary>
public sealed record WithExpression(ValueList<WithExpressionVariable> Variables, Expression Body) : Expression;

public sealed record WithExpressionVariable(Identifier Name, Expression Value) : Node;
