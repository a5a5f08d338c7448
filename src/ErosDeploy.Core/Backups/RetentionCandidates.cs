namespace ErosDeploy.Core.Backups;

/// <summary>Reads what retention decides about: the backups of the dataset, which one is the last verified good, and which others must stay.</summary>
sealed class RetentionCandidates(ErosServices services)
{
    readonly BackupCatalogue _catalogue = new(services.Bucket);

    /// <param name="oldest">Only so many of the oldest, beside what protects them; null: all.</param>
    public async Task<IReadOnlyList<RetentionCandidate>> ReadAsync(int? oldest, CancellationToken cancellationToken)
    {
        var folders = BackupFolder.Choose(await services.Bucket.FoldersAsync(cancellationToken), new BackupQuery());
        var candidates = new List<RetentionCandidate>();
        var needed = await NeededAsync(cancellationToken);
        var goodFound = false;
        for (var i = 0; i < folders.Count; i++)
        {
            if (goodFound && oldest is { } n && i < folders.Count - n)
                continue;
            var backup = await _catalogue.ReadAsync(folders[i], services.Target, cancellationToken);
            if (!BackupCatalogue.Concerns(backup, services.Target))
                continue;
            var verified = !goodFound && BackupCatalogue.IsRestorable(backup) && await IsVerifiedAsync(backup.Id, cancellationToken);
            goodFound |= verified;
            candidates.Add(new RetentionCandidate(
                backup.Id, backup.Kind, backup.State, folders[i].At, backup.ExpiresAt, verified, backup.WholeDataset, needed.GetValueOrDefault(backup.Id)));
        }
        return candidates;
    }

    async Task<bool> IsVerifiedAsync(string id, CancellationToken cancellationToken) =>
        await _catalogue.ManifestAsync(id, cancellationToken) is { } manifest
        && (await new BackupChoice(services).FaultsAsync(manifest, manifest.Tables, cancellationToken)).Count == 0;

    /// <summary>Backups that something open would go back to, and why.</summary>
    async Task<IReadOnlyDictionary<string, string>> NeededAsync(CancellationToken cancellationToken)
    {
        var needed = new Dictionary<string, string>(StringComparer.Ordinal);
        if (await new RestoreMarkStore(services.Bucket, services.Names).ReadAsync(cancellationToken) is { } mark)
        {
            if (mark.Safety is { } safety)
                needed[safety] = $"Restore-ErosBackup -Undo would bring it back (restore of {mark.Backup})";
            if (!mark.Ended)
                needed[mark.Backup] = $"its restore, run {mark.Run}, is not completed";
        }
        if (UnfinishedDeployment.Find(await services.History.ReadAsync(cancellationToken), services.Catalogue.Catalogue) is { } open
            && await BeforeAsync(open, cancellationToken) is { } before)
            needed[before] = $"deployment {open.Run} did not finish, and this is from before it";
        return needed;
    }

    async Task<string?> BeforeAsync(UnfinishedDeployment open, CancellationToken cancellationToken)
    {
        await foreach (var backup in new BackupService(services).ListAsync(new BackupQuery(Kind: BackupKind.Regular), cancellationToken))
        {
            if (BackupCatalogue.IsRestorable(backup) && (await _catalogue.ManifestAsync(backup.Id, cancellationToken))?.HistoryLength <= open.Length)
                return backup.Id;
        }
        return null;
    }
}
