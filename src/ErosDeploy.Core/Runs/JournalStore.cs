using System.Text.Json;
using ErosDeploy.Core.Storage;

namespace ErosDeploy.Core.Runs;

/// <summary>Writes a run's journal: each entry is an object that must not exist yet, so two writers of one run cannot both go on.</summary>
sealed class JournalWriter(BucketStore bucket, ControlNames names, string run, long fence, TimeProvider time)
{
    int _sequence;
    byte[]? _doubtful;
    bool _ended;
    string? _watched;

    /// <summary>Whether this writer intended a step or an undo: from then on something may have changed.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>Goes on after the entries of a process that died.</summary>
    public void ContinueAfter(RunPast past) => (_sequence, _watched) = (past.Length, past.Watched);

    /// <summary>Closes the journal, once; a run that wrote nothing has none. One cancelled in a watch names the phase: it can be gone on with, and who lists runs reads no more than this.</summary>
    public async Task EndAsync(CancellationToken cancellationToken, EndState? endState = null, string? detail = null)
    {
        await SettleAsync(cancellationToken);
        if (_sequence == 0 || _ended)
            return;
        await WriteAsync(JournalEvent.RunEnded, cancellationToken, e => e with { End = endState, Detail = detail, Phase = endState == EndState.Cancelled ? _watched : null });
        _ended = true;
    }

    public async Task WriteAsync(JournalEvent what, CancellationToken cancellationToken, Func<JournalEntry, JournalEntry>? detail = null)
    {
        HasChanges |= what is JournalEvent.StepIntended or JournalEvent.UndoIntended;
        await SettleAsync(cancellationToken);
        var bare = new JournalEntry { Sequence = _sequence + 1, At = time.GetUtcNow(), Run = run, Fence = fence, Event = what };
        var entry = detail is null ? bare : detail(bare);
        _watched = what switch { JournalEvent.WatchBegun => entry.Phase, JournalEvent.WatchEnded => null, _ => _watched };
        _doubtful = JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry);
        if (await bucket.TryCreateAsync(names.JournalEntry(run, entry.Sequence), _doubtful, cancellationToken) is null)
            throw new ErosException(ErosErrorCode.LeaseLost, $"Someone else writes the journal of run {run}.", "Leave this run to the other process; see Get-ErosPhase for the state.") { Subject = run };
        (_sequence, _doubtful) = (entry.Sequence, null);
    }

    /// <summary>A write that failed may have been done all the same. If it was not, its number is the next again: readers stop at a gap.</summary>
    async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_doubtful is not { } content)
            return;
        var stored = await bucket.ReadAsync(names.JournalEntry(run, _sequence + 1), cancellationToken);
        if (stored?.Content.AsSpan().SequenceEqual(content) == true)
            _sequence++;
        _doubtful = null;
    }
}

/// <summary>Reads the journal of an earlier run.</summary>
sealed class JournalReader(BucketStore bucket, ControlNames names)
{
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(string run, CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>();
        for (var sequence = 1; await bucket.ReadAsync(names.JournalEntry(run, sequence), cancellationToken) is { } stored; sequence++)
            entries.Add(Parse(stored, names.JournalEntry(run, sequence)));
        return entries;
    }

    /// <summary>One entry that was listed.</summary>
    public async Task<JournalEntry> EntryAsync(string name, CancellationToken cancellationToken) => await bucket.ReadAsync(name, cancellationToken) is { } stored
        ? Parse(stored, name)
        : throw new ErosException(ErosErrorCode.HistoryInvalid, $"{bucket.Uri(name)} is gone.", "Look at the bucket; nothing was changed.");

    JournalEntry Parse(StoredObject stored, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Content, JournalJson.Default.JournalEntry) ?? throw new JsonException("it holds null");
        }
        catch (JsonException e)
        {
            throw new ErosException(ErosErrorCode.HistoryInvalid, $"{bucket.Uri(name)} cannot be read: {e.Message}", "Look at the object; nothing was changed.", e);
        }
    }
}
