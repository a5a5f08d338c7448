using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Puts a change set into its table: into a commit, into an open transaction's overlay, or into a temporary table.</summary>
internal static class ChangeWriter
{
    /// <summary>Within a commit, after a check that the target is still there: see <see cref="Write(CommitScope, ChangeSet, CancellationToken)"/>.</summary>
    public static void WriteChecked(CommitScope commit, ChangeSet changes, CancellationToken token)
    {
        CheckCurrent(commit, changes.Target);
        Write(commit, changes, token);
    }

    /// <summary>Within a commit: ends the changed and deleted rows' versions, and adds the new ones.</summary>
    public static void Write(CommitScope commit, ChangeSet changes, CancellationToken token)
    {
        var target = changes.Target;
        var connection = commit.Connection;
        if (changes.HasOperations && changes.Counts.Updated + changes.Counts.Deleted > 0)
        {
            End(commit, target, $"_r IN (SELECT __rid FROM {changes.Relation} WHERE __op <> 'I')", token);
        }
        var added = changes.Counts.Inserted + changes.Counts.Updated;
        if (added == 0) return;
        var first = SqlText.Literal(commit.TakeRows(RowsIn(changes)));
        connection.Execute(
            $"INSERT INTO {TableLayout.Live(target.StorageId)} ({TableLayout.Columns(target)}, _v, _r) "
            + $"SELECT {changes.StoredColumns}, {SqlText.Literal(commit.Version)}, {first} + rowid FROM {changes.Relation}{Kept(changes)}", token);
        if (changes.Counts.Updated + changes.Counts.Deleted == 0) commit.Appended(target.StorageId);
    }

    /// <summary>Within a commit: moves the rows that fulfil a condition to history, with the values of dropped columns too: earlier versions show them.</summary>
    public static void End(CommitScope commit, TableEntry target, string condition, CancellationToken token)
    {
        var live = TableLayout.Live(target.StorageId);
        commit.Connection.Execute(
            $"INSERT INTO {TableLayout.History(target.StorageId)} BY NAME SELECT *, {SqlText.Literal(commit.Version)} AS _until FROM {live} WHERE {condition}", token);
        commit.Connection.Execute($"DELETE FROM {live} WHERE {condition}", token);
        commit.Mutated(target.StorageId);
    }

    /// <summary>Into a transaction's private tables, at once or not at all.</summary>
    public static void Write(OpenTransaction transaction, ChangeSet changes, DuckConnection connection, CancellationToken token)
    {
        var overlay = transaction.Of(changes.Target, connection, token);
        connection.Atomically(() =>
        {
            if (changes.HasOperations) Hide(connection, overlay, $"SELECT __rid AS _r FROM {changes.Relation} WHERE __op <> 'I'", token);
            var first = SqlText.Literal(transaction.TakeRows(RowsIn(changes)));
            return connection.Execute(
                $"INSERT INTO {overlay.Inserted} ({TableLayout.Columns(changes.Target)}, _r) "
                + $"SELECT {changes.StoredColumns}, {first} - rowid FROM {changes.Relation}{Kept(changes)}", token);
        }, token);
    }

    /// <summary>Takes rows, given by a query of _r, out of a transaction's view of a table.</summary>
    public static void Hide(DuckConnection connection, Overlay overlay, string rows, CancellationToken token)
    {
        connection.Execute($"INSERT INTO {overlay.Deleted} SELECT _r FROM ({rows}) WHERE _r >= 0", token);
        connection.Execute($"DELETE FROM {overlay.Inserted} WHERE _r IN (SELECT _r FROM ({rows}) WHERE _r < 0)", token);
    }

    /// <summary>Into a temporary table, which has no history.</summary>
    public static void WriteTemporary(ChangeSet changes, DuckConnection connection, CancellationToken token)
    {
        var relation = TempObjects.Relation(changes.Target.StorageId);
        connection.Atomically(() =>
        {
            if (changes.HasOperations)
                connection.Execute($"DELETE FROM {relation} WHERE _r IN (SELECT __rid FROM {changes.Relation} WHERE __op <> 'I')", token);
            var first = connection.Count($"SELECT coalesce(max(_r), -1) + 1 FROM {relation}", token);
            return connection.Execute(
                $"INSERT INTO {relation} ({TableLayout.Columns(changes.Target)}, _r) "
                + $"SELECT {changes.StoredColumns}, {SqlText.Literal(first)} + rowid FROM {changes.Relation}{Kept(changes)}", token);
        }, token);
    }

    // it may have been replaced while the change was computed
    static void CheckCurrent(CommitScope commit, TableEntry target)
    {
        if (commit.Before.Table(target.Name)?.StorageId != target.StorageId)
            throw BigQueryException.InvalidQuery($"Table {target.Name} was replaced or dropped while the statement ran");
    }

    static string Kept(ChangeSet changes) => changes.HasOperations ? " WHERE __op <> 'D'" : "";

    static long RowsIn(ChangeSet changes) => changes.Counts.Affected;
}
