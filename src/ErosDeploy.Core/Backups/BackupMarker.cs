namespace ErosDeploy.Core.Backups;

/// <summary>What a backup that is being taken leaves behind should it be interrupted: whose it is, and how far it came.</summary>
sealed record BackupMarker
{
    public required string Run { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The manifest as it will be, with tables that have no files yet.</summary>
    public required Manifest Draft { get; init; }

    public required bool KeepSnapshot { get; init; }
    public required bool Deep { get; init; }
}
