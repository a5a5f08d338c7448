using System.Runtime.CompilerServices;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Takes backups and lists them.</summary>
public sealed class BackupService(ErosServices services)
{
    const int Parallel = 8;

    /// <summary>What a backup would hold now. Reads only.</summary>
    public async Task<BackupPlan> PlanAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        var live = await ReadLiveAsync(RunIdentity.NewRunId(services.Time), cancellationToken);
        var tables = BackupPreflight.Select(live, request.Tables);
        BackupPreflight.Refuse(tables);
        return new BackupPlan
        {
            Target = services.Target.ToString(),
            Bucket = services.Target.Bucket,
            Kind = BackupKind.Regular,
            Tables = tables.Select(t => new BackupPlanTable(t.Name, t.Rows, t.Bytes)).ToList(),
            Views = live.Objects.Count(o => !ObjectSql.IsRoutine(o.Kind)),
            Routines = live.Objects.Count(o => ObjectSql.IsRoutine(o.Kind)),
            Warnings = BackupPreflight.Warnings(live, tables),
        };
    }

    /// <summary>Takes a backup. A failure leaves no manifest: the folder is then listed as Incomplete.</summary>
    public Task<BackupInfo> RunAsync(BackupRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, BackupKind.Regular, RunIdentity.NewRunId(services.Time), cancellationToken);

    internal async Task<BackupInfo> RunAsync(BackupRequest request, BackupKind kind, string run, CancellationToken cancellationToken)
    {
        await CheckLocationsAsync(cancellationToken);
        var live = await ReadLiveAsync(run, cancellationToken);
        var tables = BackupPreflight.Select(live, request.Tables);
        BackupPreflight.Refuse(tables);
        foreach (var warning in BackupPreflight.Warnings(live, tables))
            await services.Observer.WarningAsync(warning, cancellationToken);
        var history = await services.History.ReadAsync(cancellationToken);
        var manifest = await new BackupRun(services, run, kind, live, tables, history.Count, request.RetentionDays).ExecuteAsync(cancellationToken);
        return BackupCatalogue.Describe(manifest);
    }

    /// <summary>Backups of the target's dataset in its bucket, newest first; folders without manifest are Incomplete, foreign folders are left out.</summary>
    public async IAsyncEnumerable<BackupInfo> ListAsync(BackupQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Id is { } id)
            Identifiers.Validate(IdentifierKind.BackupId, id);
        var catalogue = new BackupCatalogue(services.Bucket);
        var folders = BackupFolder.Choose(await services.Bucket.FoldersAsync(cancellationToken), query);
        var found = 0;
        foreach (var chunk in folders.Chunk(query.Latest ? 1 : Parallel))
        {
            foreach (var backup in await Bounded.SelectAsync(chunk, Parallel, (f, token) => catalogue.ReadAsync(f, services.Target, token), cancellationToken))
            {
                if (!BackupCatalogue.Concerns(backup, services.Target) || (query.Latest && !BackupCatalogue.IsRestorable(backup)))
                    continue;
                found++;
                yield return backup;
                if (query.Latest)
                    yield break;
            }
        }
        if (found == 0 && query.Id is not null)
            throw BackupCatalogue.NotFound(query.Id, services.Target);
    }

    async Task CheckLocationsAsync(CancellationToken cancellationToken)
    {
        var dataset = await services.Warehouse.LocationAsync(cancellationToken);
        var bucket = await services.Bucket.LocationAsync(cancellationToken) ?? dataset;
        if (!string.Equals(dataset, bucket, StringComparison.OrdinalIgnoreCase))
            throw new ErosException(
                ErosErrorCode.LocationMismatch,
                $"Dataset {services.Target} is in {dataset}, bucket {services.Target.Bucket} in {bucket}: the service does not export from one to the other.",
                $"Use a bucket in {dataset}. Nothing was written.") { Subject = services.Target.Bucket };
    }

    Task<LiveCatalogue> ReadLiveAsync(string run, CancellationToken cancellationToken) =>
        new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(run), cancellationToken);
}
