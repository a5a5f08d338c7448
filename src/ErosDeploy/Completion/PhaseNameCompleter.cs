using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Targets;

namespace ErosDeploy.Completion;

/// <summary>The phases of the catalogue that the command line being completed would use.</summary>
public sealed class PhaseNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.For(wordToComplete, () =>
        {
            var paths = Suggestions.SessionPaths();
            var folder = CatalogueLocation.Of(Suggestions.Given(fakeBoundParameters, paths), Paths.Variable(paths));
            return token => PhasesAsync(folder, token);
        });

    static async Task<IReadOnlyList<Suggestion>> PhasesAsync(string folder, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueFolder.OpenAsync(folder, cancellationToken).ConfigureAwait(false);
        return [.. catalogue.Catalogue.Phases.Select(phase => new Suggestion(phase.Name, phase.Title))];
    }
}
