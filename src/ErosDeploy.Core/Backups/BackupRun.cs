using System.Text;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>One backup: an id of its own, one instant, snapshots of it, files and digests from the snapshots, and last the manifest.</summary>
sealed class BackupRun(
    ErosServices services, string run, BackupKind kind, LiveCatalogue live, IReadOnlyList<TableResource> tables, int historyLength, int retentionDays)
{
    const int Parallel = 4;
    const int IdAttempts = 20;
    const string Marker = "in-progress.json";

    readonly JobNames _jobs = new($"{run}-backup");
    readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    int _done;

    public async Task<Manifest> ExecuteAsync(CancellationToken cancellationToken)
    {
        var instant = await InstantAsync(cancellationToken);
        var (id, marker) = await ClaimAsync(instant, cancellationToken);
        var scratch = new ScratchDataset(services, services.Names.ScratchDataset($"{run}_backup"));
        try
        {
            var saved = await SaveAsync(id, instant, scratch, cancellationToken);
            var manifest = Describe(id, instant, saved);
            await PublishAsync(manifest, marker, cancellationToken);
            return manifest;
        }
        finally
        {
            foreach (var note in await Cleanup.TryAsync($"dataset {scratch.Name} with the snapshots of backup {id}", () => scratch.DropAsync(CancellationToken.None)))
                await services.Observer.WarningAsync(note, CancellationToken.None);
            await services.Observer.ProgressAsync(new ErosProgress("Backup", "done", 100, Completed: true), CancellationToken.None);
        }
    }

    async Task<DateTimeOffset> InstantAsync(CancellationToken cancellationToken) =>
        (await services.Warehouse.QueryAsync(_jobs.Next("instant"), "SELECT CURRENT_TIMESTAMP() AS instant", QueryTypes.Backup, cancellationToken)).Single().Get<DateTimeOffset>("instant");

    /// <summary>The folder belongs to whoever creates its marker, unless it is a backup already: then its marker is gone.</summary>
    async Task<(string Id, long Marker)> ClaimAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= IdAttempts; attempt++)
        {
            var id = BackupId.Of(instant, kind, attempt);
            if (await services.Bucket.TryCreateAsync($"{id}/{Marker}", Encoding.UTF8.GetBytes($"{{ \"run\": \"{run}\" }}\n"), cancellationToken) is not { } generation)
                continue;
            if (await services.Bucket.ReadAsync($"{id}/{BackupFolder.ManifestName}", cancellationToken) is null)
                return (id, generation);
            await services.Bucket.TryDeleteAsync($"{id}/{Marker}", generation, cancellationToken);
        }
        throw new ErosException(ErosErrorCode.CloudConflict, $"{IdAttempts} backups began in this second.", "Try again.");
    }

    async Task<IReadOnlyList<ManifestTable>> SaveAsync(string id, DateTimeOffset instant, ScratchDataset scratch, CancellationToken cancellationToken)
    {
        await scratch.CreateAsync(cancellationToken);
        await Bounded.SelectAsync(tables, Parallel, (t, token) => scratch.SnapshotAsync(_jobs, t.Name, instant, token), cancellationToken);
        return await Bounded.SelectAsync(tables, Parallel, (t, token) => SaveTableAsync(id, t, scratch, token), cancellationToken);
    }

    async Task<ManifestTable> SaveTableAsync(string id, TableResource table, ScratchDataset scratch, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        try
        {
            await services.Warehouse.ExtractAsync(_jobs.Next($"extract-{table.Name}"), scratch.Name, table.Name, services.Bucket.Uri($"{id}/{table.Name}/part-*.avro"), cancellationToken);
            var digest = await new DigestReader(services.Warehouse, _jobs).ReadAsync($"digest-{table.Name}", scratch.Quoted(table.Name), table.ColumnNames, cancellationToken);
            var files = await FilesAsync($"{id}/{table.Name}/", cancellationToken);
            await services.Observer.ProgressAsync(new ErosProgress("Backup", $"{table.Name}: {digest.Rows} rows", 100 * Interlocked.Increment(ref _done) / tables.Count), cancellationToken);
            return new ManifestTable
            {
                Name = table.Name,
                Rows = digest.Rows,
                Digest = digest.Digest,
                Seconds = services.Time.GetElapsedTime(started).TotalSeconds,
                Resource = table.Json,
                Files = files,
            };
        }
        catch (ErosException e)
        {
            throw new ErosException(ErosErrorCode.BackupTableFailed, $"Backup {id} failed at table {table.Name}: {e.What}", "Nothing in the dataset was changed; the folder has no manifest and is no backup. Take a new one.", e) { Subject = table.Name };
        }
    }

    async Task<IReadOnlyList<ManifestFile>> FilesAsync(string prefix, CancellationToken cancellationToken)
    {
        var objects = await services.Bucket.ListAsync(prefix, cancellationToken);
        return objects.Select(o => new ManifestFile(o.Name, o.Size, o.Crc32c ?? "", o.Generation)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
    }

    Manifest Describe(string id, DateTimeOffset instant, IReadOnlyList<ManifestTable> saved) => new()
    {
        Format = Manifest.FormatName,
        Version = Manifest.CurrentVersion,
        Id = id,
        Kind = kind,
        Project = services.Target.Project,
        Dataset = services.Target.Dataset,
        Bucket = services.Target.Bucket,
        Location = services.Target.Location,
        SnapshotTime = instant,
        StartedAt = _startedAt,
        CompletedAt = services.Time.GetUtcNow(),
        ExpiresAt = retentionDays > 0 ? instant.AddDays(retentionDays) : null,
        DigestAlgorithm = ContentDigest.Algorithm,
        WholeDataset = tables.Count == live.Tables.Count,
        HistoryLength = historyLength,
        Tables = saved,
        Views = Definitions(routines: false),
        Routines = Definitions(routines: true),
        TableNames = live.TableNames.Order(StringComparer.Ordinal).ToList(),
        Notes = BackupPreflight.Warnings(live, tables),
    };

    List<ManifestObject> Definitions(bool routines) =>
        live.Objects.Where(o => ObjectSql.IsRoutine(o.Kind) == routines).Select(o => new ManifestObject(o.Kind, o.Name, o.Ddl)).ToList();

    async Task PublishAsync(Manifest manifest, long marker, CancellationToken cancellationToken)
    {
        if (await services.Bucket.TryCreateAsync($"{manifest.Id}/{BackupFolder.ManifestName}", ManifestText.Write(manifest), cancellationToken) is null)
            throw new ErosException(ErosErrorCode.CloudConflict, $"Someone else wrote the manifest of backup {manifest.Id}.", "Take a new backup.") { Subject = manifest.Id };
        foreach (var note in await Cleanup.TryAsync($"the marker of backup {manifest.Id}", () => services.Bucket.TryDeleteAsync($"{manifest.Id}/{Marker}", marker, CancellationToken.None)))
            await services.Observer.VerboseAsync(note, CancellationToken.None);
    }
}
