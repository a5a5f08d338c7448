using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Where exported rows go and in which form. Format and compression in the API's words: AVRO, NEWLINE_DELIMITED_JSON, CSV, PARQUET; NONE, GZIP ...</summary>
internal sealed record ExportOptions(ObjectUri Target, string Format)
{
    static readonly Dictionary<string, string[]> Compressions = new(StringComparer.Ordinal)
    {
        ["AVRO"] = ["NONE", "DEFLATE"],
        ["NEWLINE_DELIMITED_JSON"] = ["NONE", "GZIP"],
        ["CSV"] = ["NONE", "GZIP"],
        ["PARQUET"] = ["NONE", "SNAPPY", "GZIP", "ZSTD"],
    };

    public string Compression { get; init; } = "NONE";

    public string FieldDelimiter { get; init; } = ",";

    public bool Header { get; init; } = true;

    public bool UseAvroLogicalTypes { get; init; }

    /// <summary>Whether objects that are there already may be written over; extract jobs always may.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>Uncompressed bytes after which the next file begins, where the target has a wildcard.</summary>
    public long ShardBytes { get; init; } = 256L << 20;

    public string ContentType => Format switch
    {
        "CSV" => "text/csv",
        "NEWLINE_DELIMITED_JSON" => "application/json",
        _ => "application/octet-stream",
    };

    public void Require()
    {
        if (!Compressions.TryGetValue(Format, out var known))
            throw BigQueryException.Invalid($"Invalid value for destinationFormat: {Format} is not a valid value", "destinationFormat");
        if (!known.Contains(Compression, StringComparer.Ordinal))
            throw BigQueryException.Unimplemented($"compression {Compression} for format {Format}");
    }
}

/// <summary>What was exported; bytes are those of the files.</summary>
internal sealed record ExportedFiles(int Files, long Rows, long Bytes);
