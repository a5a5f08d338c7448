using System.Collections.Concurrent;
using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>What the last try to refresh a materialized view automatically came to.</summary>
internal sealed record RefreshAttempt(DateTimeOffset ViewCreatedAt, DateTimeOffset At, BigQueryException? Error);

/// <summary>
/// The stored rows of materialized views. A refresh puts new rows in place of old ones in one DuckDB transaction, outside the versions of the catalogue:
/// what a view shows does not change by it.
/// </summary>
internal sealed class StoredViews
{
    readonly ConcurrentDictionary<TableName, StoredView> _stored = new();
    readonly ConcurrentDictionary<TableName, RefreshAttempt> _attempts = new();
    readonly ConcurrentDictionary<TableName, SemaphoreSlim> _turns = new();

    /// <summary>The view's stored rows, fresh or not; null when it was never refreshed.</summary>
    public StoredView? Find(TableEntry view) => _stored.TryGetValue(view.Name, out var found) && found.IsOf(view) ? found : null;

    public RefreshAttempt? LastAttempt(TableEntry view) =>
        _attempts.TryGetValue(view.Name, out var attempt) && attempt.ViewCreatedAt == view.CreatedAt ? attempt : null;

    public void Note(TableEntry view, RefreshAttempt attempt) => _attempts[view.Name] = attempt;

    /// <summary>One refresh of a view at a time; dispose to let the next one begin.</summary>
    public async Task<IDisposable> TakeTurnAsync(TableName view, CancellationToken token)
    {
        var turn = _turns.GetOrAdd(view, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(token);
        return new Turn(turn);
    }

    /// <summary>Within the DuckDB transaction that made the rows: they come in place of those that were there.</summary>
    public void Write(DuckConnection connection, StoredView stored, CancellationToken token)
    {
        if (_stored.TryGetValue(stored.View, out var before)) Drop(connection, before, token);
        StoredViewStore.Insert(connection, stored, token);
    }

    /// <summary>After that transaction.</summary>
    public void Publish(StoredView stored) => _stored[stored.View] = stored;

    /// <summary>Frees the rows of views that are no longer there. What cannot be dropped now goes when the warehouse is next opened.</summary>
    public void Sweep(DuckConnection connection, CatalogState state)
    {
        foreach (var (name, stored) in _stored)
        {
            if (stored.IsOf(state.Table(name)) || !_stored.TryRemove(KeyValuePair.Create(name, stored))) continue;
            try
            {
                connection.Atomically(() => Drop(connection, stored, CancellationToken.None), CancellationToken.None);
            }
            catch (DuckDBException)
            {
                // nobody reads the rows any more, and the change that this follows is made: it must not fail for them
            }
        }
    }

    /// <summary>At opening: takes up the rows of the views that are still there; and says when their sources were last written to.</summary>
    public CatalogState Load(DuckConnection connection, CatalogState state)
    {
        var horizon = StoredViewStore.Horizon(connection);
        foreach (var stored in StoredViewStore.Read(connection))
        {
            if (stored.Version >= horizon && stored.IsOf(state.Table(stored.View))) _stored[stored.View] = stored;
            else connection.Atomically(() => Drop(connection, stored, CancellationToken.None), CancellationToken.None);
        }
        var sources = _stored.Values.SelectMany(s => s.Sources).Distinct().Select(state.Table).OfType<TableEntry>().Where(t => t.HoldsRows);
        return state with { Activity = state.Activity.SetItems(sources.Select(t => KeyValuePair.Create(t.StorageId, Activity(connection, state, t.StorageId)))) };
    }

    /// <summary>The first storage id that no rows of a view have: a refresh takes one without a commit that would count it.</summary>
    public long NextStorage => _stored.IsEmpty ? 0 : _stored.Values.Max(s => s.StorageId) + 1;

    static StorageActivity Activity(DuckConnection connection, CatalogState state, long storageId) =>
        state.ActivityOf(storageId) with { LastWrite = StoredViewStore.LastWrite(connection, storageId) };

    static bool Drop(DuckConnection connection, StoredView stored, CancellationToken token)
    {
        connection.Execute($"DROP TABLE IF EXISTS {TableLayout.Live(stored.StorageId)}", token);
        StoredViewStore.Delete(connection, stored, token);
        return true;
    }

    sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
