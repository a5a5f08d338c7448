using System.Globalization;

namespace ErosDeploy.Core.Runs;

/// <summary>What is done about a lease that is there already.</summary>
interface ILeaseConflict
{
    /// <summary>True when a lease that is held is to be looked at again.</summary>
    Task<bool> WaitAsync(LeaseContent held, long generation, CancellationToken cancellationToken);

    /// <summary>Throws where an abandoned lease must not be taken over.</summary>
    Task CheckAsync(LeaseContent abandoned, CancellationToken cancellationToken);

    /// <summary>Told the abandoned content after it was taken over, before anything else happens.</summary>
    Task RecoverAsync(LeaseContent abandoned, CancellationToken cancellationToken);
}

/// <summary>A run meets the lease of its own dead process, which it waits for, or that of another run.</summary>
/// <param name="purpose">A restore brings everything back however it is, so it takes over what is half done too.</param>
sealed class LeaseConflict(ErosServices services, string run, LeasePurpose purpose) : ILeaseConflict
{
    static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    const string Activity = "Lease";

    bool _waited;

    /// <summary>The process of this run died on another machine, as far as anyone can tell: its lease is over when its heartbeat has not come for so long.</summary>
    public async Task<bool> WaitAsync(LeaseContent held, long generation, CancellationToken cancellationToken)
    {
        if (_waited || held.Run != run || string.Equals(held.Host, Worker.Current().Host, StringComparison.OrdinalIgnoreCase))
            return false;
        _waited = true;
        var until = LeaseRule.OverAt(held, services.Time.GetUtcNow());
        await services.Observer.WarningAsync(Invariant($"Run {run} is still leased by {held.Owner}, last heard of at {held.HeartbeatAt:HH:mm:ss}Z. It is waited for, at most until {until:HH:mm:ss}Z: if that process lives, this one stops."), cancellationToken);
        for (var now = services.Time.GetUtcNow(); now <= until; now = services.Time.GetUtcNow())
        {
            await services.Observer.ProgressAsync(new ErosProgress(Activity, Invariant($"waiting for the lease of {held.Owner} to be over, {Math.Ceiling((until - now).TotalSeconds)} s")), cancellationToken);
            var left = until - now + TimeSpan.FromMilliseconds(1);
            await Task.Delay(left < LookInterval ? left : LookInterval, services.Time, cancellationToken);
            if ((await services.Bucket.ReadAsync(services.Names.Lease, cancellationToken))?.Generation != generation)
                break;
        }
        await services.Observer.ProgressAsync(new ErosProgress(Activity, "done", 100, Completed: true), cancellationToken);
        return true;
    }

    /// <summary>Another run's half of something stays that run's: taken over, it could neither be gone on with nor undone. One whose lease was broken was given up.</summary>
    public async Task CheckAsync(LeaseContent abandoned, CancellationToken cancellationToken)
    {
        if (abandoned.Run == run || purpose == LeasePurpose.Restore || abandoned.ExpiresAt == LeaseRule.Broken)
            return;
        var past = new RunPast(await new JournalReader(services.Bucket, services.Names).ReadAsync(abandoned.Run, cancellationToken));
        if (past.HalfDone is { } phase)
            throw RunErrors.HalfDone(abandoned, phase);
    }

    /// <summary>A run that is resumed recovers by itself.</summary>
    public async Task RecoverAsync(LeaseContent abandoned, CancellationToken cancellationToken)
    {
        if (abandoned.Run == run)
            return;
        await services.Observer.WarningAsync($"Run {abandoned.Run} of {abandoned.Owner} ({abandoned.Purpose}) ended without releasing its lease; it was taken over.", cancellationToken);
        var recovered = await new AbandonedRun(services).TakeOverAsync(abandoned.Run, run, cancellationToken);
        if (recovered.Count > 0)
            await services.Observer.WarningAsync($"That run had applied {string.Join(", ", recovered)}; this is now in the history.", cancellationToken);
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

enum LeasePurpose
{
    Run,
    Restore,
}
