namespace ErosDeploy;

/// <summary>What becomes, or became, of one backup under a retention rule.</summary>
public sealed record BackupRemoval
{
    public required string BackupId { get; init; }
    public required BackupKind Kind { get; init; }
    public required BackupState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why it goes.</summary>
    public required string Reason { get; init; }

    /// <summary>False in a plan, and when it could not be removed; then <see cref="Error"/> says why.</summary>
    public required bool Removed { get; init; }

    public string? Error { get; init; }

    public override string ToString() => BackupId;
}
