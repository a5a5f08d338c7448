using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>The whole way: backup, phases with their tests, each watched, health.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ErosDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(DeploymentResult), typeof(DeploymentPlan), typeof(RehearsalResult))]
public sealed class InvokeErosDeploymentCommand : HookedCommand
{
    /// <summary>Only these phases, in the catalogue's order; all when not given.</summary>
    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? Phase { get; set; }

    [Parameter]
    public SwitchParameter SkipBackup { get; set; }

    [Parameter]
    public SwitchParameter SkipHealth { get; set; }

    /// <summary>Deploys without measuring before and after; the results of the phases say so.</summary>
    [Parameter]
    public SwitchParameter SkipGates { get; set; }

    [Parameter, ValidateRange(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>An id for the run. Given again after its process died, the run goes on where it was: for runbooks that restart from their first line.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? RunId { get; set; }

    /// <summary>Tries the phases and their undo in a copy of the dataset, made of table clones beside it and dropped afterwards. The target is only read.</summary>
    [Parameter]
    public SwitchParameter Rehearse { get; set; }

    /// <summary>How long each phase that changes something is watched before the next one; as eros.json says when not given. At zero the health is looked at once.</summary>
    [Parameter]
    public TimeSpan? SoakTime { get; set; }

    /// <summary>No phase is watched; the result says who asked for this, and it never counts as passed.</summary>
    [Parameter]
    public SwitchParameter SkipSoak { get; set; }

    /// <summary>The run stops cleanly before these phases and returns a result that is Paused; Resume-ErosDeployment goes on. It is the confirmation of runbooks, which cannot be asked.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? PauseBefore { get; set; }

    /// <summary>As -PauseBefore with every phase but the first.</summary>
    [Parameter]
    public SwitchParameter PauseAfterPhase { get; set; }

    private protected override Work Prepare()
    {
        var rehearse = Rehearse.IsPresent;
        var request = new DeploymentRequest(Phase, SkipBackup, SkipHealth, RetentionDays, RunId, SkipGates, SoakTime, SkipSoak, PauseBefore, PauseAfterPhase);
        return OnHookedTarget(async (services, streams, token) =>
        {
            var service = new DeploymentService(services);
            var plan = await service.PlanAsync(request, token);
            var phases = string.Join(", ", plan.Phases.Select(p => p.Phase));
            if (!await streams.ApprovedAsync(plan, plan.Target, rehearse ? $"Rehearse {phases} in a copy" : $"Deploy {phases}", token))
                return;
            if (rehearse)
            {
                var rehearsal = await service.RehearseAsync(request, token);
                await streams.EndedAsync(rehearsal, new Ending("The rehearsal", rehearsal.EndState, rehearsal.ErrorCode, rehearsal.Error, rehearsal.RunId, rehearsal.Notes));
                return;
            }
            var result = await service.RunAsync(request, token, plan);
            await streams.EndedAsync(result, Ending.Of(result));
        });
    }
}
