using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Plans and carries out restores: either everything is as in the backup, or as it was.</summary>
public sealed class RestoreService(ErosServices services)
{
    /// <summary>What a restore would do now. Reads only.</summary>
    public async Task<RestorePlan> PlanAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var chosen = await FindAsync(request, cancellationToken);
        return (await ReadAsync(chosen, request, RunIdentity.NewRunId(services.Time), cancellationToken)).Plan;
    }

    /// <summary>Throws when it could not begin; afterwards the result tells how it ended.</summary>
    /// <param name="approved">The plan that was agreed to: its backup is the one restored, and the run refuses to do anything else.</param>
    public async Task<RestoreResult> RunAsync(RestoreRequest request, RestorePlan? approved, CancellationToken cancellationToken)
    {
        var chosen = await FindAsync(approved is null ? request : request with { Backup = approved.BackupId, Undo = false }, cancellationToken);
        var run = RunIdentity.NewRunId(services.Time);
        return await new LeasedWork(services).RunAsync(
            run, $"restore of {chosen.Manifest.Id}", (leased, token) => RunLeasedAsync(chosen, request, approved, leased, token), cancellationToken, LeasePurpose.Restore);
    }

    async Task<ChosenBackup> FindAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        if (!request.Undo)
            return await new BackupChoice(services).FindAsync(request.Backup, cancellationToken, legacyToo: true);
        if (await new RestoreMarkStore(services.Bucket, services.Names).ReadAsync(cancellationToken) is not { Safety: { } safety } mark)
            throw new ErosException(ErosErrorCode.RestoreNotUndoable, $"No restore of {services.Target} is known that could be undone.", "Name the backup to bring back; nothing was changed.");
        var chosen = await new BackupChoice(services).FindAsync(safety, cancellationToken);
        return chosen with { Why = $"the safety backup of the restore of {mark.Backup} (run {mark.Run})" };
    }

    async Task<RestoreResult> RunLeasedAsync(ChosenBackup chosen, RestoreRequest request, RestorePlan? approved, LeasedRun leased, CancellationToken cancellationToken)
    {
        var work = await ReadAsync(chosen, request, leased.Run, cancellationToken);
        if (approved is not null && !SameWork(work.Plan, approved))
            throw new ErosException(ErosErrorCode.PlanStale, $"{services.Target} changed since the restore was planned.", "Look at the new plan with -WhatIf and run again; nothing was changed.") { EndState = EndState.FailedBeforeChange };
        return await new RestoreRun(services, work, leased, request).ExecuteAsync(cancellationToken);
    }

    async Task<RestoreWork> ReadAsync(ChosenBackup chosen, RestoreRequest request, string run, CancellationToken cancellationToken)
    {
        var live = await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(run), cancellationToken);
        var policies = await services.RowPolicies.ReadAsync(live.Tables.Select(t => t.Name).ToList(), cancellationToken);
        var tables = live.Tables.Select(t => TableState.Of(t, t.Rows, policies[t.Name])).ToList();
        var manifest = chosen.Manifest.Kind == BackupKind.Legacy
            ? await new LegacyBackup(services).WithTablesAsync(chosen.Manifest, request.Tables ?? [], tables, cancellationToken)
            : chosen.Manifest;
        var selected = Selected(manifest, request.Tables);
        var (schedules, warnings) = await SchedulesAsync(manifest, cancellationToken);
        var facts = new RestoreFacts
        {
            Target = services.Target.ToString(),
            Manifest = manifest,
            Choice = chosen.Why,
            Saved = manifest.Tables.Select(Saved).ToList(),
            LiveTables = tables,
            LiveObjects = live.Objects,
            Selected = selected.Count == 0 && manifest.Kind == BackupKind.Legacy ? manifest.Tables.Select(t => t.Name).ToList() : selected,
            AfterRestore = services.Catalogue.Catalogue.AfterRestore,
            CreatedByPhases = services.Catalogue.Catalogue.Phases.SelectMany(p => p.Steps).SelectMany(s => s.Creates).Select(o => o.ToObject()).ToHashSet(),
            Warnings = [.. manifest.Kind == BackupKind.Legacy ? manifest.Notes : [], .. warnings, .. Expired(manifest)],
        };
        return new RestoreWork(manifest, RestorePlanner.Plan(facts) with { Schedules = schedules }, live, tables) { Whole = facts.Selected.Count == 0 };
    }

    TableState Saved(ManifestTable table) =>
        TableState.Of(Schemas.TableMetadata.Lasting(new TableResource(table.Resource), services.Time.GetUtcNow()), table.Rows, table.Policies);

    IEnumerable<string> Expired(Manifest manifest) =>
        manifest.Tables.Where(t => new TableResource(t.Resource).ExpiresAt <= services.Time.GetUtcNow()).Select(t => $"Table {t.Name} had an expiration that is over by now: it comes back without one.");

    async Task<(IReadOnlyList<string> Running, IReadOnlyList<string> Warnings)> SchedulesAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            var now = await services.Schedules.ReadAsync(cancellationToken);
            return (now.Where(s => s.Enabled).Select(s => s.Title).ToList(), ScheduleChanges.Between(manifest.Schedules ?? [], now));
        }
        catch (ErosException e)
        {
            return ([], [$"Scheduled queries cannot be read: {e.What}"]);
        }
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
