using System.Collections.Concurrent;

namespace ErosDeploy.Core.Warehouses;

/// <summary>The service takes five updates of a table's metadata in ten seconds, counted by name: what would be the sixth waits. Source: quotas of BigQuery.</summary>
sealed class TablePace(TimeProvider time)
{
    public const int Updates = 5;
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<(string Dataset, string Table), Queue<DateTimeOffset>> _updates = new();

    /// <summary>Returns when the table may be updated, and counts the update.</summary>
    public async Task WaitAsync(string dataset, string table, CancellationToken cancellationToken)
    {
        var pause = Reserve(_updates.GetOrAdd((dataset, table), _ => new Queue<DateTimeOffset>())) - time.GetUtcNow();
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);
    }

    DateTimeOffset Reserve(Queue<DateTimeOffset> updates)
    {
        lock (updates)
        {
            var now = time.GetUtcNow();
            var at = updates.Count < Updates || updates.Peek() + Window <= now ? now : updates.Peek() + Window;
            updates.Enqueue(at);
            if (updates.Count > Updates)
                updates.Dequeue();
            return at;
        }
    }
}
