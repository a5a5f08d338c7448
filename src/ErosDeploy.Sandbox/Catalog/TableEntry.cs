namespace ErosDeploy.Sandbox.Catalog;

internal enum TableKind
{
    Table,
    View,
    MaterializedView,
    Snapshot,
    Clone,
    External,
}

/// <summary>Time partitioning; Field null = by ingestion time. Type is HOUR, DAY, MONTH or YEAR.</summary>
internal sealed record TimePartitioning(string Type, string? Field, long? ExpirationMs);

internal sealed record RangePartitioning(string Field, long Start, long End, long Interval);

internal sealed record ForeignKey(
    string Name, TableName Referenced, IReadOnlyList<string> Columns, IReadOnlyList<string> ReferencedColumns);

/// <summary>Unenforced keys of a table.</summary>
internal sealed record TableConstraints(IReadOnlyList<string> PrimaryKey, IReadOnlyList<ForeignKey> ForeignKeys)
{
    public static TableConstraints None { get; } = new([], []);
}

/// <summary>A row access policy; grantees in IAM form ("user:x", "group:y", "allAuthenticatedUsers"), Filter in GoogleSQL.</summary>
internal sealed record RowAccessPolicyEntry(
    string PolicyId, IReadOnlyList<string> Grantees, string Filter, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt, string Etag);

/// <summary>A search index, kept as metadata.</summary>
internal sealed record SearchIndexEntry(string Name, IReadOnlyList<string> Columns, string Ddl)
{
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Options as GoogleSQL text.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<IndexColumnOption> ColumnOptions { get; init; } = [];
}

internal sealed record IndexColumnOption(string Column, string Name, string Value);

/// <summary>A table, view, materialized view, snapshot or clone.</summary>
internal sealed record TableEntry
{
    public required TableName Name { get; init; }
    public TableKind Kind { get; init; }
    public string Location { get; init; } = "US";
    public IReadOnlyList<ColumnEntry> Columns { get; init; } = [];
    public TimePartitioning? TimePartitioning { get; init; }
    public RangePartitioning? RangePartitioning { get; init; }
    public bool RequirePartitionFilter { get; init; }
    public IReadOnlyList<string> Clustering { get; init; } = [];
    public TableConstraints Constraints { get; init; } = TableConstraints.None;
    public IReadOnlyList<RowAccessPolicyEntry> RowAccessPolicies { get; init; } = [];
    public IReadOnlyList<SearchIndexEntry> SearchIndexes { get; init; } = [];
    public string? FriendlyName { get; init; }
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> ResourceTags { get; init; } = new Dictionary<string, string>();
    public DateTimeOffset? ExpiresAt { get; init; }
    public string? DefaultCollation { get; init; }
    public string? DefaultRoundingMode { get; init; }
    public long? MaxStalenessSeconds { get; init; }

    /// <summary>Further OPTIONS as written: name to GoogleSQL text (kms_key_name, enable_refresh ...).</summary>
    public IReadOnlyDictionary<string, string> OtherOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The query's original text, for views and materialized views.</summary>
    public string? Query { get; init; }

    /// <summary>The default dataset when the view was created; names without a dataset in its query resolve there.</summary>
    public DatasetName? QueryDefaultDataset { get; init; }

    /// <summary>The table a snapshot or clone was made from, and the instant.</summary>
    public TableName? BaseTable { get; init; }
    public DateTimeOffset? BaseTime { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Changes with every write of the entry.</summary>
    public string Etag { get; init; } = "";

    /// <summary>The statement that creates the table, as INFORMATION_SCHEMA shows it.</summary>
    public string? Ddl { get; init; }

    /// <summary>Rows lie in DuckDB tables data.t_N and data.h_N; 0 for views.</summary>
    public long StorageId { get; init; }

    /// <summary>True for the temporary tables of a script or session, which lie in DuckDB's temp schema.</summary>
    public bool IsTemporary { get; init; }

    public bool HoldsRows => Kind is TableKind.Table or TableKind.Snapshot or TableKind.Clone;

    public bool IsPartitioned => TimePartitioning is not null || RangePartitioning is not null;
}
