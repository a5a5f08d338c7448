using System.Runtime.CompilerServices;
using System.Text.Json;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Backups;

/// <summary>Restores a backup into a dataset of its own, compares all of it with the manifest, and drops it. The target's dataset is not touched.</summary>
sealed class BackupDrill(ErosServices services, Manifest manifest)
{
    const int Parallel = 4;

    readonly string _run = RunIdentity.NewRunId(services.Time);

    public async IAsyncEnumerable<BackupCheck> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scratch = new ScratchDataset(services, services.Names.ScratchDataset($"{_run}_drill"));
        try
        {
            await scratch.CreateAsync(cancellationToken);
            var files = (await services.Bucket.ListAsync(manifest.Id + "/", cancellationToken)).Select(ManifestFile.Of).ToList();
            var byTable = files.ToLookup(f => BackupFiles.TableOf(manifest.Id, f.Name));
            foreach (var chunk in manifest.Tables.Chunk(Parallel))
            {
                foreach (var check in await Bounded.SelectAsync(chunk, Parallel, (t, token) => TableAsync(t, byTable[t.Name].ToList(), scratch, token), cancellationToken))
                    yield return check;
            }
            if (BackupFiles.Strangers(manifest, files).ToList() is { Count: > 0 } strangers)
                yield return BackupChecks.OfFolder(manifest.Id, TimeSpan.Zero, strangers);
            foreach (var check in await DefinitionsAsync(scratch, cancellationToken))
                yield return check;
        }
        finally
        {
            foreach (var note in await Cleanup.TryAsync($"dataset {scratch.Name} of the drill", () => scratch.DropAsync(CancellationToken.None)))
                await services.Observer.WarningAsync(note, CancellationToken.None);
        }
    }

    async Task<BackupCheck> TableAsync(ManifestTable table, IReadOnlyList<ManifestFile> files, ScratchDataset scratch, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        var faults = BackupFiles.Faults(table.Files, files).ToList();
        if (faults.Count == 0)
            faults.AddRange(await RestoredFaultsAsync(table, scratch, cancellationToken));
        await services.Observer.ProgressAsync(new ErosProgress("Drill", $"{table.Name} {(faults.Count == 0 ? "is as the manifest says" : "is damaged")}"), cancellationToken);
        return BackupChecks.OfTable(manifest.Id, table, drill: true, services.Time.GetElapsedTime(started), faults);
    }

    /// <summary>A load cannot name generations, so the files are looked at again afterwards.</summary>
    async Task<IReadOnlyList<string>> RestoredFaultsAsync(ManifestTable table, ScratchDataset scratch, CancellationToken cancellationToken)
    {
        try
        {
            await new RestoreStaging(services, new JobNames($"{_run}-drill"), scratch).LoadOneAsync(table, cancellationToken);
            var restored = await services.Warehouse.TableAsync(scratch.Name, table.Name, cancellationToken);
            var after = await services.Bucket.ListAsync($"{manifest.Id}/{table.Name}/", cancellationToken);
            return
            [
                .. restored is null ? ["the restored table is gone"] : SchemaDifference.Between(Staged(table, scratch).Shape, restored.Shape),
                .. BackupFiles.Faults(table.Files, after.Select(ManifestFile.Of).ToList()),
            ];
        }
        catch (ErosException e)
        {
            return [e.What];
        }
    }

    TableResource Staged(ManifestTable table, ScratchDataset scratch) =>
        new(JsonSerializer.SerializeToElement(AvroForm.Staged(new TableResource(table.Resource), services.Target.Project, scratch.Name)));

    async Task<IReadOnlyList<BackupCheck>> DefinitionsAsync(ScratchDataset scratch, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        var jobs = new JobNames($"{_run}-drill");
        var objects = manifest.Routines.Concat(manifest.Views).ToList();
        if (objects.Count == 0)
            return [];
        var failed = await Interdependent.TryAllAsync(objects, o => services.Warehouse.QueryAsync(jobs.Next($"define-{o.Name}"), Renamed(o, scratch), QueryTypes.Backup, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        var made = await new LiveCatalogueReader(new Warehouse(services.BigQuery, services.Target.Beside(scratch.Name), services.Pace)).ReadAsync(JobNames.ForReading(_run), cancellationToken);
        var duration = services.Time.GetElapsedTime(started) / objects.Count;
        return objects.Select(o => Check(o, failed.FirstOrDefault(f => f.Item == o).Error, made.Object(o.Kind, o.Name), scratch, duration)).ToList();
    }

    /// <summary>What could not be defined beside the dataset may still be right within it, where names mean something else: unknown.</summary>
    BackupCheck Check(ManifestObject saved, string? error, LiveObject? made, ScratchDataset scratch, TimeSpan duration) =>
        error is not null ? BackupChecks.OfObject(manifest.Id, saved, CheckStatus.Unknown, duration, $"it cannot be defined in another dataset: {error}")
        : made is null ? BackupChecks.OfObject(manifest.Id, saved, CheckStatus.Fail, duration, "it is not there after its definition ran")
        : (made.Kind, made.Ddl) == (saved.Kind, Renamed(saved, scratch)) ? BackupChecks.OfObject(manifest.Id, saved, CheckStatus.Pass, duration)
        : BackupChecks.OfObject(manifest.Id, saved, CheckStatus.Fail, duration, "its definition comes back otherwise");

    string Renamed(ManifestObject saved, ScratchDataset scratch) => DatasetRename.Apply(saved.Ddl, manifest.Project, manifest.Dataset, scratch.Name);
}
