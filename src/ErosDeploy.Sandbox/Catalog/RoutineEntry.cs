using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog;

internal enum RoutineKind
{
    ScalarFunction,
    AggregateFunction,
    TableFunction,
    Procedure,
}

internal enum ArgumentMode
{
    In,
    Out,
    InOut,
}

/// <summary>Type null = ANY TYPE; a TABLE argument has columns instead.</summary>
internal sealed record RoutineArgument(
    string? Name, SqlType? Type, ArgumentMode Mode = ArgumentMode.In, IReadOnlyList<ColumnEntry>? TableColumns = null)
{
    /// <summary>False for NOT AGGREGATE, which only aggregate functions have.</summary>
    public bool IsAggregate { get; init; } = true;
}

/// <summary>A function, table function or procedure; the body is the original text.</summary>
internal sealed record RoutineEntry
{
    public required RoutineName Name { get; init; }
    public RoutineKind Kind { get; init; }
    public string Language { get; init; } = "SQL";
    public IReadOnlyList<RoutineArgument> Arguments { get; init; } = [];

    /// <summary>The declared return type; null = inferred from the body.</summary>
    public SqlType? ReturnType { get; init; }

    /// <summary>A table function's declared result columns; null = those of its query.</summary>
    public IReadOnlyList<ColumnEntry>? ReturnColumns { get; init; }

    /// <summary>The expression, query or statements; a procedure's from BEGIN to END.</summary>
    public string Body { get; init; } = "";

    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
    public string? Description { get; init; }
    public string? DeterminismLevel { get; init; }
    public bool StrictMode { get; init; } = true;
    public DatasetName? DefaultDataset { get; init; }
    public string Ddl { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ModifiedAt { get; init; }
    public string Etag { get; init; } = "";
    public bool IsTemporary { get; init; }
}
