using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Lists the runs of the target, newest first: what they were, how they ended, how far those came that did not.</summary>
[Cmdlet(VerbsCommon.Get, "ErosDeployment")]
[OutputType(typeof(DeploymentInfo))]
public sealed class GetErosDeploymentCommand : TargetCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string[]? RunId { get; set; }

    /// <summary>Only runs in this state.</summary>
    [Parameter]
    public RunState? State { get; set; }

    private protected override Work Prepare()
    {
        var (ids, state) = (RunId, State);
        return OnTarget(async (services, streams, token) =>
        {
            foreach (var id in ids ?? [null!])
                await streams.ContinueAfterErrorAsync(() => ListAsync(services, id, state, streams, token), token);
        });
    }

    static async Task ListAsync(ErosServices services, string? id, RunState? state, CommandStreams streams, CancellationToken token)
    {
        await foreach (var run in new RunService(services).ListAsync(id, token))
        {
            if (state is null || run.State == state)
                await streams.WriteAsync(run, token);
        }
    }
}
