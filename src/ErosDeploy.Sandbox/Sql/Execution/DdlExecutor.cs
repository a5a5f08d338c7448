using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Sends a DDL statement to the executor of its family.</summary>
internal static class DdlExecutor
{
    public static Task<QueryOutcome> RunAsync(StatementContext context, Statement statement) => statement switch
    {
        CreateTable create => new CreateTableExecutor(context).RunAsync(create),
        CreateSnapshotTable create => new CopyTableExecutor(context).SnapshotAsync(create),
        CreateView create => new CreateViewExecutor(context).RunAsync(create),
        CreateMaterializedView create => new CreateViewExecutor(context).RunAsync(create),
        CreateFunction create => new CreateRoutineExecutor(context).FunctionAsync(create),
        CreateTableFunction create => new CreateRoutineExecutor(context).TableFunctionAsync(create),
        CreateProcedure create => new CreateRoutineExecutor(context).ProcedureAsync(create),
        CreateSchema create => new SchemaExecutor(context).CreateAsync(create),
        CreateRowAccessPolicy create => new PolicyExecutor(context).CreateAsync(create),
        CreateIndex create => new PolicyExecutor(context).CreateAsync(create),
        DropAllRowAccessPolicies drop => new PolicyExecutor(context).DropAllAsync(drop),
        Alter { Kind: ObjectKind.Schema } alter => new SchemaExecutor(context).AlterAsync(alter),
        Alter alter => new AlterTableExecutor(context).RunAsync(alter),
        Drop { Cascade: not null, Kind: not ObjectKind.Schema } drop => throw BigQueryException.InvalidQuery($"{(drop.Cascade == true ? "CASCADE" : "RESTRICT")} is not supported in DROP {Words(drop.Kind)}"),
        Drop { Kind: ObjectKind.Schema } drop => new SchemaExecutor(context).DropAsync(drop),
        Drop { Kind: ObjectKind.RowAccessPolicy or ObjectKind.SearchIndex } drop => new PolicyExecutor(context).DropAsync(drop),
        Drop drop => new DropExecutor(context).RunAsync(drop),
        _ => throw BigQueryException.Unimplemented(NameOf(statement)),
    };

    /// <summary>DDL on what lasts is refused inside a transaction.</summary>
    public static void RefuseInTransaction(StatementContext context, string statementType)
    {
        if (context.Job.Transaction is not null)
            throw BigQueryException.InvalidQuery($"DDL statement {statementType} on a permanent entity is not supported in a transaction");
    }

    /// <summary>Makes the change as one commit, unless the job is a dry run.</summary>
    public static async Task<QueryOutcome> CommitAsync(StatementContext context, QueryOutcome outcome, Func<CommitScope, string> change)
    {
        RefuseInTransaction(context, outcome.StatementType);
        if (context.Job.Request.DryRun) return outcome;
        var operation = await context.Job.Warehouse.CommitAsync(context.Connection, change, context.Token);
        return outcome with { Ddl = outcome.Ddl! with { Operation = operation } };
    }

    public static QueryOutcome Outcome(string type, TableName name) => new() { StatementType = type, Ddl = new("CREATE", name, null, null) };

    public static QueryOutcome Outcome(string type, RoutineName name) => new() { StatementType = type, Ddl = new("CREATE", null, name, null) };

    public static QueryOutcome Outcome(string type, DatasetName name) => new() { StatementType = type, Ddl = new("CREATE", null, null, name) };

    /// <summary>Whether a CREATE goes on: SKIP for IF NOT EXISTS, an error when the name is taken, CREATE or REPLACE else.</summary>
    public static string Operation(CreateStatement create, bool exists, string what)
    {
        if (create is { OrReplace: true, IfNotExists: true }) throw BigQueryException.InvalidQuery("OR REPLACE and IF NOT EXISTS cannot be used together");
        if (!exists) return "CREATE";
        if (create.OrReplace) return "REPLACE";
        return create.IfNotExists ? "SKIP" : throw BigQueryException.Duplicate(what);
    }

    /// <summary>As above, of what is to have the table's name; a table does not take the place of a view, nor a view that of a table.</summary>
    public static string Operation(CreateStatement create, TableEntry? existing, TableEntry made)
    {
        if (existing is not null && create.OrReplace && Group(existing.Kind) != Group(made.Kind)) throw NotAllowed(existing);
        return Operation(create, existing is not null, $"Table {made.Name}");
    }

    public static BigQueryException NotAllowed(TableEntry table) =>
        BigQueryException.Invalid($"{table.Name} is not allowed for this operation because it is currently a {(table.Kind == TableKind.MaterializedView ? "MATERIALIZED_VIEW" : table.Kind.ToString().ToUpperInvariant())}.");

    static TableKind Group(TableKind kind) => kind == TableKind.Clone ? TableKind.Table : kind;

    /// <summary>`BiCapacity` as BI_CAPACITY, other kinds with spaces: VECTOR INDEX.</summary>
    public static string Words(ObjectKind kind) => kind == ObjectKind.BiCapacity
        ? "BI_CAPACITY"
        : SpelledOut.Of(kind.ToString());

    static string NameOf(Statement statement) => statement switch
    {
        GrantOrRevoke grant => grant.IsRevoke ? "REVOKE" : "GRANT",
        CreateModel => "CREATE MODEL",
        CreateExternalTable => "CREATE EXTERNAL TABLE",
        CreateOther other => $"CREATE {other.ObjectKind}",
        ExplainStatement => "EXPLAIN",
        ExportModel => "EXPORT MODEL",
        Undrop undrop => $"UNDROP {Words(undrop.Kind)}",
        _ => SpelledOut.Of(statement.GetType().Name),
    };
}
