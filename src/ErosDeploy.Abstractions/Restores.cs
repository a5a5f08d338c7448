namespace ErosDeploy;

public enum RestoreTableAction
{
    /// <summary>Rows replaced inside the one transaction; the table itself stays.</summary>
    ReplaceRows,
    /// <summary>The schema differs: the table is made anew as the backup has it.</summary>
    Recreate,
    /// <summary>The table does not exist any more: it is created.</summary>
    Create,
    /// <summary>The table was created after the backup: it is dropped.</summary>
    Drop,
}

public enum RestoreObjectAction
{
    Keep,
    RestoreDefinition,
    Create,
    Drop,
}

public sealed record RestorePlanTable
{
    public required string Name { get; init; }
    public required RestoreTableAction Action { get; init; }
    public long? RowsNow { get; init; }
    public long? RowsInBackup { get; init; }

    /// <summary>What differs, when the action is Recreate.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Descriptions, labels, policy tags, defaults, constraints, expiration and row access policies that are brought back.</summary>
    public IReadOnlyList<string> Metadata { get; init; } = [];

    public override string ToString() => $"{Name} ({Action})";
}

public sealed record RestorePlanObject(DeployedObjectKind Kind, string Name, RestoreObjectAction Action)
{
    public override string ToString() => $"{Kind} {Name} ({Action})";
}

/// <summary>What Restore-ErosBackup would do.</summary>
public sealed record RestorePlan
{
    public required string Target { get; init; }
    public required string BackupId { get; init; }
    public required DateTimeOffset SnapshotTime { get; init; }

    /// <summary>Why this backup, when it was not named.</summary>
    public string? Choice { get; init; }

    public required IReadOnlyList<RestorePlanTable> Tables { get; init; }
    public required IReadOnlyList<RestorePlanObject> Objects { get; init; }
    /// <summary>Scheduled queries that run now and are paused meanwhile.</summary>
    public IReadOnlyList<string> Schedules { get; init; } = [];

    public required IReadOnlyList<string> Warnings { get; init; }
}

public sealed record RestoredTable
{
    public required string Name { get; init; }
    public required RestoreTableAction Action { get; init; }
    public required long RowsBefore { get; init; }
    public required long Rows { get; init; }

    /// <summary>The digest of the table as it is now; null when it was dropped.</summary>
    public string? Digest { get; init; }

    /// <summary>True when the digest now equals the one in the backup's manifest.</summary>
    public required bool Verified { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public override string ToString() => $"{Name} ({Action})";
}

public sealed record RestoreResult
{
    public required string RunId { get; init; }
    public required EndState EndState { get; init; }
    public required string Target { get; init; }
    public required string BackupId { get; init; }
    public required DateTimeOffset SnapshotTime { get; init; }

    /// <summary>The backup taken before anything was changed; restoring it takes the restore back.</summary>
    public string? SafetyBackupId { get; init; }

    public string? Reason { get; init; }
    public required IReadOnlyList<RestoredTable> Tables { get; init; }
    public required IReadOnlyList<RestorePlanObject> Objects { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Scheduled queries that were paused and run again.</summary>
    public IReadOnlyList<string> Schedules { get; init; } = [];

    /// <summary>As measured after a restore of everything.</summary>
    public HealthReport? Health { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required TimeSpan Duration { get; init; }
    public string? ErrorCode { get; init; }
    public string? Error { get; init; }
}
