namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>A whole query: WITH, body, ORDER BY, LIMIT. Also what stands inside the parentheses of a subquery.</summary>
public sealed record Query(
    WithClause? With, QueryBody Body, ValueList<OrderingItem> OrderBy, Expression? Limit, Expression? Offset) : Node;

public sealed record WithClause(bool Recursive, ValueList<CommonTableExpression> Tables) : Node;

public sealed record CommonTableExpression(Identifier Name, Query Query) : Node;

public abstract record QueryBody : Node;

/// <summary>A query in parentheses as operand of a set operation or as a whole body.</summary>
public sealed record NestedQuery(Query Query) : QueryBody;

public enum SetOperator { Union, Intersect, Except }

public enum ColumnMatch { Position, ByName, Corresponding }

public enum ColumnPropagation { Strict, Inner, Full, Left }

/// <summary>Two or more inputs with one operator and quantifier (BigQuery wants parentheses where they differ), left associative.</summary>
public sealed record SetOperation(SetOperator Operator, bool Distinct, ValueList<QueryBody> Inputs) : QueryBody
{
    public ColumnMatch Match { get; init; }

    public ColumnPropagation Propagation { get; init; } = ColumnPropagation.Strict;

    /// <summary>`ON (columns)` or `BY (columns)` of BY NAME and CORRESPONDING.</summary>
    public ValueList<Identifier> MatchColumns { get; init; } = [];
}

public enum SelectAs { Row, Struct, Value }

public sealed record Select(ValueList<SelectItem> Items) : QueryBody
{
    public Hint? Hint { get; init; }

    /// <summary>`WITH name OPTIONS(...)` after SELECT, e.g. DIFFERENTIAL_PRIVACY.</summary>
    public SelectWith? With { get; init; }

    public bool Distinct { get; init; }

    public SelectAs As { get; init; }

    public FromItem? From { get; init; }

    public Expression? Where { get; init; }

    public GroupBy? GroupBy { get; init; }

    public Expression? Having { get; init; }

    public Expression? Qualify { get; init; }

    public ValueList<NamedWindow> Windows { get; init; } = [];
}

public sealed record SelectWith(Identifier Name, ValueList<OptionEntry> Options) : Node;

/// <summary>`WINDOW name AS (...)`, `WINDOW name AS other`.</summary>
public sealed record NamedWindow(Identifier Name, WindowSpecification Specification) : Node;

public abstract record SelectItem : Node;

public sealed record SelectExpression(Expression Expression, Identifier? Alias) : SelectItem;

/// <summary>`*` with its EXCEPT and REPLACE.</summary>
public sealed record SelectStar(ValueList<Identifier> Except, ValueList<SelectReplacement> Replace) : SelectItem;

/// <summary>`expression.*`, `t.*`.</summary>
public sealed record SelectDotStar(Expression Operand, ValueList<Identifier> Except, ValueList<SelectReplacement> Replace) : SelectItem;

public sealed record SelectReplacement(Expression Expression, Identifier Name) : Node;

/// <summary>`GROUP BY items` or `GROUP BY ALL`.</summary>
public sealed record GroupBy(bool All, ValueList<GroupingItem> Items) : Node
{
    public Hint? Hint { get; init; }
}

public abstract record GroupingItem : Node;

public sealed record GroupingExpression(Expression Expression, Identifier? Alias = null) : GroupingItem
{
    /// <summary>In pipe AGGREGATE only.</summary>
    public OrderSuffix? Order { get; init; }
}

/// <summary>`(a, b)` or `()` inside ROLLUP, CUBE or GROUPING SETS; `()` alone as an item of GROUP BY too.</summary>
public sealed record GroupingTuple(ValueList<Expression> Expressions) : GroupingItem;

/// <summary>Items are <see cref="GroupingExpression"/> or <see cref="GroupingTuple"/>.</summary>
public sealed record Rollup(ValueList<GroupingItem> Items) : GroupingItem;

/// <summary>Items are <see cref="GroupingExpression"/> or <see cref="GroupingTuple"/>.</summary>
public sealed record Cube(ValueList<GroupingItem> Items) : GroupingItem;

/// <summary>Items are expressions, tuples, <see cref="Rollup"/> or <see cref="Cube"/>.</summary>
public sealed record GroupingSets(ValueList<GroupingItem> Items) : GroupingItem;

public enum NullOrder { First, Last }

public sealed record OrderingItem(Expression Expression, bool Descending, NullOrder? Nulls, Expression? Collate) : Node;
