using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>Takes down, before the first change, all that the undo of a plan needs: definitions of what steps replace, the rows of what they write.</summary>
sealed class PhaseCapture(ErosServices services, JobNames jobs)
{
    const int Parallel = 4;

    public async Task<CapturedState> TakeAsync(PhasePlan plan, CatalogueOutline live, string run, CancellationToken cancellationToken)
    {
        var undo = plan.Steps.Where(s => s.Action == StepAction.Run).SelectMany(s => s.Undo).ToList();
        var tables = undo.Where(u => u.Kind == UndoActionKind.RestoreRows).Select(u => u.Object.Name).Distinct(StringComparer.Ordinal).ToList();
        var objects = undo.Where(u => u.Kind != UndoActionKind.RestoreRows).Select(u => u.Object).Distinct()
            .Select(o => Definition(o, live)).ToList();
        return new CapturedState
        {
            Objects = objects,
            Snapshots = tables,
            Tables = (await Bounded.SelectAsync(tables, Parallel, services.Warehouse.TableAsync, cancellationToken)).OfType<TableResource>().Select(t => t.Json).ToList(),
            ScratchDataset = tables.Count == 0 ? null : await SnapshotsAsync(tables, run, cancellationToken),
        };
    }

    static CapturedObject Definition(DeployedObject o, CatalogueOutline live) =>
        live.Object(o.Kind, o.Name) is { } found ? new CapturedObject(found.Kind, found.Name, found.Ddl) : new CapturedObject(o.Kind, o.Name, null);

    async Task<string> SnapshotsAsync(IReadOnlyList<string> tables, string run, CancellationToken cancellationToken)
    {
        var scratch = new ScratchDataset(services, services.Names.ScratchDataset(run));
        await ScratchDataset.DropExpiredAsync(services, cancellationToken);
        await scratch.CreateAsync(cancellationToken);
        await Bounded.SelectAsync(tables, Parallel, (table, token) => scratch.SnapshotAsync(jobs, table, null, token), cancellationToken);
        return scratch.Name;
    }
}
