using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>Puts back what was captured: restores rows from snapshots and definitions from their statements, drops what was made, then looks whether all is
/// as before. Every action is tried, whatever became of the others.</summary>
sealed class PhaseUndo(ErosServices services, JobNames jobs, CapturedState captured)
{
    readonly Dictionary<UndoAction, string?> _errors = [];

    /// <summary>Those whose job may still be at work: what is looked at now may be otherwise soon.</summary>
    readonly HashSet<UndoAction> _uncertain = [];

    public async Task<IReadOnlyList<UndoResult>> ExecuteAsync(IReadOnlyList<PlannedStep> begun, CancellationToken cancellationToken)
    {
        var actions = Order(begun);
        var now = await ReadAsync(cancellationToken);
        await RowsAsync(actions.Where(a => a.Kind == UndoActionKind.RestoreRows).ToList(), now, cancellationToken);
        await AllAsync(actions.Where(a => a.Kind == UndoActionKind.RestoreDefinition), a => DefinitionAsync(a.Object, now, cancellationToken));
        await AllAsync(actions.Where(a => a.Kind == UndoActionKind.Drop), a => DropAsync(a.Object, now, cancellationToken));
        return await VerifyAsync(actions, cancellationToken);
    }

    /// <summary>Last step first, each object once. Pure.</summary>
    internal static IReadOnlyList<UndoAction> Order(IReadOnlyList<PlannedStep> begun) =>
        begun.Reverse().SelectMany(s => s.Undo).DistinctBy(a => (a.Object.Name, ObjectSql.IsRoutine(a.Object.Kind))).ToList();

    async Task<LiveCatalogue> ReadAsync(CancellationToken cancellationToken) =>
        await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(jobs.Run), cancellationToken, captured.Snapshots);

    /// <summary>Definitions may name one another, and things that are to be dropped: those come last.</summary>
    async Task AllAsync(IEnumerable<UndoAction> actions, Func<UndoAction, Task> work)
    {
        var all = actions.ToList();
        var failed = (await Interdependent.TryAllAsync(all, a => WatchedAsync(a, work))).ToDictionary(f => f.Item, f => f.Error);
        foreach (var action in all)
            _errors[action] = failed.GetValueOrDefault(action);
    }

    async Task WatchedAsync(UndoAction action, Func<UndoAction, Task> work)
    {
        try
        {
            await work(action);
        }
        catch (ErosException e) when (CloudErrors.MayStillWork(e))
        {
            _uncertain.Add(action);
            throw;
        }
    }

    async Task TryAsync(IReadOnlyList<UndoAction> actions, Func<Task> work)
    {
        string? error = null;
        try
        {
            await work();
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            error = FailureText.Of(e);
            if (CloudErrors.MayStillWork(e))
                _uncertain.UnionWith(actions);
        }
        foreach (var action in actions)
            _errors[action] = error;
    }

    async Task DropAsync(DeployedObject o, LiveCatalogue now, CancellationToken cancellationToken)
    {
        var kind = now.Object(o.Kind, o.Name)?.Kind ?? o.Kind;
        await DefineAsync(o, $"undo-drop-{o.Name}", ObjectSql.Drop(services.Target, kind, o.Name), cancellationToken);
    }

    async Task DefinitionAsync(DeployedObject o, LiveCatalogue now, CancellationToken cancellationToken)
    {
        var saved = Captured(o);
        var current = now.Object(o.Kind, o.Name);
        if (current == new LiveObject(saved.Kind, saved.Name, saved.Ddl!))
            return;
        if (current is not null && current.Kind != saved.Kind)
            await DropAsync(o, now, cancellationToken);
        await DefineAsync(o, $"undo-define-{o.Name}", ObjectSql.Replace(saved.Ddl!), cancellationToken);
    }

    /// <summary>Views keep pace as tables do; routines have no such limit.</summary>
    Task<QueryAnswer> DefineAsync(DeployedObject o, string step, string sql, CancellationToken cancellationToken) => ObjectSql.IsRoutine(o.Kind)
        ? services.Warehouse.QueryAsync(jobs.Next(step), sql, QueryTypes.BatchProcessing, cancellationToken)
        : services.Warehouse.DefineAsync(jobs.Next(step), services.Target.Dataset, o.Name, sql, QueryTypes.BatchProcessing, cancellationToken);

    async Task RowsAsync(List<UndoAction> actions, LiveCatalogue now, CancellationToken cancellationToken)
    {
        if (actions.Count == 0)
            return;
        var scratch = new ScratchDataset(services, captured.ScratchDataset!);
        var fitting = actions.Where(a => Fits(a.Object.Name, now)).ToList();
        foreach (var action in actions.Except(fitting))
            await TryAsync([action], () => CloneAsync(action.Object.Name, scratch, cancellationToken));
        if (fitting.Count > 0)
            await TryAsync(fitting, () => SwapAsync(fitting, scratch, cancellationToken));
    }

    bool Fits(string table, LiveCatalogue now) =>
        now.Table(table) is { } current && captured.Table(table) is { } earlier
        && current.Layout == earlier.Layout && SchemaDifference.Between(earlier.Shape, current.Shape).Count == 0;

    Task<QueryAnswer> CloneAsync(string table, ScratchDataset scratch, CancellationToken cancellationToken) =>
        services.Warehouse.DefineAsync(
            jobs.Next($"undo-clone-{table}"), services.Target.Dataset, table, $"CREATE OR REPLACE TABLE {services.Target.QuotedTable(table)} CLONE {scratch.Quoted(table)}", QueryTypes.BatchProcessing, cancellationToken);

    Task SwapAsync(List<UndoAction> actions, ScratchDataset scratch, CancellationToken cancellationToken)
    {
        var swaps = actions.Select(a => a.Object.Name).Select(t => new RowSwap(t, scratch.Quoted(t), captured.Table(t)!.ColumnNames)).ToList();
        return services.Warehouse.ReplaceRowsAsync(jobs.Next("undo-rows"), swaps, QueryTypes.BatchProcessing, cancellationToken);
    }

    async Task<IReadOnlyList<UndoResult>> VerifyAsync(IReadOnlyList<UndoAction> actions, CancellationToken cancellationToken)
    {
        var results = new List<UndoResult>();
        try
        {
            var after = await ReadAsync(cancellationToken);
            foreach (var action in actions)
                results.Add(Result(action, await IsAsBeforeAsync(action, after, cancellationToken)));
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            results.AddRange(actions.Skip(results.Count).Select(a => Result(a, false) with { Error = _errors[a] ?? $"It could not be verified: {FailureText.Of(e)}" }));
        }
        return results;
    }

    UndoResult Result(UndoAction action, bool verified) =>
        new(action.Kind, action.Object, _errors[action] is null, verified && !_uncertain.Contains(action), _errors[action] ?? (verified ? null : "It is not as it was before."));

    async Task<bool> IsAsBeforeAsync(UndoAction action, LiveCatalogue after, CancellationToken cancellationToken) => action.Kind switch
    {
        UndoActionKind.Drop => ObjectSql.IsRoutine(action.Object.Kind) ? !after.RoutineNames.Contains(action.Object.Name) : !after.TableNames.Contains(action.Object.Name),
        UndoActionKind.RestoreDefinition => after.Object(action.Object.Kind, action.Object.Name)?.Ddl == Captured(action.Object).Ddl,
        _ => await HasRowsOfSnapshotAsync(action.Object.Name, after, cancellationToken),
    };

    async Task<bool> HasRowsOfSnapshotAsync(string table, LiveCatalogue after, CancellationToken cancellationToken)
    {
        if (!Fits(table, after))
            return false;
        var digests = new DigestReader(services.Warehouse, jobs);
        var columns = captured.Table(table)!.ColumnNames;
        var saved = await digests.ReadAsync($"undo-digest-saved-{table}", new ScratchDataset(services, captured.ScratchDataset!).Quoted(table), columns, cancellationToken);
        return await digests.ReadAsync($"undo-digest-live-{table}", services.Target.QuotedTable(table), columns, cancellationToken) == saved;
    }

    CapturedObject Captured(DeployedObject o) =>
        captured.Objects.First(c => c.Name == o.Name && ObjectSql.IsRoutine(c.Kind) == ObjectSql.IsRoutine(o.Kind));
}
