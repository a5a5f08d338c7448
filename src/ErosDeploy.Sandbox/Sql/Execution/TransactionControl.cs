using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>BEGIN, COMMIT and ROLLBACK TRANSACTION, and who may change which table inside one.</summary>
internal static class TransactionControl
{
    public static QueryOutcome Begin(JobContext job)
    {
        if (job.Transaction is not null) throw BigQueryException.InvalidQuery("Transaction is already in progress; nested transactions are not supported");
        var id = Convert.ToHexString(Guid.NewGuid().ToByteArray());
        job.Session.Transaction = new OpenTransaction(id, job.Warehouse.State);
        job.Session.System.Set("transaction_id", id);
        return new QueryOutcome { StatementType = "BEGIN_TRANSACTION", TransactionId = id };
    }

    public static async Task<QueryOutcome> CommitAsync(JobContext job)
    {
        var transaction = Active(job);
        try
        {
            if (transaction.Failure is { } failure) throw failure;
            await job.Warehouse.CommitAsync(job.Connection, commit => Publish(job, commit, transaction), job.Token);
            return new QueryOutcome { StatementType = "COMMIT_TRANSACTION", TransactionId = transaction.Id };
        }
        finally
        {
            End(job);
        }
    }

    public static QueryOutcome Rollback(JobContext job)
    {
        var id = Active(job).Id;
        End(job);
        return new QueryOutcome { StatementType = "ROLLBACK_TRANSACTION", TransactionId = id };
    }

    /// <summary>Gives up a transaction that nobody ended.</summary>
    public static void End(JobContext job)
    {
        job.Session.Transaction?.Discard(job.Connection);
        job.Session.Transaction = null;
        job.Session.System.Set("transaction_id", (string?)null);
    }

    /// <summary>
    /// Makes the transaction the only one that changes rows of the table; another's claim, or a change after the transaction began, ends it.
    /// </summary>
    public static async Task ClaimAsync(JobContext job, OpenTransaction transaction, TableEntry table)
    {
        var overlay = transaction.Of(table, job.Connection, job.Token);
        if (overlay.Lock is not null) return;
        overlay.Lock = await job.Warehouse.Locks.TryTakeAsync(table.StorageId, transaction, job.Token);
        if (overlay.Lock is null || ChangedSince(job.Warehouse.State, transaction, table)) throw Abort(transaction, table);
    }

    static OpenTransaction Active(JobContext job) =>
        job.Transaction ?? throw BigQueryException.InvalidQuery("There is no active transaction");

    static bool ChangedSince(CatalogState now, OpenTransaction transaction, TableEntry table) =>
        now.Table(table.Name)?.StorageId != table.StorageId || now.ActivityOf(table.StorageId).LastMutation > transaction.Snapshot.Version;

    static BigQueryException Abort(OpenTransaction transaction, TableEntry table)
    {
        var failure = BigQueryException.InvalidQuery(
            $"Transaction is aborted due to concurrent update against table {table.Name}. Transaction ID: {transaction.Id}");
        transaction.Failure = failure;
        transaction.Dispose();
        return failure;
    }

    static bool Publish(JobContext job, CommitScope commit, OpenTransaction transaction)
    {
        foreach (var overlay in transaction.Overlays)
        {
            if (overlay.Table.IsTemporary) PublishTemporary(job, overlay);
            else PublishStored(job, commit, transaction, overlay);
        }
        return true;
    }

    static void PublishStored(JobContext job, CommitScope commit, OpenTransaction transaction, Overlay overlay)
    {
        var table = overlay.Table;
        if (commit.Before.Table(table.Name)?.StorageId != table.StorageId) throw Abort(transaction, table);
        if (Count(job, overlay.Deleted) > 0)
            ChangeWriter.End(commit, table, $"_r IN (SELECT _r FROM {overlay.Deleted})", job.Token);
        if (Count(job, overlay.Inserted) is not (> 0 and var added)) return;
        var first = SqlText.Literal(commit.TakeRows(added) - 1);
        var columns = TableLayout.Columns(table);
        job.Connection.Execute(
            $"INSERT INTO {TableLayout.Live(table.StorageId)} ({columns}, _v, _r) "
            + $"SELECT {columns}, {SqlText.Literal(commit.Version)}, {first} + row_number() OVER () FROM {overlay.Inserted}", job.Token);
        if (!commit.Activity.ContainsKey(table.StorageId)) commit.Appended(table.StorageId);
    }

    static void PublishTemporary(JobContext job, Overlay overlay)
    {
        var relation = TempObjects.Relation(overlay.Table.StorageId);
        var columns = TableLayout.Columns(overlay.Table);
        job.Connection.Execute($"DELETE FROM {relation} WHERE _r IN (SELECT _r FROM {overlay.Deleted})", job.Token);
        var first = SqlText.Literal(job.Connection.Count($"SELECT coalesce(max(_r), -1) FROM {relation}", job.Token));
        job.Connection.Execute(
            $"INSERT INTO {relation} ({columns}, _r) SELECT {columns}, {first} + row_number() OVER () FROM {overlay.Inserted}", job.Token);
    }

    static long Count(JobContext job, string relation) => job.Connection.Count($"SELECT count(*) FROM {relation}", job.Token);
}
