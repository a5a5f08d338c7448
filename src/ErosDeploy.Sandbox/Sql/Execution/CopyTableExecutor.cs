using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>CREATE TABLE ... COPY, ... CLONE, and CREATE SNAPSHOT TABLE: the rows of a table as of one instant.</summary>
internal sealed class CopyTableExecutor(StatementContext context)
{
    readonly OptionReader _options = new(context);

    public Task<QueryOutcome> CopyAsync(CreateTable create, TableSource source) =>
        RunAsync(create, source, source.Kind == TableSourceKind.Clone ? TableKind.Clone : TableKind.Table, "CREATE_TABLE");

    public Task<QueryOutcome> SnapshotAsync(CreateSnapshotTable create) => RunAsync(create, create.Source, TableKind.Snapshot, "CREATE_SNAPSHOT_TABLE");

    async Task<QueryOutcome> RunAsync(CreateStatement create, TableSource source, TableKind kind, string statementType)
    {
        var name = context.Names.Table(create.Name);
        if (context.Catalog.FindDataset(name.Parent) is null) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
        var outcome = DdlExecutor.Outcome(statementType, name);
        if (DdlExecutor.Operation(create, context.Catalog.FindTable(name), new TableEntry { Name = name, Kind = kind }) == "SKIP") return outcome with { Ddl = outcome.Ddl! with { Operation = "SKIP" } };
        DdlExecutor.RefuseInTransaction(context, statementType);
        var asOf = source.SystemTime is null ? null : _options.Instant(source.SystemTime);
        var from = SourceTables.Find(context, source.Table, asOf);
        if (kind == TableKind.Snapshot && from.Kind == TableKind.Snapshot && asOf is not null)
            throw BigQueryException.InvalidQuery("FOR SYSTEM_TIME AS OF cannot be used to copy a table snapshot");
        if (!from.HoldsRows) throw BigQueryException.Invalid($"{from.Name} is not allowed for this operation because it is not a table.");
        var table = _options.Apply(SourceTables.Copy(from, name, kind, asOf ?? context.Now), create.Options);
        outcome = outcome with { ReferencedTables = [from.Name], Destination = name };
        if (context.Job.Request.DryRun) return outcome;
        var (entry, rows) = await TableFiller.FillAsync(
            context.Job.Warehouse, context.Connection, table, $"SELECT {TableLayout.Columns(from)} FROM {context.Catalog.Relation(from, asOf)}", context.Token);
        return await CreateTableExecutor.PlaceFilledAsync(context, outcome, create, entry, rows);
    }
}
