namespace ErosDeploy;

/// <summary>Whether one part of a backup is as its manifest says.</summary>
public sealed record BackupCheck
{
    public required string BackupId { get; init; }

    /// <summary>The table, view or routine; <c>metadata.json</c> for the manifest, the folder for what belongs to no part.</summary>
    public required string Name { get; init; }

    public required BackupPart Part { get; init; }

    /// <summary>Pass, Fail with <see cref="Faults"/>, or Unknown when it could not be seen.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>True when it was restored beside the dataset and compared; false when only files were looked at.</summary>
    public required bool Drill { get; init; }

    public long? Rows { get; init; }
    public long? Bytes { get; init; }
    public int? Files { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Every fault by the name of the file, column or object it is at.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public override string ToString() => $"{BackupId}/{Name}: {Status}";
}
