using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Files to load, as files of this machine, and how to read them.</summary>
internal sealed record LoadSource(IReadOnlyList<string> Files, LoadOptions Options)
{
    /// <summary>The schema given, else that of the table; empty if the files are to tell.</summary>
    public IReadOnlyList<ColumnEntry> Schema { get; init; } = [];

    /// <summary>A folder for intermediate files, deleted by the caller.</summary>
    public required string Scratch { get; init; }
}

/// <summary>Settings of a load configuration.</summary>
internal sealed record LoadOptions
{
    public required string Format { get; init; }

    public bool Autodetect { get; init; }

    public bool UseAvroLogicalTypes { get; init; }

    /// <summary>What decimals of Avro files may become.</summary>
    public IReadOnlyList<string> DecimalTargetTypes { get; init; } = ["NUMERIC"];

    public bool IgnoreUnknownValues { get; init; }

    public long SkipLeadingRows { get; init; }

    public string FieldDelimiter { get; init; } = ",";

    public string Quote { get; init; } = "\"";

    public string NullMarker { get; init; } = "";

    public bool AllowQuotedNewlines { get; init; }

    public bool AllowJaggedRows { get; init; }
}

/// <summary>DuckDB SQL that yields the files' rows, each column already in its type's DuckDB form.</summary>
internal sealed record LoadedRelation(IReadOnlyList<ColumnEntry> Columns, string Sql);
