namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>One query or script, under an id of ours.</summary>
public sealed record QueryRequest(string JobId, string Sql)
{
    public string? Location { get; init; }
    public DatasetReference? DefaultDataset { get; init; }
    public IReadOnlyList<QueryParameter> Parameters { get; init; } = [];
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public bool DryRun { get; init; }
    public bool? UseQueryCache { get; init; }
    public long? MaximumBytesBilled { get; init; }
    public TableReference? Destination { get; init; }
    public string? WriteDisposition { get; init; }

    /// <summary>BATCH or INTERACTIVE.</summary>
    public string? Priority { get; init; }

    /// <summary>The service is told, and the job is stopped from here when it runs longer.</summary>
    public TimeSpan? Limit { get; init; }

    internal Job ToJob(string projectId) => new()
    {
        JobReference = new JobReference { ProjectId = projectId, JobId = JobId, Location = Location },
        Configuration = new JobConfiguration
        {
            DryRun = DryRun ? true : null,
            Labels = Labels,
            JobTimeoutMs = (long?)Limit?.TotalMilliseconds,
            Query = new JobConfigurationQuery
            {
                Query = Sql,
                DefaultDataset = DefaultDataset,
                DestinationTable = Destination,
                WriteDisposition = WriteDisposition,
                Priority = Priority,
                UseQueryCache = UseQueryCache,
                MaximumBytesBilled = MaximumBytesBilled,
                ParameterMode = Parameters.Count == 0 ? null : Parameters[0].Name is null ? "POSITIONAL" : "NAMED",
                QueryParameters = Parameters.Count == 0 ? null : Parameters,
            },
        },
    };
}

/// <summary>The rows of a query and the job that made them, with its statistics.</summary>
public sealed record QueryResult(Job Job, TableSchema Schema, IReadOnlyList<QueryRow> Rows, long TotalRows)
{
    public long BytesProcessed => Job.Statistics?.TotalBytesProcessed ?? 0;
    public long BytesBilled => Job.Statistics?.Query?.TotalBytesBilled ?? 0;
    public long? RowsAffected => Job.Statistics?.Query?.NumDmlAffectedRows;

    /// <summary>The one row; anything else is CloudAnswerInvalid.</summary>
    public QueryRow Single() => Rows.Count == 1
        ? Rows[0]
        : throw new ErosException(
            ErosErrorCode.CloudAnswerInvalid, $"Job {Job.JobReference?.JobId} gave {Rows.Count} rows instead of one.", "Check the query.");
}
