using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>A value bound to @name or, with Name null, to the next ?. Sql is a DuckDB expression that yields the value in the type's DuckDB form.</summary>
internal sealed record QueryParameter(string? Name, SqlType Type, string Sql);

internal enum CreateDisposition
{
    CreateIfNeeded,
    CreateNever,
}

internal enum WriteDisposition
{
    WriteEmpty,
    WriteAppend,
    WriteTruncate,
    WriteTruncateData,
}

/// <summary>Where rows go: of a query with a destination, of a load, of a copy.</summary>
internal sealed record WriteTarget(TableName Table)
{
    public CreateDisposition Create { get; init; } = CreateDisposition.CreateIfNeeded;
    public WriteDisposition Write { get; init; } = WriteDisposition.WriteEmpty;
    public bool AllowFieldAddition { get; init; }
    public bool AllowFieldRelaxation { get; init; }
    public TimePartitioning? TimePartitioning { get; init; }
    public RangePartitioning? RangePartitioning { get; init; }
    public IReadOnlyList<string>? Clustering { get; init; }
}

/// <summary>Who asks, for row access policies and SESSION_USER().</summary>
internal sealed record Caller(string Email, IReadOnlyList<string> Groups)
{
    public static Caller Default { get; } = new("sandbox@localhost", []);
}

/// <summary>One query job.</summary>
internal sealed record QueryRequest
{
    public required string Project { get; init; }
    public required string JobId { get; init; }
    public required string Sql { get; init; }
    public string Location { get; init; } = "US";
    public DatasetName? DefaultDataset { get; init; }
    public IReadOnlyList<QueryParameter> Parameters { get; init; } = [];
    public WriteTarget? Destination { get; init; }
    public bool DryRun { get; init; }
    public long? MaximumBytesBilled { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Starts a session whose id is in the outcome.</summary>
    public bool CreateSession { get; init; }

    /// <summary>Runs in this session (temporary objects, variables, an open transaction).</summary>
    public string? SessionId { get; init; }

    /// <summary>What connection properties make of @@query_label, @@dataset_project_id and @@time_zone.</summary>
    public string? QueryLabel { get; init; }
    public string? DatasetProject { get; init; }
    public string? TimeZone { get; init; }

    public Caller Caller { get; init; } = Caller.Default;

    /// <summary>
    /// Turns a result column's DuckDB SQL (a quoted identifier) into what the reader is to yield, by its type; null = as it is.
    /// Lets the caller get wire forms computed in DuckDB.
    /// </summary>
    public Func<SqlType, string, string>? Projection { get; init; }
}
