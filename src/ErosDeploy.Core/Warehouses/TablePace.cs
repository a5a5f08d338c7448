using System.Collections.Concurrent;

namespace ErosDeploy.Core.Warehouses;

/// <summary>The service takes five updates of a table in ten seconds, counted by name: what would be the sixth waits. Creations, patches, DDL, loads and row access
/// policies are updates; DML is counted and need not wait. Source: quotas of BigQuery.</summary>
sealed class TablePace(TimeProvider time)
{
    public const int Updates = 5;
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<(string Dataset, string Table), Queue<DateTimeOffset>> _updates = new();

    /// <summary>Returns when the table may be updated, and counts the update.</summary>
    public async Task WaitAsync(string dataset, string table, CancellationToken cancellationToken)
    {
        var pause = Reserve(Of(dataset, table)) - time.GetUtcNow();
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);
    }

    /// <summary>Counts an update that need not wait.</summary>
    public void Count(string dataset, string table)
    {
        var updates = Of(dataset, table);
        lock (updates)
            Add(updates, time.GetUtcNow());
    }

    Queue<DateTimeOffset> Of(string dataset, string table) => _updates.GetOrAdd((dataset, table), _ => new Queue<DateTimeOffset>());

    DateTimeOffset Reserve(Queue<DateTimeOffset> updates)
    {
        lock (updates)
        {
            var now = time.GetUtcNow();
            var at = updates.Count < Updates || updates.Peek() + Window <= now ? now : updates.Peek() + Window;
            Add(updates, at);
            return at;
        }
    }

    static void Add(Queue<DateTimeOffset> updates, DateTimeOffset at)
    {
        updates.Enqueue(at);
        if (updates.Count > Updates)
            updates.Dequeue();
    }
}
