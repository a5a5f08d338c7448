namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>`FROM ...` as a whole query: all columns of all rows.</summary>
public sealed record FromQuery(FromItem From) : QueryBody;

/// <summary>`query |> operator |> operator`.</summary>
public sealed record PipedQuery(Query Input, ValueList<PipeOperator> Operators) : QueryBody
{
    /// <summary>`(query) AS alias |> ...`.</summary>
    public Identifier? Alias { get; init; }
}

/// <summary>One step of a piped query; its span begins at the operator's name.</summary>
public abstract record PipeOperator : Node;

/// <summary>The SELECT has items and named windows only.</summary>
public sealed record PipeSelect(Select Select) : PipeOperator;

public sealed record PipeExtend(ValueList<SelectItem> Items, ValueList<NamedWindow> Windows) : PipeOperator;

/// <summary>`SET column = expression, ...`.</summary>
public sealed record PipeSet(ValueList<SelectReplacement> Columns) : PipeOperator;

public sealed record PipeDrop(ValueList<Identifier> Columns) : PipeOperator;

public sealed record PipeRename(ValueList<PipeRenaming> Columns) : PipeOperator;

/// <summary>`old [AS] new`.</summary>
public sealed record PipeRenaming(Identifier From, Identifier To) : Node;

public sealed record PipeAs(Identifier Alias) : PipeOperator;

public sealed record PipeWhere(Expression Condition) : PipeOperator;

/// <summary>`AGGREGATE items [GROUP [AND ORDER] BY keys]`; the keys carry their own aliases and orders.</summary>
public sealed record PipeAggregate(ValueList<PipeAggregateItem> Items, GroupBy? GroupBy, bool OrdersByKeys) : PipeOperator;

public sealed record PipeAggregateItem(Expression Expression, Identifier? Alias, OrderSuffix? Order) : Node;

/// <summary>ASC or DESC behind an item of AGGREGATE.</summary>
public sealed record OrderSuffix(bool Descending, NullOrder? Nulls) : Node;

public sealed record PipeDistinct : PipeOperator;

/// <summary>JOIN, PIVOT, UNPIVOT, TABLESAMPLE or CALL: what stands in FROM, with <see cref="PipedInput"/> for the table that flows in.</summary>
public sealed record PipeFrom(FromItem Item) : PipeOperator;

public sealed record PipedInput : FromItem;

public sealed record PipeOrderBy(ValueList<OrderingItem> Items) : PipeOperator;

public sealed record PipeLimit(Expression Limit, Expression? Offset) : PipeOperator;

/// <summary>The operation's inputs are those right of the operator.</summary>
public sealed record PipeSetOperation(SetOperation Operation) : PipeOperator;

public sealed record PipeWith(WithClause With) : PipeOperator;
