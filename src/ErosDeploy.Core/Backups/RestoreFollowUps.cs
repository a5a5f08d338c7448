using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Scripts of eros.json that make other tables agree with restored ones.</summary>
sealed class RestoreFollowUps(ErosServices services, JobNames jobs, RestoreWork work)
{
    /// <summary>Those whose tables will all be there, one of them restored. Pure.</summary>
    public static IReadOnlyList<AfterRestoreDefinition> Of(IReadOnlyList<AfterRestoreDefinition> all, IReadOnlyList<RestorePlanTable> planned, IEnumerable<string> live)
    {
        var restored = planned.Where(t => t.Action != RestoreTableAction.Drop).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var there = live.Except(planned.Where(t => t.Action == RestoreTableAction.Drop).Select(t => t.Name), StringComparer.Ordinal).Union(restored, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return all.Where(s => s.Tables.Any(restored.Contains) && s.Tables.All(there.Contains)).ToList();
    }

    /// <summary>A failure is in its object, and does not stop the others.</summary>
    public async Task<IReadOnlyList<RestoreFollowUp>> ExecuteAsync(CancellationToken cancellationToken)
    {
        var done = new List<RestoreFollowUp>();
        foreach (var script in services.Catalogue.Catalogue.AfterRestore.Where(s => work.Plan.FollowUps.Any(f => f.Id == s.Id)))
            done.Add(await RunAsync(script, cancellationToken));
        return done;
    }

    async Task<RestoreFollowUp> RunAsync(AfterRestoreDefinition script, CancellationToken cancellationToken)
    {
        var followUp = new RestoreFollowUp(script.Id, script.Title);
        try
        {
            var sql = (await services.Catalogue.ScriptAsync(script.File, cancellationToken)).For(services.Target);
            var answer = await services.Warehouse.QueryAsync(jobs.Next($"after-{script.Id}"), sql, QueryTypes.BatchProcessing, cancellationToken);
            return followUp with { RowsAffected = answer.Numbers.RowsAffected };
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return followUp with { Error = FailureText.Of(e) };
        }
    }
}
