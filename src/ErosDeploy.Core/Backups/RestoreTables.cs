using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>The tables' part of a restore. Tables that are missing or of another shape are made anew first, each with a snapshot to go back to; then one
/// transaction replaces the rows of all.</summary>
sealed class RestoreTables(ErosServices services, JobNames jobs, ScratchDataset staging, RestoreWork work)
{
    const int Parallel = 4;

    /// <summary>Source: "Multi-statement transactions", limitations.</summary>
    const int MostInTransaction = 100;

    readonly RestorePlan _plan = work.Plan;
    readonly ScratchDataset _before = Before(services, staging);
    readonly Stack<RestorePlanTable> _reshaped = new();
    List<RestorePlanTable> _swapped = [];

    /// <summary>Where the tables that are made anew are kept as they were.</summary>
    public static ScratchDataset Before(ErosServices services, ScratchDataset staging) => new(services, staging.Name + "_before");

    /// <summary>Whether anything in the dataset may have been changed.</summary>
    public bool Changed { get; private set; }

    /// <summary>Decides whose rows are replaced: of more tables than a transaction takes, only of those that hold other rows. Asked early, to refuse before the work,
    /// and again just before the change.</summary>
    public async Task ChooseAsync(CancellationToken cancellationToken)
    {
        _swapped = _plan.Tables.Where(t => t.Action != RestoreTableAction.Drop).ToList();
        if (_swapped.Count <= MostInTransaction)
            return;
        var other = await Bounded.SelectAsync(_swapped, Parallel, HasOtherRowsAsync, cancellationToken);
        _swapped = _swapped.Where((_, i) => other[i]).ToList();
        if (_swapped.Count > MostInTransaction)
            throw new ErosException(
                ErosErrorCode.RestoreTooLarge,
                $"{_swapped.Count} tables hold other rows than backup {work.Manifest.Id}, and a transaction of BigQuery changes {MostInTransaction} tables at most.",
                $"Restore up to {MostInTransaction} of them at a time with -Table; nothing was changed.") { Subject = work.Manifest.Id };
    }

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
        var swaps = _swapped
            .Select(t => new RowSwap(t.Name, work.Relation(t.Name, staging.Quoted(t.Name)), Saved(t.Name).ColumnNames)).ToList();
        Changed |= swaps.Count > 0;
        return services.Warehouse.ReplaceRowsAsync(jobs.Next("replace-rows"), swaps, QueryTypes.Backup, cancellationToken);
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
        await services.Warehouse.DefineAsync(
            jobs.Next($"undo-clone-{table.Name}"), services.Target.Dataset, table.Name, $"CREATE OR REPLACE TABLE {services.Target.QuotedTable(table.Name)} CLONE {_before.Quoted(table.Name)}", QueryTypes.Backup, cancellationToken);
        await new RestoreMetadata(services).ApplyAsync(table.Name, live.Resource, live.Policies, cancellationToken);
    }

    Task<QueryAnswer> DropAsync(string table, string why, CancellationToken cancellationToken) =>
        services.Warehouse.DefineAsync(jobs.Next($"{why}-drop-{table}"), services.Target.Dataset, table, ObjectSql.Drop(services.Target, DeployedObjectKind.Table, table), QueryTypes.Backup, cancellationToken);

    async Task<bool> HasOtherRowsAsync(RestorePlanTable table, CancellationToken cancellationToken)
    {
        if (table.Action != RestoreTableAction.ReplaceRows)
            return true;
        var saved = work.Saved(table.Name);
        var now = await new DigestReader(services.Warehouse, jobs).ReadAsync(
            $"differs-{table.Name}", services.Target.QuotedTable(table.Name), Saved(table.Name).ColumnNames, cancellationToken);
        return now != new TableDigest(saved.Rows, saved.Digest);
    }

    TableResource Saved(string table) => new(work.Saved(table).Resource);
}
