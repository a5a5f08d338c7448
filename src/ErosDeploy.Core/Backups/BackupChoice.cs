using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Backups;

/// <param name="Why">Null when it was named.</param>
sealed record ChosenBackup(Manifest Manifest, string? Why);

/// <summary>Finds the backup that a restore is asked for, and sees that its files are the ones its manifest names.</summary>
sealed class BackupChoice(ErosServices services)
{
    const string Latest = "latest";

    readonly BackupCatalogue _catalogue = new(services.Bucket);

    /// <param name="legacyToo">Also a folder of the suite before this one: its manifest has no tables yet.</param>
    public async Task<ChosenBackup> FindAsync(string backup, CancellationToken cancellationToken, bool legacyToo = false)
    {
        if (string.Equals(backup, Latest, StringComparison.OrdinalIgnoreCase))
            return await LatestAsync(cancellationToken);
        var id = Identifiers.Validate(IdentifierKind.BackupId, backup);
        var manifest = await ReadAsync(id, legacyToo, cancellationToken);
        BackupCatalogue.RequireOf(services.Target, manifest);
        return new ChosenBackup(manifest, null);
    }

    async Task<Manifest> ReadAsync(string id, bool legacyToo, CancellationToken cancellationToken)
    {
        ErosException? unreadable = null;
        try
        {
            if (await _catalogue.ManifestAsync(id, cancellationToken) is { } manifest)
                return manifest;
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.ManifestInvalid)
        {
            unreadable = e;
        }
        if (await new LegacyBackup(services).FindAsync(id, cancellationToken) is not { } legacy)
            throw unreadable ?? await MissingAsync(id, cancellationToken);
        return legacyToo ? legacy : throw new ErosException(
            ErosErrorCode.BackupNotRepresentable, $"Backup {id} was taken by the suite before this one: it has no manifest to compare with.", "It can be restored.") { Subject = id };
    }

    /// <summary>Throws EROS3003 naming every file that is missing, extra or other than the manifest says.</summary>
    public async Task CheckFilesAsync(Manifest manifest, IReadOnlyList<ManifestTable> tables, CancellationToken cancellationToken)
    {
        var faults = await FaultsAsync(manifest, tables, cancellationToken);
        if (faults.Count > 0)
            throw new ErosException(ErosErrorCode.BackupDamaged, $"Backup {manifest.Id} is damaged: {string.Join("; ", faults)}.", "Use another backup; nothing was changed.") { Subject = manifest.Id };
    }

    /// <summary>What is wrong with the files of these tables; one listing.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(Manifest manifest, IReadOnlyList<ManifestTable> tables, CancellationToken cancellationToken)
    {
        var found = (await services.Bucket.ListAsync($"{manifest.Id}/", cancellationToken)).Select(ManifestFile.Of).ToLookup(f => BackupFiles.TableOf(manifest.Id, f.Name));
        return tables.SelectMany(t => BackupFiles.Faults(t.Files, found[t.Name].ToList())).ToList();
    }

    /// <summary>The newest that is complete, holds every table, is as its manifest says, and is from before a deployment that did not finish.</summary>
    async Task<ChosenBackup> LatestAsync(CancellationToken cancellationToken)
    {
        var unfinished = UnfinishedDeployment.Find(await services.History.ReadAsync(cancellationToken), services.Catalogue.Catalogue);
        var passed = new List<string>();
        Manifest? within = null;
        await foreach (var backup in new BackupService(services).ListAsync(new BackupQuery(Kind: BackupKind.Regular), cancellationToken))
        {
            if (BackupCatalogue.IsRestorable(backup) && await _catalogue.ManifestAsync(backup.Id, cancellationToken) is { } manifest)
            {
                var faults = await FaultsAsync(manifest, manifest.Tables, cancellationToken);
                if (faults.Count == 0 && (unfinished is null || manifest.HistoryLength <= unfinished.Length))
                    return new ChosenBackup(manifest, Why(passed));
                within ??= faults.Count == 0 ? manifest : null;
                passed.Add(faults.Count > 0 ? $"{backup.Id} is damaged ({faults[0]})" : $"{backup.Id} was taken within deployment {unfinished!.Run}, which did not finish");
            }
            else
            {
                passed.Add($"{backup.Id} {Unfit(backup)}");
            }
        }
        return within is not null ? new ChosenBackup(within, $"the newest whole one; there is none from before deployment {unfinished!.Run}, which did not finish") : throw NoneFit(passed);
    }

    static string Why(List<string> passed) =>
        "the newest backup that is complete and verified" + (passed.Count == 0 ? "" : $"; passed over: {string.Join("; ", passed.Take(3))}{(passed.Count > 3 ? $" and {passed.Count - 3} more" : "")}");

    static string Unfit(BackupInfo backup) => backup.State switch
    {
        BackupState.Complete => "holds only some tables",
        BackupState.Incomplete => "is incomplete",
        _ => "has a manifest that cannot be read",
    };

    ErosException NoneFit(List<string> passed) => new(
        ErosErrorCode.BackupNotFound,
        $"There is no complete and verified backup of {services.Target} in bucket {services.Target.Bucket}{(passed.Count == 0 ? "" : $": {string.Join("; ", passed.Take(5))}")}.",
        "Take one with New-ErosBackup; nothing was changed.");

    async Task<ErosException> MissingAsync(string id, CancellationToken cancellationToken) =>
        (await services.Bucket.ListAsync(id + "/", cancellationToken)).Count == 0
            ? BackupCatalogue.NotFound(id, services.Target)
            : new ErosException(ErosErrorCode.BackupIncomplete, $"Backup {id} has no manifest: it was interrupted or is still being written.", $"Use another one, or finish it with New-ErosBackup -Resume {id}; nothing was changed.") { Subject = id };
}
