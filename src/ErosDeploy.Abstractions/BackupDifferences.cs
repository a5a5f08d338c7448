namespace ErosDeploy;

public enum DifferenceKind
{
    Same,
    Changed,
    /// <summary>Only in what the backup is compared with.</summary>
    Added,
    /// <summary>Only in the backup.</summary>
    Removed,
}

/// <summary>One table, view or routine of a backup against the dataset as it is, or against another backup.</summary>
public sealed record BackupDifference
{
    public required string BackupId { get; init; }

    /// <summary>The other backup's id; null for the dataset as it is.</summary>
    public string? With { get; init; }

    public required string Name { get; init; }
    public required BackupPart Part { get; init; }
    public required DifferenceKind Kind { get; init; }

    /// <summary>Differences of columns, layout, descriptions, policies or definition.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Columns that tell rows apart; empty where there is no primary key: then a changed row is one removed and one added.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    public long? RowsInBackup { get; init; }
    public long? RowsNow { get; init; }
    public long? RowsAdded { get; init; }
    public long? RowsRemoved { get; init; }
    public long? RowsChanged { get; init; }

    public override string ToString() => $"{Name}: {Kind}";
}
