using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Views;

namespace ErosDeploy.Completion;

/// <summary>The complete backups of the target that the command line being completed would use, newest first, and <c>latest</c>.</summary>
public sealed class BackupIdCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.OfTarget(wordToComplete, fakeBoundParameters, (services, token) => BackupsAsync(services, latest: parameterName == "Backup", token));

    static async IAsyncEnumerable<Suggestion> BackupsAsync(ErosServices services, bool latest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (latest)
            yield return new Suggestion("latest", "The newest complete backup");
        await foreach (var backup in new BackupService(services).ListAsync(new BackupQuery(), cancellationToken).ConfigureAwait(false))
        {
            if (backup.State == BackupState.Complete)
                yield return new Suggestion(backup.Id, $"{Readable.Instant(backup.CreatedAt)}, {backup.Tables.Count} tables, {Readable.Size(backup.Bytes)}");
        }
    }
}
