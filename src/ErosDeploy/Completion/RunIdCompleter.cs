using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using ErosDeploy.Core;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Views;

namespace ErosDeploy.Completion;

/// <summary>The newest runs of the target that the command line being completed would use; to resume, those that have not ended.</summary>
public sealed class RunIdCompleter : IArgumentCompleter
{
    const int Most = 20;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var open = commandName.EndsWith("Resume-ErosDeployment", StringComparison.OrdinalIgnoreCase);
        return Suggestions.OfTarget(wordToComplete, fakeBoundParameters, (services, token) => RunsAsync(services, open, token));
    }

    static async IAsyncEnumerable<Suggestion> RunsAsync(ErosServices services, bool open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = 0;
        await foreach (var run in new RunService(services).ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (open && run.State == RunState.Ended)
                continue;
            yield return new Suggestion(run.RunId, $"{run.Purpose}, {Readable.Instant(run.StartedAt)}, {run.State}: {run.Reached}");
            if (++found == Most)
                yield break;
        }
    }
}
