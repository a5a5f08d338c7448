using ErosDeploy.Core.Cloud.BigQuery;

namespace ErosDeploy.Core.Warehouses;

/// <summary>Figures of a finished job, as jobs.get has them.</summary>
sealed record JobNumbers(string JobId, TimeSpan Duration, long? BytesProcessed, long? BytesBilled, long? RowsAffected, TimeSpan? SlotTime = null);

sealed record QueryAnswer(IReadOnlyList<QueryRow> Rows, JobNumbers Numbers)
{
    /// <summary>The only row; anything else is an error that names the job.</summary>
    public QueryRow Single() => Rows.Count == 1
        ? Rows[0]
        : throw new ErosException(ErosErrorCode.CloudAnswerInvalid, $"Job {Numbers.JobId} answered {Rows.Count} rows where one was expected.", "Run it again; if it stays, report it with the job id.");
}
