using System.Text.Json.Nodes;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Loads compressed JSON lines beside the dataset and counts them. There is no digest to prove them by: that of what was loaded is what the restored tables
/// are compared with.</summary>
sealed class LegacyStaging(ErosServices services, JobNames jobs, ScratchDataset scratch, RestoreWork work)
{
    const int Parallel = 4;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await scratch.CreateAsync(cancellationToken);
        foreach (var table in await Bounded.SelectAsync(work.Restored, Parallel, LoadOneAsync, cancellationToken))
            work.Prove(table);
        await RequireSameFilesAsync(cancellationToken);
    }

    async Task<ManifestTable> LoadOneAsync(ManifestTable table, CancellationToken cancellationToken)
    {
        var resource = new TableResource(table.Resource);
        await services.Warehouse.CreateTableAsync(Staged(resource), cancellationToken);
        var loaded = 0L;
        foreach (var files in table.Files.Chunk(RestoreStaging.UrisPerLoad))
        {
            var job = await services.Warehouse.LoadLinesAsync(
                jobs.Next($"load-{table.Name}"), scratch.Name, table.Name, files.Select(f => services.Bucket.Uri(f.Name)).ToList(), append: files[0] != table.Files[0], cancellationToken);
            loaded += job.Statistics?.Load?.OutputRows ?? 0;
        }
        var digest = await new DigestReader(services.Warehouse, jobs).ReadAsync($"verify-{table.Name}", scratch.Quoted(table.Name), resource.ColumnNames, cancellationToken);
        return digest.Rows == loaded ? table with { Rows = digest.Rows, Digest = digest.Digest } : throw Damaged($"{loaded} rows of table {table.Name} were loaded, {digest.Rows} are there");
    }

    /// <summary>Without defaults: a member that a line leaves out was NULL.</summary>
    JsonObject Staged(TableResource table)
    {
        var created = table.ForCreation(services.Target.Project, scratch.Name, table.Name, staging: true);
        WithoutDefaults(created["schema"]);
        return created;
    }

    static void WithoutDefaults(JsonNode? owner)
    {
        foreach (var field in (owner?["fields"] as JsonArray ?? []).OfType<JsonObject>())
        {
            field.Remove("defaultValueExpression");
            WithoutDefaults(field);
        }
    }

    /// <summary>A load cannot name generations, so the files are looked at again afterwards.</summary>
    async Task RequireSameFilesAsync(CancellationToken cancellationToken)
    {
        var now = (await services.Bucket.ListAsync(work.Manifest.Id + "/", cancellationToken)).Select(ManifestFile.Of).ToDictionary(f => f.Name, StringComparer.Ordinal);
        var changed = work.Restored.SelectMany(t => t.Files).Where(f => now.GetValueOrDefault(f.Name) != f).Select(f => f.Name).ToList();
        if (changed.Count > 0)
            throw Damaged($"{string.Join(", ", changed)} changed while it was read");
    }

    ErosException Damaged(string what) => new(
        ErosErrorCode.RestoreVerificationFailed, $"Backup {work.Manifest.Id} cannot be restored: {what}.", "Nothing in the dataset was changed.") { Subject = work.Manifest.Id };
}
