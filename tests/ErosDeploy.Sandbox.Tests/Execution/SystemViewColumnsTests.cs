using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>The documented columns of every view of INFORMATION_SCHEMA, in the documented order; without a type a column is a STRING.</summary>
public sealed class SystemViewColumnsTests(SystemViewColumnsTests.Shop shop) : IClassFixture<SystemViewColumnsTests.Shop>
{
    public sealed class Shop : IAsyncLifetime
    {
        internal Engine Engine { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Engine.RunAsync(
                """
                CREATE TABLE d.t (id INT64, s STRING OPTIONS(policy_tags = ['projects/p/x']), r STRUCT<a STRING, n INT64>, PRIMARY KEY (id) NOT ENFORCED)
                OPTIONS(enable_change_history = TRUE, enable_fine_grained_mutations = TRUE);
                CREATE TABLE d.i (n INT64) PARTITION BY _PARTITIONDATE;
                CREATE TABLE d.f (id INT64, CONSTRAINT k FOREIGN KEY (id) REFERENCES d.t(id) NOT ENFORCED);
                CREATE VIEW d.v AS SELECT 1 AS a;
                CREATE MATERIALIZED VIEW d.m AS SELECT COUNT(*) AS c FROM d.t;
                CREATE SNAPSHOT TABLE d.s CLONE d.t;
                CREATE FUNCTION d.fn(x INT64) AS (x);
                CREATE SEARCH INDEX idx ON d.t(s OPTIONS(index_granularity = 'COLUMN'), r) OPTIONS(analyzer = 'NO_OP_ANALYZER')
                """);
            Engine.History.Records.Add(new() { Project = "p", JobId = "j1", State = "DONE", CreatedAt = DateTimeOffset.UnixEpoch, Query = "SELECT 1" });
        }

        public ValueTask DisposeAsync()
        {
            Engine.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    const string Jobs =
        "bi_engine_statistics:STRUCT cache_hit:BOOL creation_time:TIMESTAMP destination_table:STRUCT dml_statistics:STRUCT end_time:TIMESTAMP error_result:STRUCT "
        + "job_creation_reason:STRUCT job_id job_stages:ARRAY job_type labels:ARRAY parent_job_id priority project_id project_number:INT64 query referenced_tables:ARRAY "
        + "reservation_id reservation_group_path:ARRAY edition session_info:STRUCT start_time:TIMESTAMP state statement_type timeline:ARRAY total_bytes_billed:INT64 "
        + "total_bytes_processed:INT64 total_modified_partitions:INT64 total_slot_ms:INT64 total_services_sku_slot_ms:INT64 transaction_id user_email principal_subject "
        + "query_info:STRUCT transferred_bytes:INT64 materialized_view_statistics:STRUCT metadata_cache_statistics:STRUCT search_statistics:STRUCT query_dialect continuous:BOOL "
        + "continuous_query_info:STRUCT vector_search_statistics:STRUCT external_service_costs:ARRAY";

    [Theory]
    [InlineData("SCHEMATA", "catalog_name schema_name schema_owner creation_time:TIMESTAMP last_modified_time:TIMESTAMP location ddl default_collation_name sync_status:JSON")]
    [InlineData("SCHEMATA_OPTIONS", "catalog_name schema_name option_name option_type option_value")]
    [InlineData("TABLES",
        "table_catalog table_schema table_name table_type managed_table_type is_insertable_into is_fine_grained_mutations_enabled is_typed is_change_history_enabled "
        + "creation_time:TIMESTAMP base_table_catalog base_table_schema base_table_name snapshot_time_ms:TIMESTAMP replica_source_catalog replica_source_schema "
        + "replica_source_name replication_status replication_error ddl default_collation_name sync_status:JSON upsert_stream_apply_watermark:TIMESTAMP")]
    [InlineData("TABLE_OPTIONS", "table_catalog table_schema table_name option_name option_type option_value")]
    [InlineData("VIEWS", "table_catalog table_schema table_name view_definition check_option use_standard_sql")]
    [InlineData("MATERIALIZED_VIEWS", "table_catalog table_schema table_name last_refresh_time:TIMESTAMP refresh_watermark:TIMESTAMP last_refresh_status:STRUCT")]
    [InlineData("TABLE_SNAPSHOTS", "table_catalog table_schema table_name base_table_catalog base_table_schema base_table_name snapshot_time:TIMESTAMP")]
    [InlineData("COLUMNS",
        "table_catalog table_schema table_name column_name ordinal_position:INT64 is_nullable data_type is_generated generation_expression is_stored "
        + "async_generation_status:STRUCT is_hidden is_updatable is_system_defined is_partitioning_column clustering_ordinal_position:INT64 collation_name column_default "
        + "rounding_mode data_policies:ARRAY policy_tags:ARRAY")]
    [InlineData("COLUMN_FIELD_PATHS",
        "table_catalog table_schema table_name column_name field_path data_type description collation_name rounding_mode data_policies:ARRAY policy_tags:ARRAY")]
    [InlineData("TABLE_CONSTRAINTS",
        "constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name constraint_type is_deferrable initially_deferred enforced")]
    [InlineData("KEY_COLUMN_USAGE",
        "constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name column_name ordinal_position:INT64 position_in_unique_constraint:INT64")]
    [InlineData("CONSTRAINT_COLUMN_USAGE", "table_catalog table_schema table_name column_name constraint_catalog constraint_schema constraint_name")]
    [InlineData("ROUTINES",
        "specific_catalog specific_schema specific_name routine_catalog routine_schema routine_name routine_type data_type routine_body routine_definition external_language "
        + "is_deterministic security_type created:TIMESTAMP last_altered:TIMESTAMP ddl connection")]
    [InlineData("ROUTINE_OPTIONS", "specific_catalog specific_schema specific_name option_name option_type option_value")]
    [InlineData("PARAMETERS",
        "specific_catalog specific_schema specific_name ordinal_position:INT64 parameter_mode is_result parameter_name data_type parameter_default is_aggregate")]
    [InlineData("PARTITIONS",
        "table_catalog table_schema table_name partition_id total_rows:INT64 total_logical_bytes:INT64 total_billable_bytes:INT64 last_modified_time:TIMESTAMP storage_tier")]
    [InlineData("TABLE_STORAGE",
        "project_id project_number:INT64 table_catalog table_schema table_name creation_time:TIMESTAMP total_rows:INT64 total_partitions:INT64 total_logical_bytes:INT64 "
        + "active_logical_bytes:INT64 long_term_logical_bytes:INT64 current_physical_bytes:INT64 total_physical_bytes:INT64 active_physical_bytes:INT64 "
        + "long_term_physical_bytes:INT64 time_travel_physical_bytes:INT64 storage_last_modified_time:TIMESTAMP deleted:BOOL table_type managed_table_type "
        + "fail_safe_physical_bytes:INT64 last_metadata_index_refresh_time:TIMESTAMP table_deletion_reason table_deletion_time:TIMESTAMP")]
    [InlineData("SEARCH_INDEXES",
        "index_catalog index_schema table_name index_name index_status creation_time:TIMESTAMP last_modification_time:TIMESTAMP last_refresh_time:TIMESTAMP "
        + "disable_time:TIMESTAMP disable_reason ddl coverage_percentage:INT64 unindexed_row_count:INT64 total_logical_bytes:INT64 total_storage_bytes:INT64 analyzer "
        + "last_index_alteration_info:STRUCT")]
    [InlineData("SEARCH_INDEX_COLUMNS", "index_catalog index_schema table_name index_name index_column_name index_field_path")]
    [InlineData("SEARCH_INDEX_OPTIONS", "index_catalog index_schema table_name index_name option_name option_type option_value")]
    [InlineData("SEARCH_INDEX_COLUMN_OPTIONS", "index_catalog index_schema table_name index_name index_column_name option_name option_type option_value")]
    [InlineData("JOBS", Jobs)]
    [InlineData("JOBS_BY_USER", Jobs)]
    [InlineData("JOBS_BY_PROJECT", Jobs)]
    public async Task A_view_has_the_documented_columns_and_rows(string view, string columns)
    {
        var project = view.StartsWith("SCHEMATA", StringComparison.Ordinal) || view.StartsWith("JOBS", StringComparison.Ordinal) || view == "TABLE_STORAGE";
        var (outcome, recorder) = await shop.Engine.RunAsync($"SELECT * FROM {(project ? "`region-us`" : "d")}.INFORMATION_SCHEMA.{view}");
        Assert.Equal(columns, string.Join(' ', outcome.Columns!.Select(c => c.Type.Kind == TypeKind.String ? c.Name : $"{c.Name}:{Name(c.Type)}")));
        if (view is not ("PARTITIONS" or "ROUTINE_OPTIONS" or "SCHEMATA_OPTIONS")) Assert.NotEmpty(recorder.Rows[outcome.ResultJobId!]);
    }

    [Theory]
    [InlineData("SELECT column_name, ordinal_position, data_type, is_hidden, is_partitioning_column FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'i'",
        "n|1|INT64|NO|NO;_PARTITIONTIME|∅|TIMESTAMP|YES|YES;_PARTITIONDATE|∅|DATE|YES|NO")]
    [InlineData("SELECT column_name, policy_tags[OFFSET(0)], ARRAY_LENGTH(data_policies) FROM d.INFORMATION_SCHEMA.COLUMNS WHERE ARRAY_LENGTH(policy_tags) > 0 AND table_name = 't'", "s|projects/p/x|0")]
    [InlineData("SELECT is_fine_grained_mutations_enabled, is_change_history_enabled FROM d.INFORMATION_SCHEMA.TABLES WHERE table_name = 't'", "YES|YES")]
    [InlineData("SELECT index_name, index_status, coverage_percentage, analyzer FROM d.INFORMATION_SCHEMA.SEARCH_INDEXES WHERE table_name = 't'", "idx|ACTIVE|100|NO_OP_ANALYZER")]
    [InlineData("SELECT index_column_name, index_field_path FROM d.INFORMATION_SCHEMA.SEARCH_INDEX_COLUMNS WHERE table_name = 't'", "s|s;r|r.a")]
    [InlineData("SELECT option_name, option_value FROM d.INFORMATION_SCHEMA.SEARCH_INDEX_OPTIONS WHERE table_name = 't'", "analyzer|NO_OP_ANALYZER;data_types|[\"STRING\"]")]
    [InlineData("SELECT index_column_name, option_name, option_value FROM d.INFORMATION_SCHEMA.SEARCH_INDEX_COLUMN_OPTIONS WHERE table_name = 't'", "s|index_granularity|'COLUMN'")]
    [InlineData("SELECT job_id, ARRAY_LENGTH(job_stages), query_info.query_hashes.normalized_literals IS NOT NULL, query_dialect FROM `region-us`.INFORMATION_SCHEMA.JOBS", "j1|0|True|GOOGLE_SQL")]
    public async Task Rows_say_what_is_there(string sql, string rows) => Assert.Equal(rows, string.Join(';', await shop.Engine.RowsAsync(sql)));

    static string Name(SqlType type) => type.Kind.ToString().ToUpperInvariant();
}
