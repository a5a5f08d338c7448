using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Looks at the dataset after a restore and compares it with the manifest: rows by digest, definitions by text, absence by name.</summary>
sealed class RestoreVerification(ErosServices services, JobNames jobs, RestorePlan plan, Manifest manifest, LiveCatalogue before)
{
    const int Parallel = 4;

    public async Task<(IReadOnlyList<RestoredTable> Tables, IReadOnlyList<string> Faults)> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var after = await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(jobs.Run), cancellationToken);
            var tables = await Bounded.SelectAsync(plan.Tables, Parallel, (t, token) => TableAsync(t, after, token), cancellationToken);
            var faults = tables.Where(t => !t.Verified).Select(t => $"Table {t.Name} is not as in the backup.").Concat(ObjectFaults(after)).ToList();
            return (tables, faults);
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return ([], [$"It could not be verified: {e.Message}"]);
        }
    }

    /// <summary>Whether every table that was there before holds what the safety backup says.</summary>
    public static async Task<(bool Same, IReadOnlyList<string> Faults)> AgainstAsync(
        ErosServices services, JobNames jobs, BackupInfo safety, LiveCatalogue before, CancellationToken cancellationToken)
    {
        var digests = new DigestReader(services.Warehouse, jobs);
        var faults = new List<string>();
        try
        {
            foreach (var saved in safety.Tables)
            {
                var now = await digests.ReadAsync($"before-{saved.Name}", services.Target.QuotedTable(saved.Name), before.Table(saved.Name)!.ColumnNames, cancellationToken);
                if (now.Digest != saved.Digest)
                    faults.Add($"Table {saved.Name} is not as before: {now.Rows} rows now, {saved.Rows} then; backup {safety.Id} has them.");
            }
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            faults.Add($"It could not be seen whether all is as before: {e.Message}");
        }
        return (faults.Count == 0, faults);
    }

    async Task<RestoredTable> TableAsync(RestorePlanTable planned, LiveCatalogue after, CancellationToken cancellationToken)
    {
        var rowsBefore = before.Table(planned.Name)?.Rows ?? 0;
        if (planned.Action == RestoreTableAction.Drop)
            return new RestoredTable { Name = planned.Name, Action = planned.Action, RowsBefore = rowsBefore, Rows = 0, Verified = after.Table(planned.Name) is null };
        var saved = manifest.Tables.First(t => t.Name == planned.Name);
        var columns = new TableResource(saved.Resource).ColumnNames;
        var now = await new DigestReader(services.Warehouse, jobs).ReadAsync($"digest-{planned.Name}", services.Target.QuotedTable(planned.Name), columns, cancellationToken);
        return new RestoredTable
        {
            Name = planned.Name,
            Action = planned.Action,
            RowsBefore = rowsBefore,
            Rows = now.Rows,
            Digest = now.Digest,
            Verified = now == new TableDigest(saved.Rows, saved.Digest),
            Notes = planned.Differences,
        };
    }

    IEnumerable<string> ObjectFaults(LiveCatalogue after)
    {
        var saved = manifest.Views.Concat(manifest.Routines).ToDictionary(o => (o.Kind, o.Name), o => o.Ddl);
        foreach (var o in plan.Objects)
        {
            var now = after.Objects.FirstOrDefault(l => (l.Kind, l.Name) == (o.Kind, o.Name));
            if (o.Action == RestoreObjectAction.Drop ? now is not null : now is null || now.Ddl != saved[(o.Kind, o.Name)])
                yield return $"{o.Kind} {o.Name} is {(now is null ? "not there" : o.Action == RestoreObjectAction.Drop ? "still there" : "not defined as in the backup")}.";
        }
    }
}
