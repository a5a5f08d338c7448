using ErosDeploy.Core.Storage;

namespace ErosDeploy.Core.Runs;

/// <summary>A lease that this process holds: kept alive by a heartbeat, released by its holder. <see cref="Lost"/> is cancelled when someone else has it.</summary>
sealed class LeaseHolder : IDisposable
{
    readonly BucketStore _bucket;
    readonly string _name;
    readonly TimeProvider _time;
    readonly CancellationTokenSource _lost = new();
    readonly CancellationTokenSource _stop = new();
    LeaseContent _content;
    long _generation;
    Task _heartbeat = Task.CompletedTask;
    bool _leftBehind;

    LeaseHolder(BucketStore bucket, string name, LeaseContent content, long generation, TimeProvider time) =>
        (_bucket, _name, _content, _generation, Fence, _time) = (bucket, name, content, generation, generation, time);

    /// <summary>The generation at acquisition: greater than that of every earlier holder.</summary>
    public long Fence { get; }

    public CancellationToken Lost => _lost.Token;

    /// <summary>Creates the lease, or takes over an abandoned one; else throws EROS2003 with owner and age.</summary>
    public static async Task<LeaseHolder> AcquireAsync(
        BucketStore bucket, string name, LeaseContent wanted, TimeProvider time, ILeaseConflict conflict, CancellationToken cancellationToken)
    {
        var content = LeaseJson.Write(wanted);
        var generation = await bucket.TryCreateAsync(name, content, cancellationToken)
            ?? await TakeOverAsync(bucket, name, wanted, time, conflict, cancellationToken);
        var holder = new LeaseHolder(bucket, name, Fresh(wanted, time), generation, time);
        holder._heartbeat = holder.BeatAsync();
        return holder;
    }

    /// <summary>The lease is left behind as one that is over when it is released: only the same run, or one that may take over what is half done, comes past it.</summary>
    public void LeaveBehind() => _leftBehind = true;

    public async Task ReleaseAsync()
    {
        await _stop.CancelAsync();
        await _heartbeat;
        if (_lost.IsCancellationRequested)
            return;
        if (_leftBehind)
            await _bucket.TryReplaceAsync(_name, LeaseJson.Write(_content with { ExpiresAt = _time.GetUtcNow() - LeaseRule.TimeToLive }), _generation, CancellationToken.None);
        else
            await _bucket.TryDeleteAsync(_name, _generation, CancellationToken.None);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _lost.Dispose();
    }

    static async Task<long> TakeOverAsync(
        BucketStore bucket, string name, LeaseContent wanted, TimeProvider time, ILeaseConflict conflict, CancellationToken cancellationToken)
    {
        while (await bucket.ReadAsync(name, cancellationToken) is { } current)
        {
            var lease = LeaseJson.Read(current.Content);
            if (lease is null || LeaseRule.Judge(lease, time.GetUtcNow(), wanted.Host, Worker.IsAlive) == LeaseVerdict.Held)
            {
                if (lease is not null && await conflict.WaitAsync(lease, current.Generation, cancellationToken))
                    continue;
                throw LeaseRule.HeldBy(lease, bucket.Uri(name), time.GetUtcNow());
            }
            await conflict.CheckAsync(lease, cancellationToken);
            var content = Fresh(wanted, time);
            var generation = await bucket.TryReplaceAsync(name, LeaseJson.Write(content), current.Generation, cancellationToken)
                ?? throw LeaseRule.HeldBy(lease, bucket.Uri(name), time.GetUtcNow());
            await conflict.RecoverAsync(lease, cancellationToken);
            return generation;
        }
        return await bucket.TryCreateAsync(name, LeaseJson.Write(Fresh(wanted, time)), cancellationToken) ?? throw LeaseRule.HeldBy(null, bucket.Uri(name), time.GetUtcNow());
    }

    /// <summary>Its time begins now, not before it waited.</summary>
    static LeaseContent Fresh(LeaseContent wanted, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return wanted with { AcquiredAt = now, HeartbeatAt = now, ExpiresAt = now + (wanted.ExpiresAt - wanted.AcquiredAt) };
    }

    async Task BeatAsync()
    {
        try
        {
            while (!_lost.IsCancellationRequested)
            {
                await Task.Delay(LeaseRule.HeartbeatInterval, _time, _stop.Token);
                await RenewAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }

    async Task RenewAsync()
    {
        var now = _time.GetUtcNow();
        var renewed = _content with { HeartbeatAt = now, ExpiresAt = now + LeaseRule.TimeToLive };
        try
        {
            if (await _bucket.TryReplaceAsync(_name, LeaseJson.Write(renewed), _generation, _stop.Token) is { } generation)
                (_content, _generation) = (renewed, generation);
            else
                await _lost.CancelAsync();
        }
        catch (ErosException)
        {
            if (_time.GetUtcNow() > _content.ExpiresAt)
                await _lost.CancelAsync();
        }
    }
}
