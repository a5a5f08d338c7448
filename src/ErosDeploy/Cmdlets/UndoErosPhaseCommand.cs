using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core.Phases;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Takes back what the last run of a phase did: definitions, new objects, and the rows of the tables it wrote, all verified.</summary>
[Cmdlet(VerbsCommon.Undo, "ErosPhase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PhaseResult), typeof(PhaseUndoPlan))]
public sealed class UndoErosPhaseCommand : TargetCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string? Name { get; set; }

    private protected override Work Prepare()
    {
        var name = Name!;
        return OnTarget(async (services, streams, token) =>
        {
            var service = new PhaseReversal(services);
            var plan = await service.PlanAsync(name, token);
            var action = $"Undo {plan.Phase} as run {plan.RunId} deployed it, {plan.Actions.Count} actions{string.Concat(plan.Warnings.Select(w => $" ({w.TrimEnd('.')})"))}";
            if (!await streams.ApprovedAsync(plan, plan.Target, action, token))
                return;
            var result = await service.RunAsync(plan, token);
            await streams.EndedAsync(result, Ending.Of(result) with { What = $"The undo of {result.Phase}", CanBeUndone = false });
        });
    }
}
