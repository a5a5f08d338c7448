using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>
/// The catalogue's changes that REST makes. Names taken already, missing parents and broken rules (partitioning, clustering, schema
/// changes that a table does not allow) are <see cref="BigQueryException"/>; times and etags are set by the writer.
/// </summary>
internal interface ICatalogWriter
{
    Task<DatasetEntry> CreateAsync(DatasetEntry dataset, CancellationToken token);

    Task<DatasetEntry> UpdateAsync(DatasetName name, Func<DatasetEntry, DatasetEntry> change, CancellationToken token);

    Task DeleteAsync(DatasetName name, bool deleteContents, CancellationToken token);

    /// <summary>A table with columns, or a view or materialized view with its query.</summary>
    Task<TableEntry> CreateAsync(TableEntry table, CancellationToken token);

    /// <summary>Columns may be added at the end and relaxed; descriptions, tags and defaults change freely.</summary>
    Task<TableEntry> UpdateAsync(TableName name, Func<TableEntry, TableEntry> change, CancellationToken token);

    Task DeleteAsync(TableName name, CancellationToken token);

    Task<RoutineEntry> CreateAsync(RoutineEntry routine, CancellationToken token);

    Task<RoutineEntry> UpdateAsync(RoutineName name, Func<RoutineEntry, RoutineEntry> change, CancellationToken token);

    Task DeleteAsync(RoutineName name, CancellationToken token);
}
