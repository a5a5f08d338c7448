using ErosDeploy.Core.Storage;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Backups;

/// <summary>Reads manifests, and describes what has none.</summary>
sealed class BackupCatalogue(BucketStore bucket)
{
    /// <summary>Null when the folder has no manifest.</summary>
    public async Task<Manifest?> ManifestAsync(string id, CancellationToken cancellationToken)
    {
        var name = $"{id}/{BackupFolder.ManifestName}";
        return await bucket.ReadAsync(name, cancellationToken) is { } stored ? ManifestText.Read(stored.Content, bucket.Uri(name)) : null;
    }

    public async Task<BackupInfo> ReadAsync(BackupFolder folder, ErosTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await ManifestAsync(folder.Id, cancellationToken) is { } manifest
                ? Describe(manifest)
                : await LegacyAsync(folder, target, cancellationToken)
                    ?? Undescribed(folder, target, BackupState.Incomplete, "It has no manifest: it is being written, or was interrupted.");
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.ManifestInvalid)
        {
            return await LegacyAsync(folder, target, cancellationToken) ?? Undescribed(folder, target, BackupState.Damaged, e.What);
        }
    }

    /// <summary>A folder of compressed JSON lines is one of the old suite, whatever else lies in it; null for others.</summary>
    async Task<BackupInfo?> LegacyAsync(BackupFolder folder, ErosTarget target, CancellationToken cancellationToken)
    {
        var files = LegacyFiles.ByTable(folder.Id, await bucket.ListAsync(folder.Id + "/", cancellationToken));
        return files.Count == 0 ? null : Undescribed(folder, target, BackupState.Complete, LegacyBackup.Warning) with
        {
            Kind = BackupKind.Legacy,
            Tables = files.Select(t => new BackupTable { Name = t.Key, Rows = 0, Bytes = t.Sum(f => f.Size), Files = t.Count(), Digest = "", Duration = TimeSpan.Zero }).ToList(),
        };
    }

    public static BackupInfo Describe(Manifest manifest) => new()
    {
        Id = manifest.Id,
        Kind = manifest.Kind,
        State = BackupState.Complete,
        Project = manifest.Project,
        Dataset = manifest.Dataset,
        Bucket = manifest.Bucket,
        WholeDataset = manifest.WholeDataset,
        SnapshotTime = manifest.SnapshotTime,
        CreatedAt = manifest.CompletedAt,
        ExpiresAt = manifest.ExpiresAt,
        Duration = manifest.CompletedAt - manifest.StartedAt,
        Tables = manifest.Tables.Select(Describe).ToList(),
        Views = manifest.Views.Count,
        Routines = manifest.Routines.Count,
        Schedules = manifest.Schedules?.Count,
        Notes = manifest.Notes,
    };

    /// <summary>Whether it is of the target's dataset; what has no manifest may be.</summary>
    public static bool Concerns(BackupInfo backup, ErosTarget target) =>
        backup.State != BackupState.Complete || (backup.Project == target.Project && backup.Dataset == target.Dataset);

    /// <summary>What `latest` may choose.</summary>
    public static bool IsRestorable(BackupInfo backup) => backup is { State: BackupState.Complete, Kind: BackupKind.Regular, WholeDataset: true };

    public static void RequireOf(ErosTarget target, Manifest manifest)
    {
        if ((manifest.Project, manifest.Dataset) != (target.Project, target.Dataset))
            throw new ErosException(
                ErosErrorCode.BackupOfOtherDataset,
                $"Backup {manifest.Id} is of {manifest.Project}.{manifest.Dataset}, the target is {target}.",
                "Name the target it was taken of, or another backup; nothing was changed.") { Subject = manifest.Id };
    }

    public static ErosException NotFound(string id, ErosTarget target) => new(
        ErosErrorCode.BackupNotFound, $"There is no backup '{id}' of {target} in bucket {target.Bucket}.", "See Get-ErosBackup for those there are.") { Subject = id };

    static BackupTable Describe(ManifestTable table) => new()
    {
        Name = table.Name,
        Rows = table.Rows,
        Bytes = table.Bytes,
        Files = table.Files.Count,
        Digest = table.Digest,
        Duration = TimeSpan.FromSeconds(table.Seconds),
        Error = table.Error,
    };

    BackupInfo Undescribed(BackupFolder folder, ErosTarget target, BackupState state, string note) => new()
    {
        Id = folder.Id,
        Kind = folder.Kind,
        State = state,
        Project = target.Project,
        Dataset = target.Dataset,
        Bucket = bucket.Bucket,
        CreatedAt = folder.At,
        Tables = [],
        Views = 0,
        Routines = 0,
        Notes = [note],
    };
}
