using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>One backup: one instant, snapshots of it, a folder of its own, files and digests from the snapshots, and last the manifest.</summary>
sealed class BackupRun(ErosServices services, string run, BackupRequest request)
{
    const int IdAttempts = 20;

    readonly JobNames _jobs = new($"{run}-backup");
    readonly ScratchDataset _scratch = new(services, services.Names.ScratchDataset($"{run}_backup"));
    readonly BackupProgress _progress = new(services.Bucket, services.Names);

    /// <param name="draft">The manifest as it is to be, but for instant, id and files.</param>
    public Task<(Manifest, ErosException?)> ExecuteAsync(Manifest draft, CancellationToken cancellationToken) => CleanedAsync(async () =>
    {
        var instant = await InstantAsync(cancellationToken);
        await CreateScratchAsync(cancellationToken);
        var timed = draft with { SnapshotTime = instant, ExpiresAt = request.RetentionDays > 0 ? instant.AddDays(request.RetentionDays) : null };
        await Export.SnapshotAsync(timed.Tables, instant, cancellationToken);
        var (claimed, marker) = await ClaimAsync(timed, cancellationToken);
        return await SaveAsync(claimed, marker, claimed.Tables.Select((t, i) => (i, t)).ToList(), [], cancellationToken);
    });

    /// <summary>Goes on with a backup that was interrupted: what is finished and still as it was written is not exported again.</summary>
    public Task<(Manifest, ErosException?)> ResumeAsync(BackupMarker earlier, long marker, CancellationToken cancellationToken) => CleanedAsync(async () =>
    {
        var draft = earlier.Draft;
        var (finished, open) = await SplitAsync(draft, cancellationToken);
        await RequireEndedAsync(earlier.Run, open.Select(t => t.Table), cancellationToken);
        await CreateScratchAsync(cancellationToken);
        await Export.SnapshotAsync(open.Select(t => t.Table).ToList(), draft.SnapshotTime, cancellationToken);
        return await SaveAsync(draft, marker, open, finished, cancellationToken);
    });

    BackupExport Export => new(services, _jobs, _scratch, request.ThrottleLimit);

    async Task<(Manifest, ErosException?)> SaveAsync(
        Manifest draft, long marker, IReadOnlyList<(int, ManifestTable)> open, IReadOnlyList<ManifestTable> finished, CancellationToken cancellationToken)
    {
        var outcomes = await Export.SaveAsync(draft.Id, open, cancellationToken);
        var tables = finished.Concat(outcomes.Select(o => o.Table)).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var manifest = draft with { Tables = tables, CompletedAt = services.Time.GetUtcNow(), SnapshotDataset = request.KeepSnapshot ? _scratch.Name : null };
        var failed = outcomes.Where(o => o.Error is not null).ToList();
        if (failed.Count > 0)
            return (manifest with { Tables = tables.Select(t => WithError(t, failed)).ToList() }, Failed(draft.Id, failed));
        if (request.Deep)
            await ReadBackAsync(manifest, cancellationToken);
        await PublishAsync(manifest, marker, cancellationToken);
        return (manifest, null);
    }

    static ManifestTable WithError(ManifestTable table, List<(ManifestTable Table, ErosException? Error)> failed) =>
        failed.FirstOrDefault(f => f.Table.Name == table.Name).Error is { } error ? table with { Error = error.What } : table;

    static ErosException Failed(string id, List<(ManifestTable Table, ErosException? Error)> failed) => new(
        ErosErrorCode.BackupTableFailed,
        $"Backup {id} failed at {string.Join("; ", failed.Select(f => $"table {f.Table.Name}: {f.Error!.What}"))}",
        $"Nothing in the dataset was changed; the folder has no manifest and is no backup. Remove the cause and go on with New-ErosBackup -Resume {id}.",
        failed[0].Error) { Subject = failed[0].Table.Name };

    async Task<(Manifest, ErosException?)> CleanedAsync(Func<Task<(Manifest, ErosException? Error)>> work)
    {
        var keep = false;
        try
        {
            var result = await work();
            keep = request.KeepSnapshot && result.Error is null;
            return result;
        }
        finally
        {
            foreach (var note in keep ? [] : await Cleanup.TryAsync($"dataset {_scratch.Name} with the snapshots of a backup", () => _scratch.DropAsync(CancellationToken.None)))
                await services.Observer.WarningAsync(note, CancellationToken.None);
            await services.Observer.ProgressAsync(new ErosProgress("Backup", "done", 100, Completed: true), CancellationToken.None);
        }
    }

    Task CreateScratchAsync(CancellationToken cancellationToken) =>
        _scratch.CreateAsync(cancellationToken, request is { KeepSnapshot: true, RetentionDays: > 0 } ? TimeSpan.FromDays(request.RetentionDays) : null);

    async Task<DateTimeOffset> InstantAsync(CancellationToken cancellationToken) =>
        (await services.Warehouse.QueryAsync(_jobs.Next("instant"), "SELECT CURRENT_TIMESTAMP() AS instant", QueryTypes.Backup, cancellationToken)).Single().Get<DateTimeOffset>("instant");

    /// <summary>The folder belongs to whoever creates its marker, unless it is a backup already: then its marker is gone.</summary>
    async Task<(Manifest Draft, long Marker)> ClaimAsync(Manifest draft, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= IdAttempts; attempt++)
        {
            var named = draft with { Id = BackupId.Of(draft.SnapshotTime, draft.Kind, attempt) };
            var marker = new BackupMarker { Run = run, At = services.Time.GetUtcNow(), Draft = named, KeepSnapshot = request.KeepSnapshot, Deep = request.Deep };
            if (await _progress.ClaimAsync(marker, cancellationToken) is { } generation)
                return (named, generation);
        }
        throw new ErosException(ErosErrorCode.CloudConflict, $"{IdAttempts} backups began in this second.", "Try again.");
    }

    async Task<(IReadOnlyList<ManifestTable> Finished, IReadOnlyList<(int Number, ManifestTable Table)> Open)> SplitAsync(Manifest draft, CancellationToken cancellationToken)
    {
        var entries = await Bounded.SelectAsync(
            Enumerable.Range(0, draft.Tables.Count).ToList(), request.ThrottleLimit, (i, token) => StillWholeAsync(draft, i, token), cancellationToken);
        return (entries.OfType<ManifestTable>().ToList(), draft.Tables.Select((t, i) => (i, t)).Where(t => entries[t.i] is null).ToList());
    }

    async Task<ManifestTable?> StillWholeAsync(Manifest draft, int number, CancellationToken cancellationToken)
    {
        if (await _progress.ReadAsync(draft.Id, number, cancellationToken) is not { } table)
            return null;
        var found = await services.Bucket.ListAsync($"{draft.Id}/{table.Name}/", cancellationToken);
        return BackupFiles.Faults(table.Files, found.Select(ManifestFile.Of).ToList()).Any() ? null : table;
    }

    /// <summary>An export of the interrupted run that still runs would add files behind our back.</summary>
    async Task RequireEndedAsync(string earlierRun, IEnumerable<ManifestTable> open, CancellationToken cancellationToken)
    {
        var jobs = new JobNames($"{earlierRun}-backup");
        foreach (var table in open)
            await services.Warehouse.EndedWellAsync(jobs.Next(BackupExport.ExtractStep(table.Name)), cancellationToken);
    }

    async Task ReadBackAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var drill = new ScratchDataset(services, _scratch.Name + "_deep");
        try
        {
            await new RestoreStaging(services, _jobs, drill).LoadAsync(manifest.Tables, cancellationToken);
        }
        finally
        {
            foreach (var note in await Cleanup.TryAsync($"dataset {drill.Name} with tables read back", () => drill.DropAsync(CancellationToken.None)))
                await services.Observer.WarningAsync(note, CancellationToken.None);
        }
    }

    async Task PublishAsync(Manifest manifest, long marker, CancellationToken cancellationToken)
    {
        if (await services.Bucket.TryCreateAsync($"{manifest.Id}/{BackupFolder.ManifestName}", ManifestText.Write(manifest), cancellationToken) is null)
            throw new ErosException(ErosErrorCode.CloudConflict, $"Someone else wrote the manifest of backup {manifest.Id}.", "Take a new backup.") { Subject = manifest.Id };
        foreach (var note in await Cleanup.TryAsync($"the marker of backup {manifest.Id}", () => _progress.ClearAsync(manifest.Id, marker, CancellationToken.None)))
            await services.Observer.VerboseAsync(note, CancellationToken.None);
    }
}
