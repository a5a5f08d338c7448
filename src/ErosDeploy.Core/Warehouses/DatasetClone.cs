using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Warehouses;

/// <summary>A dataset beside the target's that is what the target was: tables as clones, which cost nothing until they differ, views and routines defined anew
/// within it. It expires as every scratch dataset does.</summary>
sealed class DatasetClone(ErosServices services, JobNames jobs, string name)
{
    const int Parallel = 4;

    readonly ScratchDataset _scratch = new(services, name);

    /// <summary>Answers which definitions could not be made there, and why: within the target they may still be right.</summary>
    public async Task<IReadOnlyList<string>> CreateAsync(NeededObjects needed, CancellationToken cancellationToken)
    {
        await _scratch.CreateAsync(cancellationToken);
        await Bounded.SelectAsync(needed.Tables, Parallel, CloneAsync, cancellationToken);
        var failed = await Interdependent.TryAllAsync(needed.Objects, o => DefineAsync(o, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return failed.Select(f => $"{f.Item.Kind} {f.Item.Name} could not be defined in {name}: {f.Error}").ToList();
    }

    Task<QueryAnswer> CloneAsync(string table, CancellationToken cancellationToken) => services.Warehouse.DefineAsync(
        jobs.Next("clone-" + table), name, table, $"CREATE TABLE {_scratch.Quoted(table)} CLONE {services.Target.QuotedTable(table)}", QueryTypes.Backup, cancellationToken);

    Task<QueryAnswer> DefineAsync(LiveObject o, CancellationToken cancellationToken) => services.Warehouse.QueryAsync(
        jobs.Next("clone-define-" + o.Name), DatasetRename.Apply(o.Ddl, services.Target.Project, services.Target.Dataset, name), QueryTypes.Backup, cancellationToken);
}
