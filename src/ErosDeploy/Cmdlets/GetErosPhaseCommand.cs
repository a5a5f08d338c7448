using System.Management.Automation;
using ErosDeploy.Core;
using ErosDeploy.Core.Phases;
using ErosDeploy.Completion;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Lists the phases of the catalogue and what of them is applied to the target, or plans what a run of each would do now.</summary>
[Cmdlet(VerbsCommon.Get, "ErosPhase", DefaultParameterSetName = ListSet)]
[OutputType(typeof(PhaseInfo), ParameterSetName = [ListSet])]
[OutputType(typeof(PhasePlan), ParameterSetName = [PlanSet])]
public sealed class GetErosPhaseCommand : TargetCommand
{
    const string ListSet = "List";
    const string PlanSet = "Plan";

    /// <summary>What Invoke-ErosPhase would do now, with risk and bytes of every step and all that its preflight finds. Nothing is changed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PlanSet)]
    public SwitchParameter Plan { get; set; }

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? Name { get; set; }

    private protected override Work Prepare()
    {
        var (names, plan) = (Name, Plan.IsPresent);
        return OnTarget((services, streams, token) =>
        {
            var service = new PhaseService(services);
            return plan ? PlansAsync(service, names ?? service.Names, streams, token)
                : names is null ? ListAsync(service, null, streams, token)
                : EachAsync(service, names, streams, token);
        });
    }

    /// <summary>Each as if those before it had run.</summary>
    static async Task PlansAsync(PhaseService service, IReadOnlyList<string> names, CommandStreams streams, CancellationToken token)
    {
        var before = new List<PhasePlan>();
        foreach (var name in names)
        {
            await streams.ContinueAfterErrorAsync(async () =>
            {
                var plan = await service.PlanAsync(new PhaseRequest(name, After: [.. before]), token);
                before.Add(plan);
                await streams.WriteAsync(plan, token);
            }, token);
        }
    }

    static async Task ListAsync(PhaseService service, string? name, CommandStreams streams, CancellationToken token)
    {
        await foreach (var phase in service.ListAsync(name is null ? null : [name], token))
            await streams.WriteAsync(phase, token);
    }

    static async Task EachAsync(PhaseService service, IReadOnlyList<string> names, CommandStreams streams, CancellationToken token)
    {
        foreach (var name in names)
            await streams.ContinueAfterErrorAsync(() => ListAsync(service, name, streams, token), token);
    }
}
