using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Runs;

/// <summary>Puts into the history what the journal of a run that died proves it has applied.</summary>
sealed class AbandonedRun(ErosServices services)
{
    /// <summary>Records, and closes the dead run's journal, also that of one which ended inconsistent and was given up: it cannot be resumed any more.</summary>
    public async Task<IReadOnlyList<string>> TakeOverAsync(string run, string by, CancellationToken cancellationToken)
    {
        var entries = await new JournalReader(services.Bucket, services.Names).ReadAsync(run, cancellationToken);
        var past = new RunPast(entries);
        if (entries.Count == 0 || past.Ending is not (null or { End: EndState.Inconsistent }))
            return [];
        var recorded = past.Ending is null ? await RecordAsync(run, entries, cancellationToken) : [];
        var journal = new JournalWriter(services.Bucket, services.Names, run, entries[^1].Fence, services.Time);
        journal.ContinueAfter(past);
        await journal.EndAsync(cancellationToken, detail: $"taken over by run {by}");
        return recorded;
    }

    async Task<IReadOnlyList<string>> RecordAsync(string run, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var known = (await services.History.ReadAsync(cancellationToken)).Where(h => h.Run == run).Select(h => AppliedState.Key(h.Phase ?? "", h.Step ?? "")).ToHashSet();
        var applied = new List<JournalEntry>();
        var undone = entries.Where(e => e.Event == JournalEvent.UndoIntended).Select(e => e.Phase).ToHashSet();
        foreach (var intended in entries.Where(e => e.Event == JournalEvent.StepIntended && !known.Contains(Key(e)) && !undone.Contains(e.Phase)))
        {
            if (await SucceededAsync(intended, entries, cancellationToken))
                applied.Add(intended);
        }
        await services.History.AppendAsync(applied.Select(Applied).ToList(), cancellationToken);
        return applied.Select(e => $"{e.Phase}/{e.Step}").ToList();
    }

    static string Key(JournalEntry entry) => AppliedState.Key(entry.Phase ?? "", entry.Step ?? "");

    async Task<bool> SucceededAsync(JournalEntry intended, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) =>
        entries.Any(e => e.Event == JournalEvent.StepDone && Key(e) == Key(intended))
        || (intended.Job is { } job && entries.All(e => Key(e) != Key(intended) || e.Event == JournalEvent.StepIntended)
            && await services.Warehouse.EndedWellAsync(job, cancellationToken));

    HistoryEntry Applied(JournalEntry entry) => new()
    {
        At = services.Time.GetUtcNow(),
        Run = entry.Run,
        Event = HistoryEvent.Applied,
        By = Worker.Current().Owner,
        Phase = entry.Phase,
        Step = entry.Step,
        Checksum = entry.Checksum,
        Tables = entry.Tables,
    };
}
