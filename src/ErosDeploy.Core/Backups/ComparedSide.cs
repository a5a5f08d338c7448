using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>One side of a comparison: tables and definitions, and a relation with the rows of a table, made when it is first needed.</summary>
abstract class ComparedSide
{
    public required IReadOnlyList<TableState> Tables { get; init; }
    public required IReadOnlyList<LiveObject> Objects { get; init; }

    public TableState? Table(string name) => Tables.FirstOrDefault(t => t.Name == name);

    public abstract Task<TableDigest> DigestAsync(TableState table, IReadOnlyList<string> columns, CancellationToken cancellationToken);

    /// <summary>A quoted table, or a query in parentheses.</summary>
    public abstract Task<string> RelationAsync(TableState table, CancellationToken cancellationToken);
}

/// <summary>The dataset as it is.</summary>
sealed class LiveSide(ErosServices services, JobNames jobs) : ComparedSide
{
    public override Task<TableDigest> DigestAsync(TableState table, IReadOnlyList<string> columns, CancellationToken cancellationToken) =>
        new DigestReader(services.Warehouse, jobs).ReadAsync($"digest-{table.Name}", services.Target.QuotedTable(table.Name), columns, cancellationToken);

    public override Task<string> RelationAsync(TableState table, CancellationToken cancellationToken) => Task.FromResult(services.Target.QuotedTable(table.Name));
}

/// <summary>A backup; its rows are loaded beside the dataset, and proven, only where digests differ.</summary>
sealed class BackupSide(ErosServices services, JobNames jobs, Manifest manifest, ScratchDataset scratch) : ComparedSide
{
    public static BackupSide Of(ErosServices services, JobNames jobs, Manifest manifest, ScratchDataset scratch) => new(services, jobs, manifest, scratch)
    {
        Tables = manifest.Tables.Select(t => TableState.Of(new TableResource(t.Resource), t.Rows, t.Policies)).ToList(),
        Objects = manifest.Views.Concat(manifest.Routines).Select(o => new LiveObject(o.Kind, o.Name, o.Ddl)).ToList(),
    };

    public override Task<TableDigest> DigestAsync(TableState table, IReadOnlyList<string> columns, CancellationToken cancellationToken) =>
        Task.FromResult(new TableDigest(table.Rows, Saved(table).Digest));

    public override async Task<string> RelationAsync(TableState table, CancellationToken cancellationToken)
    {
        await scratch.CreateAsync(cancellationToken);
        await new RestoreStaging(services, jobs, scratch).LoadOneAsync(Saved(table), cancellationToken);
        return AvroForm.Relation(table.Resource, scratch.Quoted(table.Name));
    }

    ManifestTable Saved(TableState table) => manifest.Tables.First(t => t.Name == table.Name);
}
