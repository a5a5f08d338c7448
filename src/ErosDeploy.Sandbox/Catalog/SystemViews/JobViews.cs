using System.Security.Cryptography;
using System.Text;
using ErosDeploy.Sandbox.Sql.Execution;
using static ErosDeploy.Sandbox.Catalog.SystemViews.SystemViewDefinition;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>JOBS and its variants: every job of the project. What nothing here measures is NULL, or an empty array.</summary>
internal static class JobViews
{
    const string Table = "STRUCT<project_id STRING, dataset_id STRING, table_id STRING>";

    const string Stage = "STRUCT<name STRING, id INT64, start_ms INT64, end_ms INT64, input_stages ARRAY<INT64>, records_read INT64, records_written INT64, "
        + "parallel_inputs INT64, completed_parallel_inputs INT64, status STRING, slot_ms INT64, compute_mode STRING>";

    static readonly List<object?[]> None = [];

    static readonly string Fields =
        "bi_engine_statistics STRUCT<bi_engine_mode STRING, acceleration_mode STRING, bi_engine_reasons ARRAY<STRUCT<code STRING, message STRING>>>, "
        + $"cache_hit BOOL, creation_time TIMESTAMP, destination_table {Table}, "
        + "dml_statistics STRUCT<inserted_row_count INT64, deleted_row_count INT64, updated_row_count INT64>, end_time TIMESTAMP, "
        + "error_result STRUCT<reason STRING, location STRING, debug_info STRING, message STRING>, job_creation_reason STRUCT<code STRING>, job_id STRING, "
        + $"job_stages ARRAY<{Stage}>, job_type STRING, labels ARRAY<STRUCT<key STRING, value STRING>>, parent_job_id STRING, priority STRING, project_id STRING, "
        + $"project_number INT64, query STRING, referenced_tables ARRAY<{Table}>, reservation_id STRING, reservation_group_path ARRAY<STRING>, edition STRING, "
        + "session_info STRUCT<session_id STRING>, start_time TIMESTAMP, state STRING, statement_type STRING, timeline ARRAY<STRUCT<elapsed_ms INT64, "
        + "total_slot_ms INT64, pending_units INT64, completed_units INT64, active_units INT64, estimated_runnable_units INT64>>, total_bytes_billed INT64, "
        + "total_bytes_processed INT64, total_modified_partitions INT64, total_slot_ms INT64, total_services_sku_slot_ms INT64, transaction_id STRING, user_email STRING, "
        + "principal_subject STRING, query_info STRUCT<resource_warning STRING, query_hashes STRUCT<normalized_literals STRING>, performance_insights "
        + "STRUCT<avg_previous_execution_ms INT64>{0}>, transferred_bytes INT64, materialized_view_statistics STRUCT<materialized_view ARRAY<STRUCT<"
        + $"table_reference {Table}, chosen BOOL, estimated_bytes_saved INT64, rejected_reason STRING>>>, metadata_cache_statistics STRUCT<table_metadata_cache_usage "
        + $"ARRAY<STRUCT<table_reference {Table}, unused_reason STRING, explanation STRING>>>, search_statistics STRUCT<index_usage_mode STRING, index_unused_reasons "
        + "ARRAY<STRUCT<code STRING, message STRING, index_name STRING>>>, query_dialect STRING, continuous BOOL, continuous_query_info STRUCT<output_watermark TIMESTAMP>, "
        + "vector_search_statistics STRUCT<index_usage_mode STRING, index_unused_reasons ARRAY<STRUCT<code STRING, message STRING, index_name STRING>>>, "
        + "external_service_costs ARRAY<STRUCT<external_service STRING, bytes_processed INT64, bytes_billed INT64, slot_ms INT64, reserved_slot_count INT64>>";

    public static IEnumerable<SystemViewDefinition> All => [Jobs("JOBS"), Jobs("JOBS_BY_PROJECT"), Jobs("JOBS_BY_USER")];

    static SystemViewDefinition Jobs(string name)
    {
        var isByProject = name == "JOBS_BY_PROJECT";
        var fields = FieldsOf(Fields.Replace("{0}", isByProject ? ", optimization_details JSON" : "", StringComparison.Ordinal));
        return new(name, fields, s => s.Job.History.Jobs(s.Project).OrderByDescending(j => j.CreatedAt).Select(j => Job(j, isByProject)));
    }

    static object?[] Job(JobRecord job, bool isByProject) =>
    [
        null, job.CacheHit, job.CreatedAt, job.Destination is { } destination ? Reference(destination) : null,
        job.Dml is { } dml ? new object?[] { dml.Inserted, dml.Deleted, dml.Updated } : null, job.EndedAt,
        job.ErrorReason is null ? null : new object?[] { job.ErrorReason, job.ErrorLocation, "", job.ErrorMessage }, new object?[] { "REQUESTED" }, job.JobId,
        None, job.JobType, job.Labels.Select(l => new object?[] { l.Key, l.Value }).ToList(), job.ParentJobId, job.Priority, job.Project,
        0L, job.Query, job.ReferencedTables.Select(Reference).ToList(), null, None, null,
        job.SessionId is null ? null : new object?[] { job.SessionId }, job.StartedAt, job.State, job.StatementType, None, job.BytesBilled,
        job.BytesProcessed, null, job.SlotMs, null, job.TransactionId, job.UserEmail,
        $"user:{job.UserEmail}", job.Query is null ? null : Information(job.Query, isByProject), null, null, null, null,
        job.JobType == "QUERY" ? "GOOGLE_SQL" : null, false, null, null, None,
    ];

    static object?[] Information(string query, bool isByProject) => isByProject
        ? [null, new object?[] { Hash(query) }, null, null]
        : [null, new object?[] { Hash(query) }, null];

    static object?[] Reference(TableName table) => [table.Project, table.Dataset, table.Table];

    static string Hash(string query) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(QueryShape.Of(query))));
}
