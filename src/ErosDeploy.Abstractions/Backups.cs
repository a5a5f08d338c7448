namespace ErosDeploy;

/// <summary>One table in a backup. Digest is order-independent and duplicate-sensitive; see BackupInfo.</summary>
public sealed record BackupTable
{
    public required string Name { get; init; }
    public required long Rows { get; init; }

    /// <summary>Bytes of the exported files.</summary>
    public required long Bytes { get; init; }

    public required int Files { get; init; }
    public required string Digest { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Why this table could not be saved; null when it was.</summary>
    public string? Error { get; init; }

    public override string ToString() => Name;
}

/// <summary>A backup folder in the bucket. Incomplete and damaged ones are listed too, with what is known of them.</summary>
public sealed record BackupInfo
{
    public required string Id { get; init; }
    public required BackupKind Kind { get; init; }
    public required BackupState State { get; init; }
    public required string Project { get; init; }
    public required string Dataset { get; init; }
    public required string Bucket { get; init; }

    /// <summary>True when it holds every table that the dataset had.</summary>
    public bool WholeDataset { get; init; }

    /// <summary>The one server instant that all tables are of; null when there is no readable manifest.</summary>
    public DateTimeOffset? SnapshotTime { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public TimeSpan? Duration { get; init; }
    public required IReadOnlyList<BackupTable> Tables { get; init; }
    public required int Views { get; init; }
    public required int Routines { get; init; }

    /// <summary>Scheduled queries with their states; null when they could not be read.</summary>
    public int? Schedules { get; init; }

    public long Rows => Tables.Sum(t => t.Rows);
    public long Bytes => Tables.Sum(t => t.Bytes);

    /// <summary>Why the state is not Complete, or what was left out (rows in a streaming buffer, objects without definition).</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string Uri => $"gs://{Bucket}/{Id}/";

    public override string ToString() => Id;
}

/// <summary>What New-ErosBackup would do.</summary>
public sealed record BackupPlan
{
    public required string Target { get; init; }
    public required string Bucket { get; init; }
    public required BackupKind Kind { get; init; }
    public required IReadOnlyList<BackupPlanTable> Tables { get; init; }
    public required int Views { get; init; }
    public required int Routines { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public long Rows => Tables.Sum(t => t.Rows);
    public long Bytes => Tables.Sum(t => t.Bytes);
}

/// <summary>Rows and bytes as the table's metadata has them now.</summary>
public sealed record BackupPlanTable(string Name, long Rows, long Bytes);
