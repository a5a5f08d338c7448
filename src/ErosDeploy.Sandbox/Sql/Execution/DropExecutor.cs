using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>DROP of tables, views and routines.</summary>
internal sealed class DropExecutor(StatementContext context)
{
    public Task<QueryOutcome> RunAsync(Drop drop) => drop.Kind switch
    {
        ObjectKind.Table when context.Names.TempTable(drop.Name) is { } temporary => Task.FromResult(Temporary(temporary)),
        ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.SnapshotTable or ObjectKind.ExternalTable => TableAsync(drop),
        ObjectKind.Function when context.Names.TempRoutine(drop.Name) is { } temporary => Task.FromResult(Temporary(temporary)),
        ObjectKind.Function or ObjectKind.TableFunction or ObjectKind.Procedure => RoutineAsync(drop),
        _ => throw BigQueryException.Unimplemented($"DROP {DdlExecutor.Words(drop.Kind)}"),
    };

    Task<QueryOutcome> TableAsync(Drop drop)
    {
        var name = context.Names.Table(drop.Name);
        CheckDataset(name.Parent, drop);
        return DdlExecutor.CommitAsync(context, DdlExecutor.Outcome("DROP_" + Words(drop.Kind), name), commit =>
        {
            if (CatalogEdits.Existing(commit, name) is not { } table)
                return drop.IfExists ? "SKIP" : throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table, context.Names.Location);
            CheckKind(drop.Kind, table);
            commit.Remove(name);
            return "DROP";
        });
    }

    Task<QueryOutcome> RoutineAsync(Drop drop)
    {
        var name = context.Names.Routine(drop.Name, drop.Kind == ObjectKind.Procedure ? "Procedure" : "Function");
        CheckDataset(name.Parent, drop);
        return DdlExecutor.CommitAsync(context, DdlExecutor.Outcome("DROP_" + Words(drop.Kind), name), commit =>
        {
            var routine = commit.Before.Routines.GetValueOrDefault(name);
            if (routine is null || !Fits(drop.Kind, routine.Kind))
                return drop.IfExists ? "SKIP" : throw BigQueryException.RoutineNotFound(name.Project, name.Dataset, name.Routine, context.Names.Location);
            commit.Remove(name);
            return "DROP";
        });
    }

    QueryOutcome Temporary(TableEntry table)
    {
        context.Connection.Execute($"DROP TABLE {TempObjects.Relation(table.StorageId)}", context.Token);
        context.Job.Session.Temp.RemoveTable(table.Name.Table);
        return Dropped(DdlExecutor.Outcome("DROP_TABLE", table.Name));
    }

    QueryOutcome Temporary(RoutineEntry routine)
    {
        context.Job.Session.Temp.RemoveRoutine(routine.Name.Routine);
        return Dropped(DdlExecutor.Outcome("DROP_FUNCTION", routine.Name));
    }

    static QueryOutcome Dropped(QueryOutcome outcome) => outcome with { Ddl = outcome.Ddl! with { Operation = "DROP" } };

    void CheckDataset(DatasetName name, Drop drop)
    {
        if (!drop.IfExists && context.Catalog.FindDataset(name) is null)
            throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
    }

    static void CheckKind(ObjectKind kind, TableEntry table)
    {
        var fits = kind switch
        {
            ObjectKind.Table => table.Kind is TableKind.Table or TableKind.Clone,
            ObjectKind.View => table.Kind == TableKind.View,
            ObjectKind.MaterializedView => table.Kind == TableKind.MaterializedView,
            ObjectKind.SnapshotTable => table.Kind == TableKind.Snapshot,
            _ => table.Kind == TableKind.External,
        };
        if (!fits) throw BigQueryException.Invalid($"{table.Name} is not allowed for this operation because it is currently a {Words(table.Kind)}.");
    }

    static bool Fits(ObjectKind kind, RoutineKind routine) => kind switch
    {
        ObjectKind.Procedure => routine == RoutineKind.Procedure,
        ObjectKind.TableFunction => routine == RoutineKind.TableFunction,
        _ => routine is RoutineKind.ScalarFunction or RoutineKind.AggregateFunction,
    };

    static string Words(ObjectKind kind) => kind switch
    {
        ObjectKind.MaterializedView => "MATERIALIZED_VIEW",
        ObjectKind.SnapshotTable => "SNAPSHOT_TABLE",
        ObjectKind.ExternalTable => "EXTERNAL_TABLE",
        ObjectKind.TableFunction => "TABLE_FUNCTION",
        _ => kind.ToString().ToUpperInvariant(),
    };

    static string Words(TableKind kind) => kind == TableKind.MaterializedView ? "MATERIALIZED_VIEW" : kind.ToString().ToUpperInvariant();
}
