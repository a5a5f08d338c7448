using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Backups;

/// <summary>Finds the manifest that a restore is asked for, and sees that its files are the ones it names.</summary>
sealed class BackupChoice(ErosServices services)
{
    const string Latest = "latest";

    readonly BackupCatalogue _catalogue = new(services.Bucket);

    public async Task<Manifest> FindAsync(string backup, CancellationToken cancellationToken)
    {
        var id = string.Equals(backup, Latest, StringComparison.OrdinalIgnoreCase)
            ? await LatestAsync(cancellationToken)
            : Identifiers.Validate(IdentifierKind.BackupId, backup);
        var manifest = await _catalogue.ManifestAsync(id, cancellationToken) ?? throw await MissingAsync(id, cancellationToken);
        return (manifest.Project, manifest.Dataset) == (services.Target.Project, services.Target.Dataset)
            ? manifest
            : throw new ErosException(
                ErosErrorCode.BackupOfOtherDataset,
                $"Backup {id} is of {manifest.Project}.{manifest.Dataset}, the target is {services.Target}.",
                "Name the target it was taken of, or another backup; nothing was changed.") { Subject = id };
    }

    /// <summary>Throws EROS3003 naming every file that is missing, extra or other than the manifest says.</summary>
    public async Task CheckFilesAsync(Manifest manifest, IReadOnlyList<ManifestTable> tables, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var table in tables)
        {
            var found = await services.Bucket.ListAsync($"{manifest.Id}/{table.Name}/", cancellationToken);
            var files = found.Select(o => new ManifestFile(o.Name, o.Size, o.Crc32c ?? "", o.Generation)).ToList();
            faults.AddRange(FileFaults(table.Files, files));
        }
        if (faults.Count > 0)
            throw new ErosException(ErosErrorCode.BackupDamaged, $"Backup {manifest.Id} is damaged: {string.Join("; ", faults)}.", "Use another backup; nothing was changed.") { Subject = manifest.Id };
    }

    /// <summary>Pure.</summary>
    internal static IEnumerable<string> FileFaults(IReadOnlyList<ManifestFile> expected, IReadOnlyList<ManifestFile> found)
    {
        var there = found.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var file in expected)
        {
            if (!there.TryGetValue(file.Name, out var now))
                yield return $"{file.Name} is missing";
            else if (now.Size != file.Size)
                yield return $"{file.Name} has {now.Size} bytes instead of {file.Size}";
            else if (now.Crc32c != file.Crc32c)
                yield return $"{file.Name} has other content (crc32c {now.Crc32c} instead of {file.Crc32c})";
            else if (now.Generation != file.Generation)
                yield return $"{file.Name} was written again (generation {now.Generation} instead of {file.Generation})";
        }
        foreach (var extra in found.Where(f => expected.All(e => e.Name != f.Name)))
            yield return $"{extra.Name} does not belong to it";
    }

    async Task<string> LatestAsync(CancellationToken cancellationToken)
    {
        await foreach (var backup in new BackupService(services).ListAsync(new BackupQuery(Latest: true), cancellationToken))
            return backup.Id;
        throw new ErosException(
            ErosErrorCode.BackupNotFound, $"There is no complete backup of {services.Target} in bucket {services.Target.Bucket}.", "Take one with New-ErosBackup; nothing was changed.");
    }

    async Task<ErosException> MissingAsync(string id, CancellationToken cancellationToken) =>
        (await services.Bucket.ListAsync(id + "/", cancellationToken)).Count == 0
            ? BackupCatalogue.NotFound(id, services.Target)
            : new ErosException(ErosErrorCode.BackupIncomplete, $"Backup {id} has no manifest: it was interrupted or is still being written.", "Use another one; nothing was changed.") { Subject = id };
}
