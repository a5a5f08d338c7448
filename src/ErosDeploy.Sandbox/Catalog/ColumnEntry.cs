using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog;

internal enum ColumnMode
{
    Nullable,
    Required,
    Repeated,
}

/// <summary>A column, or a field of a STRUCT, with what the schema resource says of it.</summary>
internal sealed record ColumnEntry
{
    public required string Name { get; init; }

    /// <summary>The whole type, parameters included: ARRAY for a repeated column, STRUCT with its fields for a record.</summary>
    public required SqlType Type { get; init; }

    public ColumnMode Mode { get; init; }
    public string? Description { get; init; }

    /// <summary>The GoogleSQL text of the default value.</summary>
    public string? DefaultExpression { get; init; }

    public string? Collation { get; init; }
    public string? RoundingMode { get; init; }
    public IReadOnlyList<string> PolicyTags { get; init; } = [];

    /// <summary>Modes and descriptions of a STRUCT's fields (also of a repeated STRUCT's), in the order of the type; else empty.</summary>
    public IReadOnlyList<ColumnEntry> Fields { get; init; } = [];

    /// <summary>The column's name in the DuckDB table; differs from the name after renames and re-creations. Empty in fields.</summary>
    public string PhysicalName { get; init; } = "";

    /// <summary>True for the rows' ingestion time, which SELECT * does not show.</summary>
    public bool IsPseudo { get; init; }
}
