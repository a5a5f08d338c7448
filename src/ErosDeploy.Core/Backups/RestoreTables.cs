using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>The tables' part of a restore. Tables that are missing or of another shape are made anew first, each with a snapshot to go back to; then one
/// transaction replaces the rows of all.</summary>
sealed class RestoreTables(ErosServices services, JobNames jobs, ScratchDataset staging, RestoreWork work)
{
    readonly RestorePlan _plan = work.Plan;
    readonly ScratchDataset _before = Before(services, staging);
    readonly Stack<RestorePlanTable> _reshaped = new();

    /// <summary>Where the tables that are made anew are kept as they were.</summary>
    public static ScratchDataset Before(ErosServices services, ScratchDataset staging) => new(services, staging.Name + "_before");

    /// <summary>Whether anything in the dataset may have been changed.</summary>
    public bool Changed { get; private set; }

    public async Task ReshapeAsync(CancellationToken cancellationToken)
    {
        var recreated = _plan.Tables.Where(t => t.Action == RestoreTableAction.Recreate).ToList();
        if (recreated.Count > 0)
            await _before.CreateAsync(cancellationToken);
        foreach (var table in recreated)
            await _before.SnapshotAsync(jobs, table.Name, null, cancellationToken);
        foreach (var table in _plan.Tables.Where(t => t.Action is RestoreTableAction.Recreate or RestoreTableAction.Create))
            await MakeAsync(table, cancellationToken);
    }

    public Task ReplaceRowsAsync(CancellationToken cancellationToken)
    {
        var swaps = _plan.Tables.Where(t => t.Action != RestoreTableAction.Drop)
            .Select(t => (services.Target.QuotedTable(t.Name), AvroForm.Relation(Saved(t.Name), staging.Quoted(t.Name)), Saved(t.Name).ColumnNames)).ToList();
        Changed |= swaps.Count > 0;
        return swaps.Count == 0 ? Task.CompletedTask : services.Warehouse.QueryAsync(jobs.Next("replace-rows"), ObjectSql.SwapRows(swaps), QueryTypes.Backup, cancellationToken);
    }

    /// <summary>Takes the reshaping back, last first; the transaction takes itself back. Answers what could not be.</summary>
    public async Task<IReadOnlyList<string>> UndoAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        while (_reshaped.TryPop(out var table))
            faults.AddRange(await Cleanup.TryAsync($"table {table.Name} as the restore made it", () => UndoOneAsync(table, cancellationToken)));
        if (faults.Count == 0)
            faults.AddRange(await TidyAsync());
        return faults;
    }

    public Task<IReadOnlyList<string>> TidyAsync() =>
        _plan.Tables.Any(t => t.Action == RestoreTableAction.Recreate)
            ? Cleanup.TryAsync($"dataset {_before.Name} with the tables from before", () => _before.DropAsync(CancellationToken.None))
            : Task.FromResult<IReadOnlyList<string>>([]);

    async Task MakeAsync(RestorePlanTable table, CancellationToken cancellationToken)
    {
        Changed = true;
        _reshaped.Push(table);
        await services.Pace.WaitAsync(services.Target.Dataset, table.Name, cancellationToken);
        if (table.Action == RestoreTableAction.Recreate)
            await DropAsync(table.Name, "reshape", cancellationToken);
        await services.Warehouse.CreateTableAsync(
            Saved(table.Name).ForCreation(services.Target.Project, services.Target.Dataset, table.Name, staging: false), cancellationToken);
    }

    async Task UndoOneAsync(RestorePlanTable table, CancellationToken cancellationToken)
    {
        await DropAsync(table.Name, "undo", cancellationToken);
        if (work.LiveState(table.Name) is not { } live)
            return;
        await services.Warehouse.QueryAsync(
            jobs.Next($"undo-clone-{table.Name}"), $"CREATE OR REPLACE TABLE {services.Target.QuotedTable(table.Name)} CLONE {_before.Quoted(table.Name)}", QueryTypes.Backup, cancellationToken);
        await new RestoreMetadata(services).ApplyAsync(table.Name, live.Resource, live.Policies, cancellationToken);
    }

    Task<QueryAnswer> DropAsync(string table, string why, CancellationToken cancellationToken) =>
        services.Warehouse.QueryAsync(jobs.Next($"{why}-drop-{table}"), ObjectSql.Drop(services.Target, DeployedObjectKind.Table, table), QueryTypes.Backup, cancellationToken);

    TableResource Saved(string table) => new(work.Manifest.Tables.First(t => t.Name == table).Resource);
}
