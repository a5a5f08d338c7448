using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>A run that holds the lease of its dataset.</summary>
sealed record LeasedRun(string Run, LeaseHolder Lease, JournalWriter Journal)
{
    /// <summary>One for all phases of a deployment: two of them may do the same to the same table.</summary>
    public JobNames Jobs { get; } = new(Run);
}

/// <summary>Work that only one process at a time may do on a dataset.</summary>
sealed class LeasedWork(ErosServices services)
{
    /// <summary>Takes the lease, does the work, releases the lease however it ends. The work's token is cancelled when the lease is lost.</summary>
    public async Task<T> RunAsync<T>(string run, string purpose, Func<LeasedRun, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await services.Bucket.LocationAsync(cancellationToken);
        using var lease = await LeaseHolder.AcquireAsync(
            services.Bucket, services.Names.Lease, Content(run, purpose), services.Time, lost => RecoverAsync(lost, cancellationToken), cancellationToken);
        var journal = new JournalWriter(services.Bucket, services.Names, run, lease.Fence, services.Time);
        try
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            var result = await work(new LeasedRun(run, lease, journal), both.Token);
            await TellAsync(await Cleanup.TryAsync($"the journal of run {run} without its end", () => journal.EndAsync(CancellationToken.None)));
            return result;
        }
        finally
        {
            await TellAsync(await Cleanup.TryAsync($"the lease {services.Bucket.Uri(services.Names.Lease)}, which ends by itself within minutes", lease.ReleaseAsync));
        }
    }

    /// <summary>As <see cref="RunAsync"/>; however the work ends, its queries come into query_performance_log before the lease is released.</summary>
    public Task<T> RunLoggedAsync<T>(string run, string purpose, Func<LeasedRun, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(run, purpose, async (leased, token) =>
        {
            try
            {
                return await work(leased, token);
            }
            finally
            {
                var jobs = JobNames.ForReading(run);
                await TellAsync(await Cleanup.TryAsync("the log of queries without those of this run", () => services.Warehouse.WriteLogAsync(jobs, CancellationToken.None)));
            }
        }, cancellationToken);

    async Task TellAsync(IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
            await services.Observer.WarningAsync(note, CancellationToken.None);
    }

    LeaseContent Content(string run, string purpose)
    {
        var now = services.Time.GetUtcNow();
        var worker = Worker.Current();
        return new LeaseContent
        {
            Owner = $"{worker.Owner} (process {worker.Process})",
            Run = run,
            Purpose = purpose,
            Host = worker.Host,
            Process = worker.Process,
            ProcessStart = worker.ProcessStart,
            AcquiredAt = now,
            HeartbeatAt = now,
            ExpiresAt = now + LeaseRule.TimeToLive,
        };
    }

    async Task RecoverAsync(LeaseContent abandoned, CancellationToken cancellationToken)
    {
        await services.Observer.WarningAsync($"Run {abandoned.Run} of {abandoned.Owner} ({abandoned.Purpose}) ended without releasing its lease; it was taken over.", cancellationToken);
        var recovered = await new AbandonedRun(services).RecordAsync(abandoned.Run, cancellationToken);
        if (recovered.Count > 0)
            await services.Observer.WarningAsync($"That run had applied {string.Join(", ", recovered)}; this is now in the history.", cancellationToken);
    }
}

/// <summary>Puts into the history what the journal of a run that died proves it has applied.</summary>
sealed class AbandonedRun(ErosServices services)
{
    public async Task<IReadOnlyList<string>> RecordAsync(string run, CancellationToken cancellationToken)
    {
        var entries = await new JournalReader(services.Bucket, services.Names).ReadAsync(run, cancellationToken);
        if (entries.Any(e => e.Event == JournalEvent.RunEnded))
            return [];
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
