using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>The tables' part of a backup: snapshots of one instant, then files and digests from the snapshots.</summary>
sealed class BackupExport(ErosServices services, JobNames jobs, ScratchDataset scratch, int degree)
{
    readonly BackupProgress _progress = new(services.Bucket, services.Names);

    public async Task SnapshotAsync(IReadOnlyList<ManifestTable> tables, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await Bounded.SelectAsync(tables, degree, (t, token) => scratch.SnapshotAsync(jobs, t.Name, instant, token), cancellationToken);
        await Bounded.SelectAsync(tables.Where(t => t.Policies.Count > 0).ToList(), degree, RequireAllRowsAsync, cancellationToken);
    }

    /// <summary>Saves what is not saved yet. A table that fails does not stop the others: its error is in the result.</summary>
    public async Task<IReadOnlyList<(ManifestTable Table, ErosException? Error)>> SaveAsync(string id, IReadOnlyList<(int Number, ManifestTable Table)> tables, CancellationToken cancellationToken)
    {
        var done = 0;
        return await Bounded.SelectAsync(tables, degree, async (t, token) =>
        {
            var saved = await TrySaveAsync(id, t.Number, t.Table, token);
            var status = saved.Error is null ? $"{saved.Table.Name}: {saved.Table.Rows} rows" : $"{saved.Table.Name} failed";
            await services.Observer.ProgressAsync(new ErosProgress("Backup", status, 100 * Interlocked.Increment(ref done) / tables.Count), token);
            return saved;
        }, cancellationToken);
    }

    async Task<(ManifestTable Table, ErosException? Error)> TrySaveAsync(string id, int number, ManifestTable table, CancellationToken cancellationToken)
    {
        try
        {
            return (await SaveOneAsync(id, number, table, cancellationToken), null);
        }
        catch (ErosException e)
        {
            return (table, e);
        }
    }

    async Task<ManifestTable> SaveOneAsync(string id, int number, ManifestTable table, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        var prefix = $"{id}/{table.Name}/";
        // what an interrupted run had exported of it is of no use: no one knows whether it is all
        await services.Bucket.DeleteAllAsync(prefix, cancellationToken);
        await services.Warehouse.ExtractAsync(jobs.Next(ExtractStep(table.Name)), scratch.Name, table.Name, services.Bucket.Uri($"{prefix}part-*.avro"), cancellationToken);
        var columns = new TableResource(table.Resource).ColumnNames;
        var digest = await new DigestReader(services.Warehouse, jobs).ReadAsync($"digest-{table.Name}", scratch.Quoted(table.Name), columns, cancellationToken);
        await RequireAllAsync(table.Name, digest.Rows, "There is no manifest.", cancellationToken);
        var files = await services.Bucket.ListAsync(prefix, cancellationToken);
        var saved = table with
        {
            Rows = digest.Rows,
            Digest = digest.Digest,
            Seconds = services.Time.GetElapsedTime(started).TotalSeconds,
            Files = files.Select(ManifestFile.Of).OrderBy(f => f.Name, StringComparer.Ordinal).ToList(),
        };
        await _progress.FinishedAsync(id, number, saved, cancellationToken);
        return saved;
    }

    public static string ExtractStep(string table) => $"extract-{table}";

    async Task<string> RequireAllRowsAsync(ManifestTable table, CancellationToken cancellationToken)
    {
        var answer = await services.Warehouse.QueryAsync(jobs.Next($"count-{table.Name}"), $"SELECT COUNT(*) AS row_count FROM {scratch.Quoted(table.Name)}", QueryTypes.Backup, cancellationToken);
        await RequireAllAsync(table.Name, answer.Single().Get<long>("row_count"), "Nothing was written.", cancellationToken);
        return table.Name;
    }

    /// <summary>An extract and a query read, of a table with row access policies, only what the caller may see: the number of rows in the snapshot's
    /// metadata tells whether that is all. No statistics of an extract job tell how many rows it wrote.</summary>
    async Task RequireAllAsync(string table, long seen, string after, CancellationToken cancellationToken)
    {
        var there = (await services.Warehouse.TableAsync(scratch.Name, table, cancellationToken))?.Rows;
        if (there != seen)
            throw new ErosException(
                ErosErrorCode.RowsHidden,
                $"Table {table} has row access policies, and the caller sees {seen} of its {there} rows: a backup would hold no others.",
                $"Grant the caller a policy with FILTER USING (TRUE), or leave the table out with -Table. {after}") { Subject = table };
    }
}
