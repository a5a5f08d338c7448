using DuckDB.NET.Data;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>
/// Hears what a job does while it does it. Calls come one at a time, from the job's own flow; an exception thrown here
/// ends the job with it.
/// </summary>
internal interface IJobObserver
{
    /// <summary>A statement of a script begins.</summary>
    void ChildStarted(ChildJob child);

    /// <summary>It ended: with an outcome, or with an error.</summary>
    void ChildFinished(ChildJob child, QueryOutcome? outcome, BigQueryException? error, DateTimeOffset endedAt);

    /// <summary>
    /// Rows of the job itself or of a child, to be read to the end before returning; the reader's columns are the result's, each
    /// put through the request's projection. Returns the number of rows.
    /// </summary>
    Task<long> ReadRowsAsync(string jobId, IReadOnlyList<ResultColumn> columns, DuckDBDataReader reader, CancellationToken token);
}
