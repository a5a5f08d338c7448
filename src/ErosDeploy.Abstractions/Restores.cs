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

/// <summary>A script of eros.json that makes other tables agree with restored ones.</summary>
/// <param name="RowsAffected">Null before it ran, and when it failed.</param>
/// <param name="Error">Why it failed.</param>
public sealed record RestoreFollowUp(string Id, string Title, long? RowsAffected = null, string? Error = null)
{
    public override string ToString() => Title;
}

/// <summary>What Restore-ErosBackup would do.</summary>
public sealed record RestorePlan
{
    public required string Target { get; init; }
    public required string BackupId { get; init; }
    public required DateTimeOffset SnapshotTime { get; init; }

    /// <summary>Why this backup, when it was not named.</summary>
    public string? Choice { get; init; }

    /// <summary>True when the backup has no digests that could prove its rows: it is of the suite before this one.</summary>
    public bool Unproven { get; init; }

    public required IReadOnlyList<RestorePlanTable> Tables { get; init; }
    public required IReadOnlyList<RestorePlanObject> Objects { get; init; }

    /// <summary>Scripts that run after the rows are restored.</summary>
    public IReadOnlyList<RestoreFollowUp> FollowUps { get; init; } = [];

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

    /// <summary>The digest of the table as it is now; null when it was dropped, or the backup has no digest to compare it with.</summary>
    public string? Digest { get; init; }

    /// <summary>True when the table holds what the backup's manifest says, by digest; of a backup without manifest, what its files gave.</summary>
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

    /// <summary>Scripts that ran after the rows were restored, with the number of rows they changed.</summary>
    public IReadOnlyList<RestoreFollowUp> FollowUps { get; init; } = [];

    /// <summary>Scheduled queries that were paused and run again.</summary>
    public IReadOnlyList<string> Schedules { get; init; } = [];

    /// <summary>As measured after a restore of everything.</summary>
    public HealthReport? Health { get; init; }

    /// <summary>The object in the bucket that holds all of this.</summary>
    public string? Log { get; init; }

    /// <summary>What became of the message to the webhook; null when there is none. Accepted is not yet seen.</summary>
    public string? Notification { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required TimeSpan Duration { get; init; }
    public string? ErrorCode { get; init; }
    public string? Error { get; init; }
}
