using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Formats;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>FROM FILES(...) of LOAD DATA.</summary>
internal sealed class LoadOptionReader(StatementContext context, ValueList<OptionEntry> options)
{
    readonly OptionReader _reader = new(context);

    public IReadOnlyList<string> Uris => Find("uris") is { } uris && _reader.Strings(uris, OptionList.LoadFiles.TypeOf(uris)) is { Count: > 0 } found
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
            DecimalTargetTypes = Find("decimal_target_types") is { } types && _reader.Strings(types, OptionList.LoadFiles.TypeOf(types)) is { Count: > 0 } named ? named : ["NUMERIC"],
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
        OptionList.LoadFiles.Check(options);
        if (Text("encoding") is { } encoding && encoding.ToUpperInvariant() is not ("UTF8" or "UTF-8")) throw BigQueryException.Unimplemented($"LOAD DATA with the encoding {encoding}");
        if (Find("decimal_target_types") is not null && Format() != "AVRO") throw BigQueryException.Unimplemented($"option decimal_target_types of {Format()}");
        if (IsSet("ignore_unknown_values") && Format() != "NEWLINE_DELIMITED_JSON") throw BigQueryException.Unimplemented($"option ignore_unknown_values of {Format()}");
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

    object? Value(string name) => Find(name) is { } option ? _reader.Value(option, OptionList.LoadFiles.TypeOf(option)) : null;

    string? Text(string name) => (string?)Value(name);

    bool IsSet(string name) => Value(name) is true;

    long Number(string name) => Value(name) is long number ? number : 0;
}
