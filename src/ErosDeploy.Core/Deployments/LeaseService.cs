using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Deployments;

/// <summary>Shows who holds the dataset, and breaks the lease of one who does not come back.</summary>
public sealed class LeaseService(ErosServices services)
{
    /// <summary>Null when nobody holds it.</summary>
    public async Task<LeaseInfo?> ReadAsync(CancellationToken cancellationToken) =>
        await services.Bucket.ReadAsync(services.Names.Lease, cancellationToken) is { } stored && LeaseJson.Read(stored.Content) is { } lease ? Info(lease) : null;

    /// <summary>Ends the time of the lease that was shown: its holder, if it lives, stops at its next heartbeat, and the next run takes over what it did. A lease
    /// that is another one by now is left alone.</summary>
    public async Task<LeaseInfo> BreakAsync(LeaseInfo shown, CancellationToken cancellationToken)
    {
        var stored = await services.Bucket.ReadAsync(services.Names.Lease, cancellationToken);
        var lease = stored is null ? null : LeaseJson.Read(stored.Content);
        if (lease is null || lease.Run != shown.RunId || lease.AcquiredAt != shown.AcquiredAt)
            throw Gone(shown);
        var over = lease with { ExpiresAt = LeaseRule.Broken };
        return await services.Bucket.TryReplaceAsync(services.Names.Lease, LeaseJson.Write(over), stored!.Generation, cancellationToken) is null
            ? throw Gone(shown)
            : Info(over) with { Broken = true };
    }

    ErosException Gone(LeaseInfo shown) => new(
        ErosErrorCode.LeaseLost, $"The lease of run {shown.RunId} on {services.Target} was released or renewed meanwhile; nothing was broken.", "Look again with Unlock-ErosDeployment -WhatIf.") { Subject = shown.RunId };

    LeaseInfo Info(LeaseContent lease)
    {
        var here = Worker.Current().Host;
        var now = services.Time.GetUtcNow();
        return new LeaseInfo
        {
            Target = services.Target.ToString(),
            Owner = lease.Owner,
            RunId = lease.Run,
            Purpose = lease.Purpose,
            Host = lease.Host,
            Process = lease.Process,
            AcquiredAt = lease.AcquiredAt,
            HeartbeatAt = lease.HeartbeatAt,
            ExpiresAt = lease.ExpiresAt,
            Alive = string.Equals(lease.Host, here, StringComparison.OrdinalIgnoreCase) ? Worker.IsAlive(lease.Process, lease.ProcessStart) : null,
            Abandoned = LeaseRule.Judge(lease, now, here, Worker.IsAlive) == LeaseVerdict.Abandoned,
        };
    }
}
