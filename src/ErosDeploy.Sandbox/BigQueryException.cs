namespace ErosDeploy.Sandbox;

/// <summary>A failure in the service's own terms: an error reason, a message in its words, and where it applies.</summary>
public sealed class BigQueryException : Exception
{
    public BigQueryException(string reason, string message, string? location = null, Exception? inner = null)
        : base(message, inner)
    {
        Reason = reason;
        Location = location;
    }

    /// <summary>BigQuery's error reason: invalidQuery, notFound, duplicate, invalid, accessDenied ...</summary>
    public string Reason { get; }

    /// <summary>The error's location field ("query", a parameter's name), or null.</summary>
    public string? Location { get; }

    public static BigQueryException InvalidQuery(string message) => new("invalidQuery", message, "query");

    /// <summary>Line and column count from 1 and are written as the service does: "... at [line:column]".</summary>
    public static BigQueryException InvalidQuery(string message, int line, int column) =>
        InvalidQuery(FormattableString.Invariant($"{message} at [{line}:{column}]"));

    public static BigQueryException Unimplemented(string what) => InvalidQuery($"Unimplemented: {what}");

    public static BigQueryException DatasetNotFound(string project, string dataset, string location = "US") =>
        new("notFound", $"Not found: Dataset {project}:{dataset} was not found in location {location}");

    public static BigQueryException TableNotFound(string project, string dataset, string table, string location = "US") =>
        new("notFound", $"Not found: Table {project}:{dataset}.{table} was not found in location {location}");

    public static BigQueryException RoutineNotFound(string project, string dataset, string routine, string location = "US") =>
        new("notFound", $"Not found: Routine {project}:{dataset}.{routine} was not found in location {location}");

    public static BigQueryException JobNotFound(string project, string location, string jobId) =>
        new("notFound", $"Not found: Job {project}:{location}.{jobId}");

    /// <summary>What is named as the service names it: "Table p:d.t", "Dataset p:d", "Job p:US.id".</summary>
    public static BigQueryException Duplicate(string what) => new("duplicate", $"Already Exists: {what}");

    public static BigQueryException Invalid(string message, string? location = null) => new("invalid", message, location);

    public static BigQueryException AccessDenied(string message) => new("accessDenied", message);

    public static BigQueryException Stopped() =>
        new("stopped", "Job execution was cancelled: User requested cancellation");
}
