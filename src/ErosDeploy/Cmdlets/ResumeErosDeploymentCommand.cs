using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Goes on with a run that paused or whose process died: what is done is not done again. With -Undo, brings the phase it was in back to before the run.</summary>
[Cmdlet(VerbsLifecycle.Resume, "ErosDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(DeploymentResult), typeof(PhaseResult), typeof(DeploymentInfo))]
public sealed class ResumeErosDeploymentCommand : HookedCommand
{
    /// <summary>The run; the newest that was interrupted or is paused when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? RunId { get; set; }

    [Parameter]
    public SwitchParameter Undo { get; set; }

    private protected override Work Prepare()
    {
        var (id, undo) = (RunId, Undo.IsPresent);
        return OnHookedTarget(async (services, streams, token) =>
        {
            var service = new RunService(services);
            var run = await service.FindAsync(id, token);
            var action = undo ? $"Undo run {run.RunId} ({run.Purpose}), which came to: {run.Reached}" : $"Go on with run {run.RunId} ({run.Purpose}), which came to: {run.Reached}";
            if (!await streams.ApprovedAsync(run, services.Target.ToString(), action, token))
                return;
            var result = await service.ResumeAsync(run.RunId, undo, token);
            await streams.EndedAsync(result, EndingOf(result, undo));
        });
    }

    /// <summary>A run that was to be undone and is, went well.</summary>
    static Ending EndingOf(object result, bool undo)
    {
        var ending = result is DeploymentResult deployment
            ? Ending.Of(deployment)
            : result is PhaseResult phase ? Ending.Of(phase) : throw new InvalidOperationException($"A run does not end in {result.GetType().Name}.");
        return undo && ending.State is EndState.RolledBack or EndState.FailedBeforeChange ? ending with { State = EndState.Succeeded } : ending;
    }
}
