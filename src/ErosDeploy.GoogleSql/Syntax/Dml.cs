namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>`INSERT [INTO] table [(columns)] VALUES ... | query`.</summary>
public sealed record Insert(ObjectPath Table, ValueList<Identifier> Columns, InsertSource Source) : Statement
{
    /// <summary>`OR IGNORE`, `OR REPLACE`, `OR UPDATE`: the second word in upper case; BigQuery has none of them.</summary>
    public string? Mode { get; init; }
}

public abstract record InsertSource : Node;

public sealed record InsertRows(ValueList<InsertRow> Rows) : InsertSource;

/// <summary>Values may be <see cref="DefaultValue"/>.</summary>
public sealed record InsertRow(ValueList<Expression> Values) : Node;

public sealed record InsertQuery(Query Query) : InsertSource;

/// <summary>`UPDATE table [AS alias] SET ... [FROM ...] WHERE ...`.</summary>
public sealed record Update(
    ObjectPath Table, Identifier? Alias, ValueList<UpdateItem> Items, FromItem? From, Expression Where) : Statement;

/// <summary>`path = value`; the path may reach into nested fields (`a.b.c`). Value may be <see cref="DefaultValue"/>.</summary>
public sealed record UpdateItem(ValueList<Identifier> Target, Expression Value) : Node;

/// <summary>`DELETE [FROM] table [AS alias] WHERE ...`.</summary>
public sealed record Delete(ObjectPath Table, Identifier? Alias, Expression Where) : Statement;

/// <summary>`TRUNCATE TABLE table`.</summary>
public sealed record Truncate(ObjectPath Table) : Statement;

/// <summary>`MERGE [INTO] target [AS alias] USING source ON condition WHEN ...`.</summary>
public sealed record Merge(
    ObjectPath Target, Identifier? Alias, FromItem Source, Expression On, ValueList<MergeWhen> Whens) : Statement;

public enum MergeMatch { Matched, NotMatchedByTarget, NotMatchedBySource }

/// <summary>`WHEN [NOT] MATCHED [BY TARGET|SOURCE] [AND condition] THEN action`.</summary>
public sealed record MergeWhen(MergeMatch Match, Expression? Condition, MergeAction Action) : Node;

public abstract record MergeAction : Node;

/// <summary>`INSERT [(columns)] VALUES (...)`.</summary>
public sealed record MergeInsert(ValueList<Identifier> Columns, InsertRow Row) : MergeAction;

/// <summary>`INSERT ROW`, with or without columns.</summary>
public sealed record MergeInsertRow(ValueList<Identifier> Columns) : MergeAction;

public sealed record MergeUpdate(ValueList<UpdateItem> Items) : MergeAction;

public sealed record MergeDelete : MergeAction;
