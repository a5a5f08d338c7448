namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>What most CREATE statements share. Names are as written, unresolved.</summary>
public abstract record CreateStatement(ObjectPath Name) : Statement
{
    public bool OrReplace { get; init; }

    public bool IfNotExists { get; init; }

    public ValueList<OptionEntry> Options { get; init; } = [];
}

/// <summary>`CREATE SCHEMA name [DEFAULT COLLATE c] [OPTIONS(...)]`; <see cref="External"/> for CREATE EXTERNAL SCHEMA.</summary>
public sealed record CreateSchema(ObjectPath Name) : CreateStatement(Name)
{
    public Expression? DefaultCollate { get; init; }

    public bool External { get; init; }

    public ObjectPath? Connection { get; init; }
}

/// <summary>`CREATE [OR REPLACE] [TEMP] TABLE name [(elements)] [LIKE|COPY|CLONE source] ... [AS query]`.</summary>
public sealed record CreateTable(ObjectPath Name) : CreateStatement(Name)
{
    public bool Temporary { get; init; }

    /// <summary>Null when no parentheses were written.</summary>
    public TableElements? Elements { get; init; }

    public Expression? DefaultCollate { get; init; }

    public Expression? PartitionBy { get; init; }

    public ValueList<Expression> ClusterBy { get; init; } = [];

    public TableSource? Source { get; init; }

    public ObjectPath? Connection { get; init; }

    public Query? AsQuery { get; init; }
}

/// <summary>LIKE, COPY and CLONE of CREATE TABLE; <see cref="SystemTime"/> is FOR SYSTEM_TIME AS OF of CLONE and COPY.</summary>
public sealed record TableSource(TableSourceKind Kind, ObjectPath Table, Expression? SystemTime) : Node;

public enum TableSourceKind { Like, Copy, Clone }

/// <summary>`CREATE SNAPSHOT TABLE name CLONE source [FOR SYSTEM_TIME AS OF t] [OPTIONS(...)]`.</summary>
public sealed record CreateSnapshotTable(ObjectPath Name, TableSource Source) : CreateStatement(Name);

/// <summary>`CREATE EXTERNAL TABLE name [(columns)] [WITH CONNECTION c] [WITH PARTITION COLUMNS ...] OPTIONS(...)`.</summary>
public sealed record CreateExternalTable(ObjectPath Name) : CreateStatement(Name)
{
    public bool Temporary { get; init; }

    public TableElements? Elements { get; init; }

    public ObjectPath? Connection { get; init; }

    public PartitionColumns? PartitionColumns { get; init; }
}

/// <summary>`WITH PARTITION COLUMNS [(columns)]`; no columns means: take them from the paths.</summary>
public sealed record PartitionColumns(TableElements? Elements) : Node;

/// <summary>`CREATE [OR REPLACE] VIEW name [(columns)] [OPTIONS(...)] AS query`.</summary>
public sealed record CreateView(ObjectPath Name, ValueList<ViewColumn> Columns, Query Query) : CreateStatement(Name)
{
    public bool Temporary { get; init; }

    public bool Recursive { get; init; }
}

public sealed record ViewColumn(Identifier Name, ValueList<OptionEntry> Options) : Node;

/// <summary>`CREATE MATERIALIZED VIEW name [PARTITION BY] [CLUSTER BY] [OPTIONS(...)] AS query`, or `AS REPLICA OF source` then Query is null.</summary>
public sealed record CreateMaterializedView(ObjectPath Name, Query? Query) : CreateStatement(Name)
{
    public ValueList<ViewColumn> Columns { get; init; } = [];

    public Expression? PartitionBy { get; init; }

    public ValueList<Expression> ClusterBy { get; init; } = [];

    public ObjectPath? ReplicaOf { get; init; }
}

/// <summary>
/// `CREATE [OR REPLACE] [TEMP] [AGGREGATE] FUNCTION name(parameters) [RETURNS type] ...`. Exactly one of <see cref="Body"/> (SQL),
/// <see cref="Code"/> (LANGUAGE ... AS 'text') or <see cref="Remote"/> is given; a language function without code has its library in options.
/// </summary>
public sealed record CreateFunction(ObjectPath Name, ValueList<RoutineParameter> Parameters) : CreateStatement(Name)
{
    public bool Temporary { get; init; }

    public bool Aggregate { get; init; }

    public TypeNode? Returns { get; init; }

    /// <summary>`DETERMINISTIC` true, `NOT DETERMINISTIC` false, unsaid null.</summary>
    public bool? Deterministic { get; init; }

    public Identifier? Language { get; init; }

    public Expression? Body { get; init; }

    public Expression? Code { get; init; }

    public bool Remote { get; init; }

    public ObjectPath? Connection { get; init; }
}

/// <summary>`CREATE TABLE FUNCTION name(parameters) [RETURNS TABLE&lt;...>] AS query`.</summary>
public sealed record CreateTableFunction(ObjectPath Name, ValueList<RoutineParameter> Parameters, Query Query) : CreateStatement(Name)
{
    public TableType? Returns { get; init; }
}

/// <summary>
/// `CREATE PROCEDURE name([IN|OUT|INOUT] parameters) [OPTIONS(...)] BEGIN ... END`. Other languages: Body is null, <see cref="Code"/> may be set.
/// The stored routine body is the text of <see cref="Body"/>'s span (BEGIN to END).
/// </summary>
public sealed record CreateProcedure(ObjectPath Name, ValueList<RoutineParameter> Parameters, BeginBlock? Body) : CreateStatement(Name)
{
    public ObjectPath? Connection { get; init; }

    public Identifier? Language { get; init; }

    public Expression? Code { get; init; }
}

public enum ParameterMode { Unspecified, In, Out, InOut }

public sealed record RoutineParameter(Identifier Name, TypeNode Type, ParameterMode Mode) : Node
{
    public Expression? Default { get; init; }

    /// <summary>`NOT AGGREGATE` of aggregate functions' parameters.</summary>
    public bool NotAggregate { get; init; }
}

/// <summary>`CREATE ROW ACCESS POLICY name ON table [GRANT TO (grantees)] FILTER USING (predicate)`; <see cref="CreateStatement.Name"/> is the policy's.</summary>
public sealed record CreateRowAccessPolicy(
    ObjectPath Name, ObjectPath Table, ValueList<Expression> Grantees, Expression Filter) : CreateStatement(Name);

public enum IndexKind { Search, Vector }

/// <summary>`CREATE SEARCH|VECTOR INDEX name ON table(columns | ALL COLUMNS) [STORING(...)] [PARTITION BY] [OPTIONS(...)]`.</summary>
public sealed record CreateIndex(ObjectPath Name, IndexKind Kind, ObjectPath Table, bool AllColumns, ValueList<IndexColumn> Columns) : CreateStatement(Name)
{
    public ValueList<Expression> Storing { get; init; } = [];

    public Expression? PartitionBy { get; init; }
}

public sealed record IndexColumn(Expression Column, ValueList<OptionEntry> Options) : Node;

/// <summary>`CREATE MODEL name ...`: kept as name, options and query.</summary>
public sealed record CreateModel(ObjectPath Name, Query? Query) : CreateStatement(Name)
{
    public bool Temporary { get; init; }

    public ObjectPath? Connection { get; init; }
}

/// <summary>`CREATE CAPACITY|RESERVATION|ASSIGNMENT|CONNECTION ... name ...`: an administrative object known by kind, name and options.</summary>
public sealed record CreateOther(string ObjectKind, ObjectPath Name) : CreateStatement(Name);
