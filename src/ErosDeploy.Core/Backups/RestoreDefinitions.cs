using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Views and routines as in the backup, and what phases made since dropped. Definitions may name one another and what is to be dropped, so they come
/// first; where a name is still taken by another kind of object, again after the drops.</summary>
sealed class RestoreDefinitions(ErosServices services, JobNames jobs, RestoreWork work)
{
    /// <summary>Answers what could not be done.</summary>
    public async Task<IReadOnlyList<string>> ExecuteAsync(CancellationToken cancellationToken)
    {
        var definitions = work.Plan.Objects.Where(o => o.Action is RestoreObjectAction.Create or RestoreObjectAction.RestoreDefinition).ToList();
        var undefined = await Interdependent.TryAllAsync(definitions, o => DefineAsync(o, cancellationToken));
        var undropped = await Interdependent.TryAllAsync(Dropped(), o => DropAsync(o, cancellationToken));
        undefined = await Interdependent.TryAllAsync(undefined.Select(f => f.Item).ToList(), o => DefineAsync(o, cancellationToken));
        return
        [
            .. undefined.Select(f => $"{f.Item.Kind} {f.Item.Name} could not be defined as in the backup: {f.Error}"),
            .. undropped.Select(f => $"{f.Item} could not be dropped: {f.Error}"),
        ];
    }

    /// <summary>Views and routines before the tables that they read.</summary>
    List<DeployedObject> Dropped() =>
    [
        .. work.Plan.Objects.Where(o => o.Action == RestoreObjectAction.Drop).Select(o => new DeployedObject(o.Kind, o.Name)),
        .. work.Plan.Tables.Where(t => t.Action == RestoreTableAction.Drop).Select(t => new DeployedObject(DeployedObjectKind.Table, t.Name)),
    ];

    Task<QueryAnswer> DefineAsync(RestorePlanObject o, CancellationToken cancellationToken)
    {
        var saved = work.Manifest.Views.Concat(work.Manifest.Routines).First(s => (s.Kind, s.Name) == (o.Kind, o.Name));
        return RunAsync(o.Kind, o.Name, $"define-{o.Name}", ObjectSql.Replace(saved.Ddl), cancellationToken);
    }

    Task<QueryAnswer> DropAsync(DeployedObject o, CancellationToken cancellationToken) =>
        RunAsync(o.Kind, o.Name, $"drop-{o.Name}", ObjectSql.Drop(services.Target, o.Kind, o.Name), cancellationToken);

    Task<QueryAnswer> RunAsync(DeployedObjectKind kind, string name, string step, string sql, CancellationToken cancellationToken) => ObjectSql.IsRoutine(kind)
        ? services.Warehouse.QueryAsync(jobs.Next(step), sql, QueryTypes.Backup, cancellationToken)
        : services.Warehouse.DefineAsync(jobs.Next(step), services.Target.Dataset, name, sql, QueryTypes.Backup, cancellationToken);
}
