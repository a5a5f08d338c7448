using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Views and routines as in the backup, and what phases made since dropped. Definitions may need one another, so those that fail are tried again as
/// long as others succeed.</summary>
sealed class RestoreDefinitions(ErosServices services, JobNames jobs, RestorePlan plan, Manifest manifest)
{
    /// <summary>Answers what could not be done.</summary>
    public async Task<IReadOnlyList<string>> ExecuteAsync(CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        foreach (var o in plan.Objects.Where(o => o.Action == RestoreObjectAction.Drop))
            errors.AddRange(await Cleanup.TryAsync($"{o.Kind} {o.Name}", () => DropAsync(o.Kind, o.Name, cancellationToken)));
        errors.AddRange(await DefineAsync(cancellationToken));
        foreach (var table in plan.Tables.Where(t => t.Action == RestoreTableAction.Drop))
            errors.AddRange(await Cleanup.TryAsync($"table {table.Name}", () => DropAsync(DeployedObjectKind.Table, table.Name, cancellationToken)));
        return errors;
    }

    async Task<IReadOnlyList<string>> DefineAsync(CancellationToken cancellationToken)
    {
        var open = plan.Objects.Where(o => o.Action is RestoreObjectAction.Create or RestoreObjectAction.RestoreDefinition).ToList();
        while (open.Count > 0)
        {
            var failed = new List<(RestorePlanObject Object, IReadOnlyList<string> Errors)>();
            foreach (var o in open)
            {
                if (await Cleanup.TryAsync($"the definition of {o.Kind} {o.Name}", () => DefineAsync(o, cancellationToken)) is { Count: > 0 } errors)
                    failed.Add((o, errors));
            }
            if (failed.Count == open.Count)
                return failed.SelectMany(f => f.Errors).ToList();
            open = failed.Select(f => f.Object).ToList();
        }
        return [];
    }

    Task<QueryAnswer> DefineAsync(RestorePlanObject o, CancellationToken cancellationToken)
    {
        var saved = manifest.Views.Concat(manifest.Routines).First(s => (s.Kind, s.Name) == (o.Kind, o.Name));
        return services.Warehouse.QueryAsync(jobs.Next($"define-{o.Name}"), ObjectSql.Replace(saved.Ddl), QueryTypes.Backup, cancellationToken);
    }

    Task<QueryAnswer> DropAsync(DeployedObjectKind kind, string name, CancellationToken cancellationToken) =>
        services.Warehouse.QueryAsync(jobs.Next($"drop-{name}"), ObjectSql.Drop(services.Target, kind, name), QueryTypes.Backup, cancellationToken);
}
