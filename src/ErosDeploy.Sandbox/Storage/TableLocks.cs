using System.Collections.Concurrent;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>
/// At most one writer changes or removes rows of a table at a time. A statement of its own waits for its turn; a transaction keeps
/// the table until its end and never waits for another transaction, so that nothing can wait in a circle.
/// </summary>
internal sealed class TableLocks
{
    readonly ConcurrentDictionary<long, Entry> _entries = new();

    sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public object? Transaction { get; set; }
    }

    /// <summary>Waits for the table; dispose to let it go.</summary>
    public async Task<IDisposable> TakeAsync(long storageId, CancellationToken token)
    {
        var entry = EntryOf(storageId);
        await entry.Turn.WaitAsync(token);
        return new Holding(entry);
    }

    /// <summary>The table for a transaction: null when another transaction has it; waits only for a single statement to end.</summary>
    public async Task<IDisposable?> TryTakeAsync(long storageId, object transaction, CancellationToken token)
    {
        var entry = EntryOf(storageId);
        while (!await entry.Turn.WaitAsync(TimeSpan.FromMilliseconds(5), token))
        {
            if (entry.Transaction is { } owner && owner != transaction) return null;
        }
        entry.Transaction = transaction;
        return new Holding(entry);
    }

    Entry EntryOf(long storageId) => _entries.GetOrAdd(storageId, _ => new Entry());

    sealed class Holding(Entry entry) : IDisposable
    {
        Entry? _entry = entry;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _entry, null) is not { } held) return;
            held.Transaction = null;
            held.Turn.Release();
        }
    }
}
