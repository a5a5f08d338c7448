using System.Management.Automation;
using ErosDeploy.Core;
using ErosDeploy.Core.Health;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Measures the target's health and scores it. What cannot be read is Unknown.</summary>
[Cmdlet(VerbsCommon.Get, "ErosHealth")]
[OutputType(typeof(HealthReport))]
public sealed class GetErosHealthCommand : TargetCommand
{
    /// <summary>Only these sections; all when not given.</summary>
    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    public HealthSection[]? Section { get; set; }

    private protected override Work Prepare()
    {
        var request = new HealthRequest(Section);
        return OnTarget(async (services, streams, token) =>
            await streams.WriteAsync(await new HealthService(services).MeasureAsync(request, token), token));
    }
}
