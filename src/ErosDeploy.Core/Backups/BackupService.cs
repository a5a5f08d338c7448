using System.Runtime.CompilerServices;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Takes backups and lists them.</summary>
public sealed class BackupService(ErosServices services)
{
    const int Parallel = 32;

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

    /// <summary>Takes a backup. Throws when it could not begin; when tables fail, the outcome has the error and what became of each: there is no manifest then.</summary>
    public Task<BackupOutcome> RunAsync(BackupRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, BackupKind.Regular, RunIdentity.NewRunId(services.Time), cancellationToken);

    /// <summary>Goes on with a backup that was interrupted or failed, as of its own instant, without exporting again what is finished.</summary>
    public async Task<BackupOutcome> ResumeAsync(string id, int throttleLimit, CancellationToken cancellationToken)
    {
        Identifiers.Validate(IdentifierKind.BackupId, id);
        var catalogue = new BackupCatalogue(services.Bucket);
        if (await catalogue.ManifestAsync(id, cancellationToken) is { } complete)
            return new BackupOutcome(BackupCatalogue.Describe(complete), null);
        var run = RunIdentity.NewRunId(services.Time);
        if (await new BackupProgress(services.Bucket, services.Names).TakeOverAsync(id, run, cancellationToken) is not { Earlier: var earlier, Generation: var marker })
            throw new ErosException(ErosErrorCode.BackupNotResumable, $"There is no interrupted backup {id} of {services.Target} that could be resumed.", "See Get-ErosBackup; take a new one.") { Subject = id };
        BackupCatalogue.RequireOf(services.Target, earlier.Draft);
        var request = new BackupRequest(KeepSnapshot: earlier.KeepSnapshot, Deep: earlier.Deep, ThrottleLimit: throttleLimit);
        return await SucceededAsync(Outcome(await new BackupRun(services, run, request).ResumeAsync(earlier, marker, cancellationToken)), cancellationToken);
    }

    /// <summary>A backup that something else depends on: any failure is thrown.</summary>
    internal async Task<BackupInfo> TakeAsync(BackupRequest request, BackupKind kind, string run, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(request, kind, run, cancellationToken);
        return outcome.Error is null ? outcome.Backup : throw outcome.Error;
    }

    async Task<BackupOutcome> RunAsync(BackupRequest request, BackupKind kind, string run, CancellationToken cancellationToken)
    {
        await new BackupPlace(services).CheckAsync(cancellationToken);
        var live = await ReadLiveAsync(run, cancellationToken);
        var tables = BackupPreflight.Select(live, request.Tables);
        BackupPreflight.Refuse(tables);
        var draft = await new BackupDraft(services).MakeAsync(live, tables, kind, cancellationToken);
        foreach (var warning in draft.Notes)
            await services.Observer.WarningAsync(warning, cancellationToken);
        return await SucceededAsync(Outcome(await new BackupRun(services, run, request).ExecuteAsync(draft, cancellationToken)), cancellationToken);
    }

    /// <summary>Only after a backup succeeded may older ones go.</summary>
    async Task<BackupOutcome> SucceededAsync(BackupOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is { Error: null, Backup.Kind: BackupKind.Regular })
            await new RetentionService(services).ExpireAsync(cancellationToken);
        return outcome;
    }

    static BackupOutcome Outcome((Manifest Manifest, ErosException? Error) ended) => new(
        ended.Error is null ? BackupCatalogue.Describe(ended.Manifest)
            : BackupCatalogue.Describe(ended.Manifest) with { State = BackupState.Incomplete, Notes = [.. ended.Manifest.Notes, ended.Error.What] },
        ended.Error);

    /// <summary>Backups of the target's dataset in its bucket, newest first; folders without manifest are Incomplete, foreign folders are left out.</summary>
    public async IAsyncEnumerable<BackupInfo> ListAsync(BackupQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Id is { } id)
            Identifiers.Validate(IdentifierKind.BackupId, id);
        var catalogue = new BackupCatalogue(services.Bucket);
        var folders = BackupFolder.Choose(await services.Bucket.FoldersAsync(cancellationToken), query);
        var found = 0;
        await foreach (var backup in Bounded.InOrderAsync(folders, query.Latest ? 1 : Parallel, (f, token) => catalogue.ReadAsync(f, services.Target, token), cancellationToken))
        {
            if (!BackupCatalogue.Concerns(backup, services.Target) || (query.Latest && !BackupCatalogue.IsRestorable(backup)) || (query.Kind is { } kind && backup.Kind != kind))
                continue;
            found++;
            yield return backup;
            if (query.Latest)
                yield break;
        }
        if (found == 0 && query.Id is not null)
            throw BackupCatalogue.NotFound(query.Id, services.Target);
    }

    Task<LiveCatalogue> ReadLiveAsync(string run, CancellationToken cancellationToken) =>
        new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(run), cancellationToken);
}
