using System.Management.Automation;
using ErosDeploy.Core;
using ErosDeploy.Core.Phases;
using ErosDeploy.Completion;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Deploys phases one after the other: steps, then tests; what fails is undone, and what comes after it does not run.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ErosPhase", SupportsShouldProcess = true)]
[OutputType(typeof(PhaseResult), typeof(PhasePlan))]
public sealed class InvokeErosPhaseCommand : HookedCommand
{
    readonly List<string> _names = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>An id for the run of one phase. Given again after its process died, the run goes on where it was.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? RunId { get; set; }

    /// <summary>Takes a backup before the first step of each phase, under the same lease.</summary>
    [Parameter]
    public SwitchParameter Backup { get; set; }

    /// <summary>Goes without the young backup that eros.json asks for; the result says so.</summary>
    [Parameter]
    public SwitchParameter SkipBackup { get; set; }

    /// <summary>Records the phases as applied without running them: for a dataset that was deployed to by other means. Every object that a step names must exist.</summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>Deploys without measuring before and after; the result says so.</summary>
    [Parameter]
    public SwitchParameter SkipGates { get; set; }

    protected override void ProcessRecord() => _names.AddRange(Name ?? []);

    protected override void EndProcessing() => RunPrepared();

    private protected override Work Prepare() => OnHookedTarget(async (services, streams, token) =>
    {
        if (RunId is not null && _names.Count > 1)
            throw new ErosException(ErosErrorCode.InvalidParameter, $"-RunId is the id of one run, and {_names.Count} phases are {_names.Count} runs.", "Name one phase, or use Invoke-ErosDeployment -RunId.");
        if (Backup.IsPresent && SkipBackup.IsPresent)
            throw new ErosException(ErosErrorCode.InvalidParameter, "-Backup takes a backup and -SkipBackup goes without.", "Give one of them.");
        var service = new PhaseService(services);
        var adoption = Adopt.IsPresent ? new PhaseAdoption(services) : null;
        var onlyPlanned = new List<PhasePlan>();
        foreach (var name in _names)
        {
            if (adoption is not null)
            {
                await AdoptAsync(adoption, name, streams, token);
                continue;
            }
            if (!await DeployAsync(service, new PhaseRequest(name, RunId, SkipGates, Backup, SkipBackup, onlyPlanned), onlyPlanned, streams, token))
                return;
        }
    });

    static async Task AdoptAsync(PhaseAdoption adoption, string name, CommandStreams streams, CancellationToken token)
    {
        var plan = await adoption.PlanAsync(name, token);
        var steps = plan.Steps.Count(s => s.Action == StepAction.Adopt);
        if (await streams.ApprovedAsync(plan, plan.Target, $"Record {steps} steps of {plan.Phase} as applied without running them", token))
            await streams.WriteAsync(await adoption.RunAsync(name, token), token);
    }

    /// <summary>False when the phase failed: the rest stays undone.</summary>
    /// <param name="onlyPlanned">Gets the plan when it is not carried out: the next is planned as if it had been.</param>
    static async Task<bool> DeployAsync(PhaseService service, PhaseRequest request, List<PhasePlan> onlyPlanned, CommandStreams streams, CancellationToken token)
    {
        var plan = await service.PlanAsync(request, token);
        if (!await streams.ApprovedAsync(plan, plan.Target, $"Deploy {plan.Phase}: {plan.StepsToRun} steps, {plan.Tests.Count} tests", token))
        {
            onlyPlanned.Add(plan);
            return true;
        }
        var result = await service.RunAsync(request, plan, token);
        return await streams.EndedAsync(result, Ending.Of(result));
    }
}
