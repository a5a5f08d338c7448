using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Plans and carries out restores: either everything is as in the backup, or as it was.</summary>
public sealed class RestoreService(ErosServices services)
{
    /// <summary>What a restore would do now. Reads only.</summary>
    public async Task<RestorePlan> PlanAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var manifest = await new BackupChoice(services).FindAsync(request.Backup, cancellationToken);
        return (await ReadAsync(manifest, request, RunIdentity.NewRunId(services.Time), cancellationToken)).Plan;
    }

    /// <summary>Throws when it could not begin; afterwards the result tells how it ended.</summary>
    /// <param name="approved">The plan that was agreed to: its backup is the one restored, and the run refuses to do anything else.</param>
    public async Task<RestoreResult> RunAsync(RestoreRequest request, RestorePlan? approved, CancellationToken cancellationToken)
    {
        var manifest = await new BackupChoice(services).FindAsync(approved?.BackupId ?? request.Backup, cancellationToken);
        var run = RunIdentity.NewRunId(services.Time);
        return await new LeasedWork(services).RunAsync(run, $"restore of {manifest.Id}", (leased, token) => RunLeasedAsync(manifest, request, approved, leased, token), cancellationToken);
    }

    async Task<RestoreResult> RunLeasedAsync(Manifest manifest, RestoreRequest request, RestorePlan? approved, LeasedRun leased, CancellationToken cancellationToken)
    {
        var (plan, live) = await ReadAsync(manifest, request, leased.Run, cancellationToken);
        if (approved is not null && !SameWork(plan, approved))
            throw new ErosException(ErosErrorCode.PlanStale, $"{services.Target} changed since the restore was planned.", "Look at the new plan with -WhatIf and run again; nothing was changed.") { EndState = EndState.FailedBeforeChange };
        return await new RestoreRun(services, manifest, plan, live, leased, request.Reason).ExecuteAsync(cancellationToken);
    }

    async Task<(RestorePlan Plan, LiveCatalogue Live)> ReadAsync(Manifest manifest, RestoreRequest request, string run, CancellationToken cancellationToken)
    {
        var live = await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(run), cancellationToken);
        var facts = new RestoreFacts
        {
            Target = services.Target.ToString(),
            Manifest = manifest,
            Saved = manifest.Tables.Select(Saved).ToList(),
            LiveTables = live.Tables.Select(t => new LiveTable(t.Name, t.Shape, t.Layout, t.Rows)).ToList(),
            LiveObjects = live.Objects,
            Selected = Selected(manifest, request.Tables),
            CreatedByPhases = services.Catalogue.Catalogue.Phases.SelectMany(p => p.Steps).SelectMany(s => s.Creates).Select(o => o.ToObject()).ToHashSet(),
        };
        return (RestorePlanner.Plan(facts), live);
    }

    static SavedTable Saved(ManifestTable table)
    {
        var resource = new TableResource(table.Resource);
        return new SavedTable(table.Name, resource.Shape, resource.Layout, table.Rows);
    }

    static IReadOnlyList<string> Selected(Manifest manifest, IReadOnlyList<string>? names)
    {
        var missing = (names ?? []).Where(n => manifest.Tables.All(t => t.Name != n)).ToList();
        return missing.Count == 0
            ? names ?? []
            : throw new ErosException(
                ErosErrorCode.BackupTableUnknown,
                $"Backup {manifest.Id} has no table {string.Join(", ", missing.Select(m => $"'{m}'"))}.",
                $"It has: {string.Join(", ", manifest.Tables.Select(t => t.Name))}.") { Subject = missing[0] };
    }

    static bool SameWork(RestorePlan plan, RestorePlan approved) =>
        plan.Tables.Select(t => (t.Name, t.Action)).SequenceEqual(approved.Tables.Select(t => (t.Name, t.Action)))
        && plan.Objects.SequenceEqual(approved.Objects);
}
