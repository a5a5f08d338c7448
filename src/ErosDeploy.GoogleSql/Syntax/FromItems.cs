namespace ErosDeploy.GoogleSql.Syntax;

public abstract record FromItem : Node;

/// <summary>
/// A table, view, CTE, table parameter, or the path of an array of an item to its left (`FROM t, t.items`), which the binder tells apart.
/// </summary>
public sealed record TableReference(ObjectPath Path, Identifier? Alias) : FromItem
{
    public Hint? Hint { get; init; }

    /// <summary>`FOR SYSTEM_TIME AS OF expression`.</summary>
    public Expression? SystemTime { get; init; }

    /// <summary>`WITH OFFSET [AS alias]`, valid for array paths only.</summary>
    public WithOffset? WithOffset { get; init; }
}

public sealed record WithOffset(Identifier? Alias) : Node;

public sealed record SubqueryItem(Query Query, Identifier? Alias) : FromItem;

/// <summary>`UNNEST(array [AS alias], ...) [AS alias] [WITH OFFSET [AS alias]]`; normally one array.</summary>
public sealed record UnnestItem(ValueList<UnnestArray> Arrays, Identifier? Alias, WithOffset? WithOffset) : FromItem
{
    public Hint? Hint { get; init; }

    /// <summary>`mode => 'PAD'` of an UNNEST over several arrays.</summary>
    public Expression? Mode { get; init; }
}

public sealed record UnnestArray(Expression Array, Identifier? Alias) : Node;

/// <summary>`path(arguments) [AS alias]`.</summary>
public sealed record TableFunctionItem(ObjectPath Function, ValueList<Expression> Arguments, Identifier? Alias) : FromItem
{
    public Hint? Hint { get; init; }

    /// <summary>The table that flows into a pipe CALL, as its first table argument.</summary>
    public PipedInput? Input { get; init; }
}

public enum JoinKind { Comma, Cross, Inner, Left, Right, Full }

/// <summary>At most one of On and Using. A join in parentheses is simply nested.</summary>
public sealed record Join(JoinKind Kind, FromItem Left, FromItem Right, Expression? On, ValueList<Identifier> Using) : FromItem
{
    public Hint? Hint { get; init; }
}

/// <summary>`source PIVOT(aggregates FOR input IN (values)) [AS alias]`.</summary>
public sealed record PivotItem(
    FromItem Source, ValueList<SelectExpression> Aggregates, Expression Input, ValueList<SelectExpression> Values, Identifier? Alias) : FromItem;

/// <summary>`source UNPIVOT [INCLUDE|EXCLUDE NULLS] (values FOR name IN (columns)) [AS alias]`.</summary>
public sealed record UnpivotItem(
    FromItem Source, bool IncludeNulls, ValueList<Identifier> ValueColumns, Identifier NameColumn, ValueList<UnpivotColumn> Columns,
    Identifier? Alias) : FromItem;

/// <summary>One entry of UNPIVOT's IN list: the columns, and the label (STRING or INT64 literal) that replaces their name.</summary>
public sealed record UnpivotColumn(ValueList<ObjectPath> Columns, Expression? Label) : Node;

/// <summary>`source TABLESAMPLE method (size PERCENT|ROWS)`.</summary>
public sealed record SampledItem(FromItem Source, Identifier Method, Expression Size, bool IsPercent, Expression? Repeatable) : FromItem;
