using System.Security.Cryptography;
using System.Text;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>JOBS and its variants: every job of the project.</summary>
internal static class JobViews
{
    static readonly SqlType TableReference = SqlType.Struct(
        ("project_id", SqlType.String), ("dataset_id", SqlType.String), ("table_id", SqlType.String));

    static readonly IReadOnlyList<(string, SqlType)> Columns =
    [
        ("creation_time", SqlType.Timestamp), ("project_id", SqlType.String), ("project_number", SqlType.Int64), ("user_email", SqlType.String),
        ("job_id", SqlType.String), ("job_type", SqlType.String), ("statement_type", SqlType.String), ("priority", SqlType.String),
        ("start_time", SqlType.Timestamp), ("end_time", SqlType.Timestamp), ("query", SqlType.String), ("state", SqlType.String),
        ("reservation_id", SqlType.String), ("total_bytes_processed", SqlType.Int64), ("total_slot_ms", SqlType.Int64),
        ("error_result", SqlType.Struct(
            ("reason", SqlType.String), ("location", SqlType.String), ("debug_info", SqlType.String), ("message", SqlType.String))),
        ("cache_hit", SqlType.Bool), ("destination_table", TableReference), ("referenced_tables", SqlType.Array(TableReference)),
        ("labels", SqlType.Array(SqlType.Struct(("key", SqlType.String), ("value", SqlType.String)))), ("total_bytes_billed", SqlType.Int64),
        ("transaction_id", SqlType.String), ("parent_job_id", SqlType.String), ("session_info", SqlType.Struct(("session_id", SqlType.String))),
        ("dml_statistics", SqlType.Struct(
            ("inserted_row_count", SqlType.Int64), ("deleted_row_count", SqlType.Int64), ("updated_row_count", SqlType.Int64))),
        ("query_info", SqlType.Struct(("query_hashes", SqlType.Struct(("normalized_literals", SqlType.String))))),
    ];

    public static IEnumerable<SystemViewDefinition> All =>
        [Jobs("JOBS"), Jobs("JOBS_BY_PROJECT"), Jobs("JOBS_BY_USER")];

    static SystemViewDefinition Jobs(string name) =>
        new(name, Columns, s => s.Job.History.Jobs(s.Project).OrderByDescending(j => j.CreatedAt).Select(Job));

    static object?[] Job(JobRecord job) =>
    [
        job.CreatedAt, job.Project, 0L, job.UserEmail, job.JobId, job.JobType, job.StatementType, job.Priority, job.StartedAt, job.EndedAt, job.Query,
        job.State, null, job.BytesProcessed, job.SlotMs,
        job.ErrorReason is null ? null : new object?[] { job.ErrorReason, job.ErrorLocation, "", job.ErrorMessage },
        job.CacheHit, job.Destination is { } destination ? Reference(destination) : null, job.ReferencedTables.Select(Reference).ToList(),
        job.Labels.Select(l => new object?[] { l.Key, l.Value }).ToList(), job.BytesBilled, job.TransactionId, job.ParentJobId,
        job.SessionId is null ? null : new object?[] { job.SessionId },
        job.Dml is { } dml ? new object?[] { dml.Inserted, dml.Deleted, dml.Updated } : null,
        job.Query is null ? null : new object?[] { new object?[] { Hash(job.Query) } },
    ];

    static object?[] Reference(TableName table) => [table.Project, table.Dataset, table.Table];

    static string Hash(string query) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(QueryShape.Of(query))));
}
