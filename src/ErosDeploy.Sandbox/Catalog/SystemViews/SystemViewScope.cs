using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>What a system view is asked about: one dataset, or with Dataset null all of a project's in a region.</summary>
internal sealed record SystemViewScope(JobContext Job, CatalogState State, string Project, string? Dataset)
{
    public IEnumerable<DatasetEntry> Datasets => State.Datasets.Values
        .Where(d => d.Name.Project == Project && (Dataset is null || d.Name.Dataset == Dataset))
        .OrderBy(d => d.Name.Dataset, StringComparer.Ordinal);

    public IEnumerable<TableEntry> Tables => Datasets.SelectMany(d => State.TablesOf(d.Name)).Where(t => !(t.ExpiresAt <= Job.Now));

    public IEnumerable<RoutineEntry> Routines => Datasets.SelectMany(d => State.RoutinesOf(d.Name));

    public long RowsOf(TableEntry table) => table.HoldsRows ? Job.Warehouse.Sizes.Rows(Job.Connection, Job.Warehouse.State, table, Job.Token) : 0;

    public long BytesOf(TableEntry table) => table.HoldsRows ? Job.Warehouse.Sizes.Bytes(Job.Connection, Job.Warehouse.State, table, null, Job.Token) : 0;
}
