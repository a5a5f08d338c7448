using System.Management.Automation;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;
using ErosDeploy.Views;

namespace ErosDeploy.Cmdlets;

/// <summary>Breaks the lease of a run that does not come back, after showing whose it is, how old, and whether its process lives.</summary>
[Cmdlet(VerbsCommon.Unlock, "ErosDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(LeaseInfo))]
public sealed class UnlockErosDeploymentCommand : TargetCommand
{
    private protected override Work Prepare() => OnTarget(async (services, streams, token) =>
    {
        var service = new LeaseService(services);
        if (await service.ReadAsync(token) is not { } lease)
        {
            await streams.WarningAsync($"Nobody holds {services.Target}: there is nothing to unlock.", token);
            return;
        }
        if (await streams.ApprovedAsync(lease, lease.Target, Question(lease, services.Time.GetUtcNow()), token))
            await streams.WriteAsync(await service.BreakAsync(lease, token), token);
    });

    static string Question(LeaseInfo lease, DateTimeOffset now)
    {
        var life = lease.Alive switch
        {
            true => $"process {lease.Process} RUNS on this machine",
            false => $"process {lease.Process} is gone",
            null => $"process {lease.Process} on {lease.Host}, not seen from here",
        };
        return $"Break the lease of {lease.Owner}: {lease.Purpose}, run {lease.RunId}, held for {Readable.Span(now - lease.AcquiredAt)}, last heard of {Readable.Span(now - lease.HeartbeatAt)} ago, {life}";
    }
}
