using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Linting;
using ErosDeploy.Core.Phases;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Runs the tests of phases against the target as it is, deployed or not, one object per test; or looks over their scripts without any target.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ErosPhase", DefaultParameterSetName = Tests)]
[OutputType(typeof(PhaseTestResult), ParameterSetName = [Tests])]
[OutputType(typeof(LintFinding), ParameterSetName = [Scripts])]
public sealed class TestErosPhaseCommand : TargetCommand
{
    const string Tests = "Tests", Scripts = "Scripts";

    /// <summary>Every phase when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PhaseNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Looks for what would fail or do harm in the scripts, before anything runs; all scripts of eros.json where no phase is named.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Scripts)]
    public SwitchParameter Lint { get; set; }

    private protected override Work Prepare() => Lint.IsPresent ? LintWork(Name) : TestWork(Name);

    /// <summary>Without a target: a build agent that knows none can do it.</summary>
    Work LintWork(string[]? names)
    {
        var folder = CatalogueLocation.Of(GivenTarget, Paths.Variable(this));
        return async (streams, token) =>
        {
            var lint = new LintService(await CatalogueFolder.OpenAsync(folder, token).ConfigureAwait(false));
            if (names is null)
                await FoundAsync(lint.AllAsync(token), streams, token).ConfigureAwait(false);
            foreach (var name in names ?? [])
                await streams.ContinueAfterErrorAsync(() => FoundAsync(lint.OfPhaseAsync(name, token), streams, token), token).ConfigureAwait(false);
        };
    }

    static async Task FoundAsync(Task<IReadOnlyList<LintFinding>> findings, CommandStreams streams, CancellationToken token)
    {
        foreach (var finding in await findings.ConfigureAwait(false))
            await streams.WriteAsync(finding, token).ConfigureAwait(false);
    }

    Work TestWork(string[]? names) => OnTarget(async (services, streams, token) =>
    {
        foreach (var name in names ?? services.Catalogue.Catalogue.Phases.Select(phase => phase.Name))
            await streams.ContinueAfterErrorAsync(() => TestAsync(services, name, streams, token), token);
    });

    static Task TestAsync(ErosServices services, string name, CommandStreams streams, CancellationToken token) =>
        new PhaseService(services).TestAsync(name, result => streams.WriteAsync(result, token).AsTask(), token);
}
