using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>
/// The options that the documentation names for one kind of object, with their types. What is written with a ! in front is documented, but does
/// nothing here, so it is refused by name; any other name is unknown.
/// </summary>
internal sealed class OptionList
{
    const string About = "description:STRING friendly_name:STRING labels:ARRAY<STRUCT<STRING,STRING>> expiration_timestamp:TIMESTAMP tags:ARRAY<STRUCT<STRING,STRING>> ";

    const string Files =
        "allow_jagged_rows:BOOL allow_quoted_newlines:BOOL enable_logical_types:BOOL encoding:STRING field_delimiter:STRING format:STRING ignore_unknown_values:BOOL "
        + "max_bad_records:INT64 null_marker:STRING quote:STRING skip_leading_rows:INT64 uris:ARRAY<STRING> compression:STRING decimal_target_types:ARRAY<STRING> "
        + "!bigtable_options !column_name_character_map !date_format !datetime_format !description !enable_list_inference !enum_as_string "
        + "!expiration_timestamp !file_set_spec_type !hive_partition_uri_prefix !json_extension !max_staleness !null_markers !object_metadata "
        + "!preserve_ascii_control_characters !projection_fields !reference_file_schema_uri !require_hive_partition_filter !sheet_range !source_column_match !tags "
        + "!time_format !time_zone !timestamp_format";

    public static OptionList Table { get; } = new(About
        + "partition_expiration_days:FLOAT64 require_partition_filter:BOOL default_rounding_mode:STRING max_staleness:INTERVAL enable_change_history:BOOL "
        + "enable_fine_grained_mutations:BOOL !kms_key_name !storage_uri !file_format !table_format");

    public static OptionList Snapshot { get; } = new(About);

    public static OptionList View { get; } = new(About + "!privacy_policy");

    public static OptionList MaterializedView { get; } = new(About
        + "enable_refresh:BOOL refresh_interval_minutes:FLOAT64 max_staleness:INTERVAL allow_non_incremental_definition:BOOL !kms_key_name");

    public static OptionList Column { get; } = new(
        "description:STRING rounding_mode:STRING policy_tags:ARRAY<STRING> !data_policies !data_governance_tags");

    public static OptionList ViewColumn { get; } = new("description:STRING policy_tags:ARRAY<STRING> !data_policies");

    public static OptionList Schema { get; } = new(SchemaOptions + " location:STRING");

    public static OptionList SchemaChange { get; } = new(SchemaOptions);

    public static OptionList SqlRoutine { get; } = new("description:STRING !data_governance_type !library !endpoint !user_defined_context !max_batching_rows");

    public static OptionList Procedure { get; } = new(
        "description:STRING strict_mode:BOOL !engine !runtime_version !container_image !properties !main_file_uri !main_class !py_file_uris !jar_uris !file_uris !archive_uris");

    public static OptionList JavaScript { get; } = new("description:STRING library:ARRAY<STRING> !data_governance_type");

    public static OptionList Python { get; } = new(
        "description:STRING library:ARRAY<STRING> max_batching_rows:INT64 runtime_version:STRING entry_point:STRING packages:ARRAY<STRING> container_cpu:FLOAT64 "
        + "container_memory:STRING container_request_concurrency:INT64");

    public static OptionList SearchIndex { get; } = new(
        "analyzer:STRING analyzer_options:STRING data_types:ARRAY<STRING> default_index_column_granularity:STRING");

    public static OptionList IndexColumn { get; } = new("index_granularity:STRING data_types:ARRAY<STRING>");

    public static OptionList Export { get; } = new(
        "uri:STRING format:STRING overwrite:BOOL header:BOOL field_delimiter:STRING compression:STRING use_avro_logical_types:BOOL "
        + "!bigtable_options !truncate !auto_create_column_families !spanner_options !alloydb_options");

    public static OptionList LoadFiles { get; } = new(Files);

    const string SchemaOptions =
        "description:STRING friendly_name:STRING labels:ARRAY<STRUCT<STRING,STRING>> default_table_expiration_days:FLOAT64 default_partition_expiration_days:FLOAT64 "
        + "max_time_travel_hours:INT64 storage_billing_model:STRING default_rounding_mode:STRING is_case_insensitive:BOOL "
        + "!default_kms_key_name !failover_reservation !is_primary !primary_replica !tags";

    readonly Dictionary<string, SqlType?> _types;

    OptionList(string words) => _types = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Entry).ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses what is unknown, not done, or written twice.</summary>
    public void Check(IReadOnlyList<OptionEntry> options)
    {
        foreach (var option in options) TypeOf(option);
        var twice = options.GroupBy(o => o.Name.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw BigQueryException.InvalidQuery($"Duplicate option name {twice.Key}");
    }

    public SqlType TypeOf(OptionEntry option) => _types.TryGetValue(option.Name.Name, out var type)
        ? type ?? throw BigQueryException.Unimplemented($"option {option.Name.Name}")
        : throw BigQueryException.InvalidQuery($"Unknown option: {option.Name.Name}");

    static KeyValuePair<string, SqlType?> Entry(string word) => word.Split(':') is [var name, var type] ? new(name, TypeText.Parse(type)) : new(word[1..], null);
}
