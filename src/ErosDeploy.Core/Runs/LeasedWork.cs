using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Runs;

/// <summary>A run that holds the lease of its dataset.</summary>
sealed record LeasedRun(string Run, LeaseHolder Lease, JournalWriter Journal)
{
    /// <summary>One for all phases of a deployment: two of them may do the same to the same table. A resumed run asks anew: its ids are others, but for steps
    /// that its journal names.</summary>
    public JobNames Jobs { get; init; } = new(Run);

    /// <summary>What the run did before its process died; <see cref="RunPast.None"/> for a new one.</summary>
    public RunPast Past { get; init; } = RunPast.None;

    /// <summary>What was begun is only to be undone.</summary>
    public bool UndoOnly { get; init; }

    /// <summary>Someone resumed the run and so said that it may go on where it had paused.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether this run, in this process or in one before, began to change something.</summary>
    public bool HasChanges => Past.HasChanges || Journal.HasChanges;

    /// <summary>Phases are deployed without being measured, as was asked for.</summary>
    public bool SkipGates { get; init; }

    public string ScratchName(string phase) => $"{Jobs.Run}_{phase}";
}

/// <summary>Work that only one process at a time may do on a dataset.</summary>
sealed class LeasedWork(ErosServices services)
{
    /// <summary>Takes the lease, does the work, releases the lease however it ends. The work's token is cancelled when the lease is lost.</summary>
    public async Task<T> RunAsync<T>(string run, string purpose, Func<LeasedRun, CancellationToken, Task<T>> work, CancellationToken cancellationToken, LeasePurpose kind = LeasePurpose.Run)
    {
        await services.Bucket.LocationAsync(cancellationToken);
        using var lease = await LeaseHolder.AcquireAsync(
            services.Bucket, services.Names.Lease, Content(run, purpose), services.Time, new LeaseConflict(services, run, kind), cancellationToken);
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
}
