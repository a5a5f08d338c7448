using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core.Measurements;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Runs the benchmarks of phases on the target and, in turns, on what was there before the phase, where its run kept it. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ErosPhase")]
[OutputType(typeof(PhaseMeasurement))]
public sealed class MeasureErosPhaseCommand : TargetCommand
{
    /// <summary>Those with benchmarks when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Of each benchmark on each side, instead of those of eros.json; under six no verdict on times is possible.</summary>
    [Parameter, ValidateRange(1, 1000)]
    public int? Repetitions { get; set; }

    private protected override Work Prepare()
    {
        var (names, repetitions) = (Name, Repetitions);
        return OnTarget(async (services, streams, token) =>
        {
            var service = new MeasureService(services);
            foreach (var name in names ?? services.Catalogue.Catalogue.Phases.Where(p => p.Benchmarks.Count > 0).Select(p => p.Name))
                await streams.ContinueAfterErrorAsync(async () => await streams.WriteAsync(await service.MeasureAsync(name, repetitions, token), token), token);
        });
    }
}
