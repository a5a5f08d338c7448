using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Removes backups by a rule or by name; never the last one that is verified good, nor one that an open deployment or restore needs.</summary>
public sealed class RetentionService(ErosServices services)
{
    /// <summary>Old folders looked at after each backup; more would make every backup read every manifest.</summary>
    const int OldestLookedAt = 50;

    /// <summary>Exactly what would go. Reads only.</summary>
    public async Task<IReadOnlyList<BackupRemoval>> PlanAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        var candidates = await new RetentionCandidates(services).ReadAsync(null, cancellationToken);
        return RetentionPlanner.Plan(candidates, rule, services.Time.GetUtcNow()).Select(d => Removal(d.Backup, d.Reason)).ToList();
    }

    /// <summary>The named ones; one that must stay is an error, and nothing goes.</summary>
    public async Task<IReadOnlyList<BackupRemoval>> PlanAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
            Identifiers.Validate(IdentifierKind.BackupId, id);
        var candidates = await new RetentionCandidates(services).ReadAsync(null, cancellationToken);
        var chosen = ids.Distinct(StringComparer.Ordinal).Select(id => candidates.FirstOrDefault(c => c.Id == id) ?? throw BackupCatalogue.NotFound(id, services.Target)).ToList();
        foreach (var backup in chosen)
            RequireFree(backup, RetentionPlanner.LastGood(candidates));
        return chosen.Select(c => Removal(c, "named")).ToList();
    }

    /// <summary>Removes what the plan says, as far as it is still so, one by one; a failure is in its object and does not stop the others.</summary>
    public Task<IReadOnlyList<BackupRemoval>> RunAsync(IReadOnlyList<BackupRemoval> plan, CancellationToken cancellationToken) => plan.Count == 0
        ? Task.FromResult(plan)
        : new LeasedWork(services).RunAsync(RunIdentity.NewRunId(services.Time), "removal of backups", (_, token) => RemoveAsync(plan, token), cancellationToken);

    /// <summary>After a backup succeeded: removes the oldest that have expired. A failure is told and changes nothing about the backup.</summary>
    internal async Task ExpireAsync(CancellationToken cancellationToken)
    {
        try
        {
            var candidates = await new RetentionCandidates(services).ReadAsync(OldestLookedAt, cancellationToken);
            var expired = RetentionPlanner.Plan(candidates, new RetentionRule(Expired: true), services.Time.GetUtcNow()).Where(d => d.Backup.State == BackupState.Complete);
            foreach (var removed in await RemoveAsync(expired.Select(d => Removal(d.Backup, d.Reason)).ToList(), cancellationToken))
                await services.Observer.VerboseAsync(removed.Error is null ? $"Backup {removed.BackupId} was removed: {removed.Reason}." : $"Backup {removed.BackupId} has expired and could not be removed: {removed.Error}", cancellationToken);
        }
        catch (ErosException e)
        {
            await services.Observer.WarningAsync($"Expired backups were not removed: {e.What}", cancellationToken);
        }
    }

    async Task<IReadOnlyList<BackupRemoval>> RemoveAsync(IReadOnlyList<BackupRemoval> plan, CancellationToken cancellationToken)
    {
        var removed = new List<BackupRemoval>();
        foreach (var backup in plan)
        {
            removed.Add(await TryRemoveAsync(backup, cancellationToken));
            await services.Observer.ProgressAsync(new ErosProgress("Remove backups", backup.BackupId, 100 * removed.Count / plan.Count), cancellationToken);
        }
        return removed;
    }

    async Task<BackupRemoval> TryRemoveAsync(BackupRemoval backup, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveOneAsync(backup.BackupId, cancellationToken);
            return backup with { Removed = true };
        }
        catch (ErosException e)
        {
            return backup with { Error = e.Message };
        }
    }

    /// <summary>The manifest goes first: what is left if this is interrupted is no backup, instead of a damaged one.</summary>
    async Task RemoveOneAsync(string id, CancellationToken cancellationToken)
    {
        var objects = await services.Bucket.ListAsync(id + "/", cancellationToken);
        var kept = await KeptSnapshotsAsync(id, cancellationToken);
        var manifest = $"{id}/{BackupFolder.ManifestName}";
        foreach (var item in objects.OrderBy(o => o.Name != manifest))
            await services.Bucket.TryDeleteAsync(item.Name, item.Generation, cancellationToken);
        await services.Bucket.DeleteAllAsync(services.Names.Unfinished(id), cancellationToken);
        if (kept is not null)
            await new ScratchDataset(services, kept).DropAsync(cancellationToken);
    }

    /// <summary>Only a dataset that by its name is one of ours beside the target's.</summary>
    async Task<string?> KeptSnapshotsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var dataset = (await new BackupCatalogue(services.Bucket).ManifestAsync(id, cancellationToken))?.SnapshotDataset;
            return dataset?.StartsWith(services.Names.ScratchDataset(""), StringComparison.Ordinal) == true ? dataset : null;
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.ManifestInvalid)
        {
            return null;
        }
    }

    static void RequireFree(RetentionCandidate backup, RetentionCandidate? lastGood)
    {
        var why = backup.Protection ?? (backup == lastGood ? "it is the last backup that is verified good" : null);
        if (why is not null)
            throw new ErosException(ErosErrorCode.BackupInUse, $"Backup {backup.Id} stays: {why}.", "Nothing was removed.") { Subject = backup.Id };
    }

    static BackupRemoval Removal(RetentionCandidate backup, string reason) => new()
    {
        BackupId = backup.Id,
        Kind = backup.Kind,
        State = backup.State,
        CreatedAt = backup.At,
        Reason = reason,
        Removed = false,
    };
}
