using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Loads a backup's tables beside the dataset and proves them against the manifest, before anything in the dataset is touched.</summary>
sealed class RestoreStaging(ErosServices services, JobNames jobs, ScratchDataset scratch)
{
    const int Parallel = 4;

    /// <summary>A load job takes no more. Source: quotas of BigQuery.</summary>
    public const int UrisPerLoad = 10_000;

    public async Task LoadAsync(IReadOnlyList<ManifestTable> tables, CancellationToken cancellationToken)
    {
        await scratch.CreateAsync(cancellationToken);
        var done = 0;
        await Bounded.SelectAsync(tables, Parallel, async (table, token) =>
        {
            await LoadOneAsync(table, token);
            await services.Observer.ProgressAsync(new ErosProgress("Restore", $"{table.Name} staged and verified", 60 * Interlocked.Increment(ref done) / tables.Count), token);
            return table.Name;
        }, cancellationToken);
    }

    /// <summary>Throws when the table does not come out of its files as the manifest says.</summary>
    public async Task LoadOneAsync(ManifestTable table, CancellationToken cancellationToken)
    {
        var resource = new TableResource(table.Resource);
        await services.Warehouse.CreateTableAsync(AvroForm.Staged(resource, services.Target.Project, scratch.Name), cancellationToken);
        foreach (var files in table.Files.Chunk(UrisPerLoad))
            await services.Warehouse.LoadAsync(
                jobs.Next($"load-{table.Name}"), scratch.Name, table.Name, files.Select(f => services.Bucket.Uri(f.Name)).ToList(), append: files[0] != table.Files[0], cancellationToken);
        var digest = await new DigestReader(services.Warehouse, jobs).ReadAsync($"verify-{table.Name}", AvroForm.Relation(resource, scratch.Quoted(table.Name)), resource.ColumnNames, cancellationToken);
        if (digest != new TableDigest(table.Rows, table.Digest))
            throw new ErosException(
                ErosErrorCode.RestoreVerificationFailed,
                $"Table {table.Name} does not come out of the backup as the manifest says: {digest.Rows} rows, digest {digest.Digest}, expected {table.Rows} rows, digest {table.Digest}.",
                "Use another backup; nothing in the dataset was changed.") { Subject = table.Name };
    }
}
