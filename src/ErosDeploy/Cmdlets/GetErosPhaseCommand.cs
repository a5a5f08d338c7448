using System.Management.Automation;
using ErosDeploy.Core.Phases;
using ErosDeploy.Completion;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Lists the phases of the catalogue and what of them is applied to the target.</summary>
[Cmdlet(VerbsCommon.Get, "ErosPhase")]
[OutputType(typeof(PhaseInfo))]
public sealed class GetErosPhaseCommand : TargetCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? Name { get; set; }

    private protected override Work Prepare()
    {
        var names = Name;
        return OnTarget((services, streams, token) =>
        {
            var service = new PhaseService(services);
            return names is null ? ListAsync(service, null, streams, token) : EachAsync(service, names, streams, token);
        });
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
