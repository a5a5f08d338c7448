using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Phases;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Runs the tests of phases against the target as it is, deployed or not; one object per test.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ErosPhase")]
[OutputType(typeof(PhaseTestResult))]
public sealed class TestErosPhaseCommand : TargetCommand
{
    /// <summary>Every phase when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? Name { get; set; }

    private protected override Work Prepare()
    {
        var names = Name;
        return OnTarget(async (services, streams, token) =>
        {
            foreach (var name in names ?? services.Catalogue.Catalogue.Phases.Select(phase => phase.Name))
                await streams.ContinueAfterErrorAsync(() => TestAsync(services, name, streams, token), token);
        });
    }

    static Task TestAsync(ErosServices services, string name, CommandStreams streams, CancellationToken token) =>
        new PhaseService(services).TestAsync(name, result => streams.WriteAsync(result, token).AsTask(), token);
}
