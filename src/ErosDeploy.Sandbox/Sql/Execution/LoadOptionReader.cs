using System.Globalization;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Formats;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>FROM FILES(...) of LOAD DATA.</summary>
internal sealed class LoadOptionReader(StatementContext context, ValueList<OptionEntry> options)
{
    static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "format", "uris", "allow_jagged_rows", "allow_quoted_newlines", "compression", "decimal_target_types", "enable_logical_types", "encoding", "field_delimiter", "ignore_unknown_values",
        "max_bad_records", "null_marker", "quote", "skip_leading_rows",
    };

    static readonly HashSet<string> Documented = new(StringComparer.OrdinalIgnoreCase)
    {
        "bigtable_options", "column_name_character_map", "date_format", "datetime_format", "description", "enable_list_inference",
        "enum_as_string", "expiration_timestamp", "file_set_spec_type", "hive_partition_uri_prefix", "json_extension", "max_staleness", "null_markers",
        "object_metadata", "preserve_ascii_control_characters", "projection_fields", "reference_file_schema_uri", "require_hive_partition_filter", "sheet_range",
        "source_column_match", "tags", "time_format", "time_zone", "timestamp_format",
    };

    readonly OptionReader _reader = new(context);

    public IReadOnlyList<string> Uris => Find("uris") is { } uris && _reader.Strings(uris.Value) is { Count: > 0 } found
        ? found
        : throw BigQueryException.InvalidQuery("Option 'uris' is missing or empty.");

    public LoadOptions Read(bool autodetect)
    {
        Check();
        return new LoadOptions
        {
            Format = Format(),
            Autodetect = autodetect,
            UseAvroLogicalTypes = IsSet("enable_logical_types"),
            DecimalTargetTypes = Find("decimal_target_types") is { } types && _reader.Strings(types.Value) is { Count: > 0 } named ? named : ["NUMERIC"],
            IgnoreUnknownValues = IsSet("ignore_unknown_values"),
            SkipLeadingRows = Number("skip_leading_rows"),
            FieldDelimiter = Text("field_delimiter") is { Length: > 0 } delimiter ? delimiter : ",",
            Quote = Text("quote") ?? "\"",
            NullMarker = Text("null_marker") ?? "",
            AllowQuotedNewlines = IsSet("allow_quoted_newlines"),
            AllowJaggedRows = IsSet("allow_jagged_rows"),
        };
    }

    void Check()
    {
        foreach (var option in options.Where(o => !Known.Contains(o.Name.Name)))
        {
            throw Documented.Contains(option.Name.Name)
                ? BigQueryException.Unimplemented($"LOAD DATA with the option {option.Name.Name}")
                : BigQueryException.InvalidQuery($"Unknown option: {option.Name.Name}");
        }
        if (Text("encoding") is { } encoding && encoding.ToUpperInvariant() is not ("UTF8" or "UTF-8")) throw BigQueryException.Unimplemented($"LOAD DATA with the encoding {encoding}");
        if (Find("decimal_target_types") is not null && Format() != "AVRO") throw BigQueryException.Unimplemented($"LOAD DATA with decimal_target_types of the format {Format()}");
        if (Number("max_bad_records") > 0) throw BigQueryException.Unimplemented("LOAD DATA with max_bad_records");
        if (Text("compression")?.ToUpperInvariant() is { } compression and not ("NONE" or "GZIP" or "")) throw BigQueryException.InvalidQuery($"Invalid value for option compression: {compression}");
    }

    string Format() => Text("format")?.ToUpperInvariant() switch
    {
        null => throw BigQueryException.InvalidQuery("Option 'format' is missing or empty."),
        "JSON" => "NEWLINE_DELIMITED_JSON",
        "ORC" or "DELTA_LAKE" => throw BigQueryException.Unimplemented($"LOAD DATA of the format {Text("format")}"),
        var format => format,
    };

    OptionEntry? Find(string name) => options.FirstOrDefault(o => o.Name.Is(name));

    string? Text(string name) => Find(name) is { } option ? _reader.Text(option) : null;

    bool IsSet(string name) => Find(name) is { } option && _reader.Value(option.Value) is true;

    long Number(string name) => Find(name) is { } option && _reader.Value(option.Value) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
}
