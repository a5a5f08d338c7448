namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>A parsed text: its top-level statements in order. Empty for text of white space and comments only.</summary>
public sealed record Script(ValueList<Statement> Statements) : Node;

/// <summary>
/// Spans of statements start at their first word and end before the semicolon.
/// </summary>
public abstract record Statement : Node
{
    /// <summary>A hint written before the statement.</summary>
    public Hint? StatementHint { get; init; }
}

public sealed record QueryStatement(Query Query) : Statement;

/// <summary>`EXPLAIN statement`; parsed so that it can be refused by name.</summary>
public sealed record ExplainStatement(Statement Statement) : Statement;

/// <summary>`EXPORT DATA [WITH CONNECTION path] OPTIONS(...) AS query`.</summary>
public sealed record ExportData(ObjectPath? Connection, ValueList<OptionEntry> Options, Query Query) : Statement;

/// <summary>
/// `LOAD DATA INTO|OVERWRITE [TEMP TABLE] table [PARTITIONS(...)] [(columns)] [PARTITION BY] [CLUSTER BY] [OPTIONS] FROM FILES(...)
/// [WITH PARTITION COLUMNS [(...)]] [WITH CONNECTION path]`.
/// </summary>
public sealed record LoadData(ObjectPath Table, ValueList<OptionEntry> FromFiles) : Statement
{
    public bool Overwrite { get; init; }

    public bool Temporary { get; init; }

    public ValueList<Expression> Partitions { get; init; } = [];

    /// <summary>Null when no column list was written.</summary>
    public TableElements? Elements { get; init; }

    public Expression? PartitionBy { get; init; }

    public ValueList<Expression> ClusterBy { get; init; } = [];

    public ValueList<OptionEntry> Options { get; init; } = [];

    public PartitionColumns? PartitionColumns { get; init; }

    public ObjectPath? Connection { get; init; }
}

/// <summary>`EXPORT MODEL path OPTIONS(...)`.</summary>
public sealed record ExportModel(ObjectPath Model, ObjectPath? Connection, ValueList<OptionEntry> Options) : Statement;

/// <summary>`ASSERT condition [AS description]`.</summary>
public sealed record Assert(Expression Condition, Expression? Description) : Statement;

public sealed record BeginTransaction : Statement;

public sealed record CommitTransaction : Statement;

public sealed record RollbackTransaction : Statement;

/// <summary>`CALL procedure(arguments)`.</summary>
public sealed record Call(ObjectPath Procedure, ValueList<Expression> Arguments) : Statement;

/// <summary>`GRANT|REVOKE privileges ON object TO|FROM grantees`; roles keep their back-ticked text.</summary>
public sealed record GrantOrRevoke(
    bool IsRevoke, ValueList<Identifier> Roles, string ObjectKind, ObjectPath Object, ValueList<Expression> Grantees) : Statement;
