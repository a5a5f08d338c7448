using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Targets;
using ErosDeploy.Targets;
using ErosDeploy.Views;

namespace ErosDeploy.Completion;

/// <summary>The complete backups of the target that the command line being completed would use, newest first, and <c>latest</c>.</summary>
public sealed class BackupIdCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var (given, session) = (Suggestions.Given(fakeBoundParameters), SessionContext.Current);
        var latest = parameterName == "Backup" ? new[] { new Suggestion("latest", "The newest complete backup") } : [];
        return Suggestions.For(wordToComplete, async token => [.. latest, .. await BackupsAsync(given, session, token).ConfigureAwait(false)]);
    }

    static async Task<IReadOnlyList<Suggestion>> BackupsAsync(TargetInput given, SessionContext session, CancellationToken cancellationToken)
    {
        var context = TargetResolver.Resolve(given, session.Target, Environment.GetEnvironmentVariable);
        var catalogue = await CatalogueFolder.OpenAsync(CatalogueLocation.Of(context), cancellationToken).ConfigureAwait(false);
        using var target = OpenTarget.Open(context, session.Identity, catalogue, SilentObserver.Instance, static (_, _) => default, mayCreate: false);
        var suggestions = new List<Suggestion>();
        await foreach (var backup in new BackupService(target.Services).ListAsync(new BackupQuery(), cancellationToken).ConfigureAwait(false))
        {
            if (backup.State == BackupState.Complete)
                suggestions.Add(new Suggestion(backup.Id, $"{Readable.Instant(backup.CreatedAt)}, {backup.Tables.Count} tables, {Readable.Size(backup.Bytes)}"));
        }
        return suggestions;
    }
}
