using System.Text.Json;

namespace ErosDeploy.Core.Cloud.BigQuery;

public sealed record JobReference
{
    public string? ProjectId { get; init; }
    /// <summary>Empty in the answer to a dry run, which makes no job.</summary>
    public string JobId { get; set; } = "";
    public string? Location { get; init; }
}

/// <summary>Why a job or a request failed, in the service's words.</summary>
public sealed record ErrorProto
{
    public string? Reason { get; init; }
    public string? Location { get; init; }
    public string? Message { get; init; }
}

/// <summary>State is PENDING, RUNNING or DONE; a DONE job with an ErrorResult has failed.</summary>
public sealed record JobStatus
{
    public string? State { get; init; }
    public ErrorProto? ErrorResult { get; init; }
    public IReadOnlyList<ErrorProto>? Errors { get; init; }
}

/// <summary>Source: bigquery.jobs of the REST reference.</summary>
public sealed record Job : Resource
{
    public JobReference? JobReference { get; init; }
    public JobConfiguration? Configuration { get; init; }
    public JobStatus? Status { get; init; }
    public JobStatistics? Statistics { get; init; }
    public string? Etag { get; init; }
}

/// <summary>Exactly one of Query, Load, Extract and Copy is set.</summary>
public sealed record JobConfiguration : Resource
{
    public JobConfigurationQuery? Query { get; init; }
    public JobConfigurationLoad? Load { get; init; }
    public JobConfigurationExtract? Extract { get; init; }
    public JobConfigurationCopy? Copy { get; init; }
    public bool? DryRun { get; init; }

    /// <summary>Milliseconds; best effort on the service.</summary>
    public long? JobTimeoutMs { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

public sealed record JobConfigurationQuery : Resource
{
    public required string Query { get; init; }
    public bool UseLegacySql { get; init; }
    public DatasetReference? DefaultDataset { get; init; }
    public TableReference? DestinationTable { get; init; }
    public string? CreateDisposition { get; init; }
    public string? WriteDisposition { get; init; }
    public string? Priority { get; init; }
    public bool? UseQueryCache { get; init; }
    public long? MaximumBytesBilled { get; init; }

    /// <summary>NAMED or POSITIONAL.</summary>
    public string? ParameterMode { get; init; }

    public IReadOnlyList<QueryParameter>? QueryParameters { get; init; }
}

public sealed record JobConfigurationLoad : Resource
{
    public required IReadOnlyList<string> SourceUris { get; init; }
    public required TableReference DestinationTable { get; init; }

    /// <summary>AVRO, PARQUET, NEWLINE_DELIMITED_JSON, CSV.</summary>
    public required string SourceFormat { get; init; }

    public string? CreateDisposition { get; init; }
    public string? WriteDisposition { get; init; }
    public TableSchema? Schema { get; init; }

    /// <summary>Without it DATE, TIME and DATETIME arrive as strings.</summary>
    public bool? UseAvroLogicalTypes { get; init; }

    /// <summary>What decimals of the files may become, of NUMERIC, BIGNUMERIC and STRING; NUMERIC alone when it is not given.</summary>
    public IReadOnlyList<string>? DecimalTargetTypes { get; init; }
}

public sealed record JobConfigurationExtract : Resource
{
    public required TableReference SourceTable { get; init; }
    public required IReadOnlyList<string> DestinationUris { get; init; }
    public required string DestinationFormat { get; init; }
    public string? Compression { get; init; }
    public bool? UseAvroLogicalTypes { get; init; }
}

public sealed record JobConfigurationCopy : Resource
{
    public required IReadOnlyList<TableReference> SourceTables { get; init; }
    public required TableReference DestinationTable { get; init; }
    public string? CreateDisposition { get; init; }
    public string? WriteDisposition { get; init; }

    /// <summary>COPY, SNAPSHOT, RESTORE, CLONE.</summary>
    public string? OperationType { get; init; }
}

/// <summary>Times are milliseconds since 1970; slot time in milliseconds.</summary>
public sealed record JobStatistics : Resource
{
    public long? CreationTime { get; init; }
    public long? StartTime { get; init; }
    public long? EndTime { get; init; }
    public long? TotalBytesProcessed { get; init; }
    public long? TotalSlotMs { get; init; }
    public long? NumChildJobs { get; init; }
    public string? ParentJobId { get; init; }
    public JobQueryStatistics? Query { get; init; }
    public JobLoadStatistics? Load { get; init; }
    public JobExtractStatistics? Extract { get; init; }
}

public sealed record JobQueryStatistics : Resource
{
    public string? StatementType { get; init; }
    public long? TotalBytesProcessed { get; init; }
    public string? TotalBytesProcessedAccuracy { get; init; }
    public long? TotalBytesBilled { get; init; }
    public long? TotalSlotMs { get; init; }
    public bool? CacheHit { get; init; }
    public long? NumDmlAffectedRows { get; init; }
    public DmlStats? DmlStats { get; init; }
    public string? DdlOperationPerformed { get; init; }
    public TableSchema? Schema { get; init; }
    public IReadOnlyList<TableReference>? ReferencedTables { get; init; }
}

public sealed record DmlStats
{
    public long? InsertedRowCount { get; init; }
    public long? UpdatedRowCount { get; init; }
    public long? DeletedRowCount { get; init; }
}

public sealed record JobLoadStatistics : Resource
{
    public long? OutputRows { get; init; }
    public long? OutputBytes { get; init; }
    public long? InputFiles { get; init; }
}

public sealed record JobExtractStatistics : Resource
{
    public IReadOnlyList<long>? DestinationUriFileCounts { get; init; }
}

public sealed record JobList
{
    public IReadOnlyList<Job>? Jobs { get; init; }
    public string? NextPageToken { get; init; }
}

public sealed record JobCancelResponse
{
    public Job? Job { get; init; }
}

/// <summary>One page of jobs.getQueryResults or tabledata.list; cells are <c>{"f":[{"v":...}]}</c>.</summary>
public sealed record RowPage
{
    public bool? JobComplete { get; init; }
    public TableSchema? Schema { get; init; }
    public IReadOnlyList<JsonElement>? Rows { get; init; }
    public long? TotalRows { get; init; }
    public string? PageToken { get; init; }
    public long? NumDmlAffectedRows { get; init; }
}

public sealed record QueryParameter
{
    public string? Name { get; init; }
    public required QueryParameterType ParameterType { get; init; }
    public required QueryParameterValue ParameterValue { get; init; }
}

public sealed record QueryParameterType
{
    public required string Type { get; init; }
    public QueryParameterType? ArrayType { get; init; }
    public IReadOnlyList<QueryParameterStructField>? StructTypes { get; init; }
}

public sealed record QueryParameterStructField(string? Name, QueryParameterType Type);

public sealed record QueryParameterValue
{
    public string? Value { get; init; }
    public IReadOnlyList<QueryParameterValue>? ArrayValues { get; init; }
    public IReadOnlyDictionary<string, QueryParameterValue>? StructValues { get; init; }
}
