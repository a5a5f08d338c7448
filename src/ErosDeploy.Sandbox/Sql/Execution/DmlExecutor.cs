using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>INSERT, UPDATE, DELETE, MERGE and TRUNCATE.</summary>
internal sealed class DmlExecutor(StatementContext context)
{
    public async Task<QueryOutcome> RunAsync(Statement statement)
    {
        var change = context.Translator.Change(statement);
        RefuseUnwritable(change.Target);
        var mutates = Mutates(statement);
        var (processed, billed) = BytesRule.Of(context, change.References, mutates ? change.Target : null);
        BytesRule.CheckLimit(context.Job.Request, billed);
        var outcome = new QueryOutcome
        {
            StatementType = NameOf(statement),
            BytesProcessed = processed,
            BytesBilled = billed,
            ReferencedTables = References(change),
            ReferencedRoutines = change.References.Routines,
            Destination = change.Target.Name,
            TransactionId = context.Job.Transaction?.Id,
        };
        if (context.Job.Request.DryRun) return outcome with { Columns = SchemaOf(change.Target) };
        return outcome with { Dml = await ApplyAsync(change, mutates) };
    }

    // a dry run of DML answers with the columns of its target
    static List<ResultColumn> SchemaOf(TableEntry target) => [.. target.Columns.Select(c => new ResultColumn(c.Name, c.Type, c.Mode))];

    public async Task<QueryOutcome> TruncateAsync(Truncate statement)
    {
        var target = TargetOf(statement.Table);
        RefuseUnwritable(target);
        var outcome = new QueryOutcome { StatementType = "TRUNCATE_TABLE", Destination = target.Name, TransactionId = context.Job.Transaction?.Id };
        if (context.Job.Request.DryRun) return outcome;
        var rows = $"SELECT 'D' AS __op, _r AS __rid, {NullColumns(target)} FROM {context.Catalog.Relation(target)}";
        var change = new TranslatedChange(ChangeKind.Delete, target, rows, false, Translation.References.None);
        return outcome with { Dml = await ApplyAsync(change, mutates: true) };
    }

    static string NullColumns(TableEntry target) =>
        string.Join(", ", target.Columns.Select(c => $"CAST(NULL AS {c.Type.DuckType}) AS {SqlText.Quote(c.PhysicalName)}"));

    TableEntry TargetOf(ObjectPath path)
    {
        if (context.Names.TempTable(path) is { } temporary) return temporary;
        var name = context.Names.Table(path);
        if (context.Catalog.FindDataset(name.Parent) is null) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
        return context.Catalog.FindTable(name) ?? throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table, context.Names.Location);
    }

    static List<TableName> References(TranslatedChange change) =>
        [.. change.References.Reads.Select(r => r.Table.Name).Append(change.Target.Name).Distinct()];

    /// <summary>An INSERT, and a MERGE that only inserts, never stands in another's way.</summary>
    static bool Mutates(Statement statement) => statement switch
    {
        Insert => false,
        Merge merge => merge.Whens.Any(w => w.Action is MergeUpdate or MergeDelete),
        _ => true,
    };

    static string NameOf(Statement statement) => statement switch
    {
        Insert => "INSERT",
        Update => "UPDATE",
        Delete => "DELETE",
        _ => "MERGE",
    };

    static void RefuseUnwritable(TableEntry target)
    {
        if (target.Kind is TableKind.Table or TableKind.Clone) return;
        var kind = target.Kind switch
        {
            TableKind.Snapshot => "snapshot",
            TableKind.MaterializedView => "materialized view",
            TableKind.External => "external table",
            _ => "view",
        };
        throw BigQueryException.Invalid($"{target.Name} is not allowed for this operation because it is currently a {kind.ToUpperInvariant()}.");
    }

    Task<DmlCounts> ApplyAsync(TranslatedChange change, bool mutates)
    {
        if (context.Job.Transaction is { } transaction) return InTransactionAsync(transaction, change, mutates);
        if (change.Target.IsTemporary) return Task.FromResult(OnTemporary(change));
        return AutocommitAsync(change, mutates);
    }

    async Task<DmlCounts> AutocommitAsync(TranslatedChange change, bool mutates)
    {
        using var turn = mutates ? await context.Job.Warehouse.Locks.TakeAsync(change.Target.StorageId, context.Token) : null;
        using var changes = Compute(change);
        if (changes.Counts.Affected == 0) return changes.Counts;
        return await context.Job.Warehouse.CommitAsync(context.Connection, commit =>
        {
            ChangeWriter.WriteChecked(commit, changes, context.Token);
            return changes.Counts;
        }, context.Token);
    }

    DmlCounts OnTemporary(TranslatedChange change)
    {
        using var changes = Compute(change);
        ChangeWriter.WriteTemporary(changes, context.Connection, context.Token);
        return changes.Counts;
    }

    async Task<DmlCounts> InTransactionAsync(OpenTransaction transaction, TranslatedChange change, bool mutates)
    {
        if (mutates && !change.Target.IsTemporary) await TransactionControl.ClaimAsync(context.Job, transaction, change.Target);
        using var changes = Compute(change);
        ChangeWriter.Write(transaction, changes, context.Connection, context.Token);
        return changes.Counts;
    }

    ChangeSet Compute(TranslatedChange change) => change.Kind == ChangeKind.Insert
        ? ChangeSet.OfInserts(context.Connection, change.Target, change.Sql, context.Token)
        : ChangeSet.OfChanges(context.Connection, change.Target, change.Sql, change.MatchOnce, context.Token);
}
