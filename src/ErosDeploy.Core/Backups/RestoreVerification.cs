using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Looks at the dataset after a restore and compares it with the manifest: rows by digest, definitions by text, absence by name.</summary>
sealed class RestoreVerification(ErosServices services, JobNames jobs, RestoreWork work)
{
    const int Parallel = 4;

    public async Task<(IReadOnlyList<RestoredTable> Tables, IReadOnlyList<string> Faults)> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var after = await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(jobs.Run), cancellationToken);
            var tables = await Bounded.SelectAsync(work.Plan.Tables, Parallel, (t, token) => TableAsync(t, after, token), cancellationToken);
            var faults = tables.Where(t => !t.Verified).Select(t => $"Table {t.Name} is not as in the backup{(t.Notes.Count == 0 ? "" : $": {string.Join("; ", t.Notes)}")}.").Concat(ObjectFaults(after)).ToList();
            return (tables, faults);
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return ([], [$"It could not be verified: {FailureText.Of(e)}"]);
        }
    }

    /// <summary>Whether every table is there and holds what the safety backup says, and says of itself what it said.</summary>
    public static async Task<(bool Same, IReadOnlyList<string> Faults)> AgainstAsync(ErosServices services, JobNames jobs, string safety, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await new BackupCatalogue(services.Bucket).ManifestAsync(safety, cancellationToken) ?? throw BackupCatalogue.NotFound(safety, services.Target);
            var faults = await Bounded.SelectAsync(manifest.Tables, Parallel, (t, token) => AgainstAsync(services, jobs, t, safety, token), cancellationToken);
            return (faults.All(f => f is null), faults.OfType<string>().ToList());
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return (false, [$"It could not be seen whether all is as before: {FailureText.Of(e)}"]);
        }
    }

    static async Task<string?> AgainstAsync(ErosServices services, JobNames jobs, ManifestTable saved, string safety, CancellationToken cancellationToken)
    {
        if (await services.Warehouse.TableAsync(saved.Name, cancellationToken) is not { } there)
            return $"Table {saved.Name} is not there; backup {safety} has it.";
        var now = await new DigestReader(services.Warehouse, jobs).ReadAsync(
            $"before-{saved.Name}", services.Target.QuotedTable(saved.Name), new TableResource(saved.Resource).ColumnNames, cancellationToken);
        if (now.Digest != saved.Digest)
            return $"Table {saved.Name} is not as before: {now.Rows} rows now, {saved.Rows} then; backup {safety} has them.";
        var others = await new RestoreMetadata(services).DifferencesAsync(saved, there, cancellationToken);
        return others.Count == 0 ? null : $"Table {saved.Name} is not as before: {string.Join("; ", others)}.";
    }

    async Task<RestoredTable> TableAsync(RestorePlanTable planned, LiveCatalogue after, CancellationToken cancellationToken)
    {
        var rowsBefore = work.Live.Table(planned.Name)?.Rows ?? 0;
        if (planned.Action == RestoreTableAction.Drop)
            return new RestoredTable { Name = planned.Name, Action = planned.Action, RowsBefore = rowsBefore, Rows = 0, Verified = after.Table(planned.Name) is null };
        var saved = work.Saved(planned.Name);
        var columns = new TableResource(saved.Resource).ColumnNames;
        var now = await new DigestReader(services.Warehouse, jobs).ReadAsync($"digest-{planned.Name}", services.Target.QuotedTable(planned.Name), columns, cancellationToken);
        var others = after.Table(planned.Name) is { } there ? await new RestoreMetadata(services).DifferencesAsync(saved, there, cancellationToken) : ["it is not there"];
        var same = now == new TableDigest(saved.Rows, saved.Digest);
        return new RestoredTable
        {
            Name = planned.Name,
            Action = planned.Action,
            RowsBefore = rowsBefore,
            Rows = now.Rows,
            Digest = work.IsLegacy ? null : now.Digest,
            Verified = same && others.Count == 0,
            Notes = [.. work.IsLegacy ? ["not proven by a digest: the backup has none, the rows are those that its files gave"] : Array.Empty<string>(), .. same ? [] : new[] { $"{now.Rows} rows, digest {now.Digest}, expected {saved.Rows} rows, digest {saved.Digest}" }, .. others],
        };
    }

    IEnumerable<string> ObjectFaults(LiveCatalogue after)
    {
        var saved = work.Manifest.Views.Concat(work.Manifest.Routines).ToDictionary(o => (o.Kind, o.Name), o => o.Ddl);
        foreach (var o in work.Plan.Objects)
        {
            var now = after.Objects.FirstOrDefault(l => (l.Kind, l.Name) == (o.Kind, o.Name));
            if (o.Action == RestoreObjectAction.Drop ? now is not null : now is null || now.Ddl != saved[(o.Kind, o.Name)])
                yield return $"{o.Kind} {o.Name} is {(now is null ? "not there" : o.Action == RestoreObjectAction.Drop ? "still there" : "not defined as in the backup")}.";
        }
    }
}
