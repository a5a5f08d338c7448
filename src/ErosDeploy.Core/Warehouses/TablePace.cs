namespace ErosDeploy.Core.Warehouses;

/// <summary>Keeps to <see cref="PaceRule"/>: what would be the sixth update of a table within the window waits. Creations, patches, DDL, loads and row access policies
/// are updates; DML is counted and need not wait.</summary>
sealed class TablePace(TimeProvider time)
{
    public const int Updates = PaceRule.Updates;
    public static readonly TimeSpan Window = PaceRule.Window;

    readonly Dictionary<(string Dataset, string Table), List<DateTimeOffset>> _updates = [];

    /// <summary>Returns when the table may be updated, and counts the update.</summary>
    public Task WaitAsync(string dataset, string table, CancellationToken cancellationToken) => ReachAsync(Reserve(dataset, Once(table)), cancellationToken);

    /// <summary>Does it when there is room for all its updates. They count from when it has ended: nobody knows when in between the service saw them.</summary>
    public async Task<T> RunAsync<T>(string dataset, TableUpdates updates, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var at = Reserve(dataset, updates);
        await ReachAsync(at, cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            End(dataset, updates, at);
        }
    }

    /// <summary>As the other, of one update.</summary>
    public Task<T> RunAsync<T>(string dataset, string table, Func<Task<T>> work, CancellationToken cancellationToken) => RunAsync(dataset, Once(table), work, cancellationToken);

    /// <summary>Counts an update that need not wait.</summary>
    public void Count(string dataset, string table)
    {
        lock (_updates)
            PaceRule.Add(Of(dataset, table), 1, time.GetUtcNow());
    }

    static TableUpdates Once(string table) => new(new Dictionary<string, int> { [table] = 1 }, new Dictionary<string, int>());

    async Task ReachAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var pause = at - time.GetUtcNow();
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);
    }

    DateTimeOffset Reserve(string dataset, TableUpdates updates)
    {
        lock (_updates)
        {
            var now = time.GetUtcNow();
            var at = updates.Metadata.Select(u => PaceRule.Earliest(Of(dataset, u.Key), u.Value, now)).Append(now).Max();
            foreach (var (table, count) in updates.Metadata)
                PaceRule.Add(Of(dataset, table), count, at);
            return at;
        }
    }

    void End(string dataset, TableUpdates updates, DateTimeOffset reserved)
    {
        lock (_updates)
        {
            var now = time.GetUtcNow();
            foreach (var (table, count) in updates.Metadata)
                PaceRule.Move(Of(dataset, table), count, reserved, now);
            foreach (var (table, count) in updates.Rows)
                PaceRule.Add(Of(dataset, table), count, now);
        }
    }

    List<DateTimeOffset> Of(string dataset, string table) => _updates.TryGetValue((dataset, table), out var found) ? found : _updates[(dataset, table)] = [];
}
