namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>A job as INFORMATION_SCHEMA.JOBS shows it; kept by the job store.</summary>
internal sealed record JobRecord
{
    public required string Project { get; init; }
    public required string JobId { get; init; }
    public string? ParentJobId { get; init; }
    public string? SessionId { get; init; }
    public string Location { get; init; } = "US";
    public string UserEmail { get; init; } = Caller.Default.Email;

    /// <summary>QUERY, LOAD, COPY or EXTRACT.</summary>
    public string JobType { get; init; } = "QUERY";

    public string? StatementType { get; init; }
    public string Priority { get; init; } = "INTERACTIVE";

    /// <summary>PENDING, RUNNING or DONE.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Query { get; init; }
    public long? BytesProcessed { get; init; }
    public long? BytesBilled { get; init; }
    public long? SlotMs { get; init; }
    public bool? CacheHit { get; init; }
    public string? ErrorReason { get; init; }
    public string? ErrorLocation { get; init; }
    public string? ErrorMessage { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<Catalog.TableName> ReferencedTables { get; init; } = [];
    public Catalog.TableName? Destination { get; init; }
    public DmlCounts? Dml { get; init; }
    public string? TransactionId { get; init; }
}

/// <summary>The jobs that INFORMATION_SCHEMA.JOBS lists.</summary>
internal interface IJobHistory
{
    IReadOnlyList<JobRecord> Jobs(string project);
}
