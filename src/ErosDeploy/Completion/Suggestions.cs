using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ErosDeploy.Core;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.Identity;
using ErosDeploy.Core.Targets;
using ErosDeploy.Targets;

namespace ErosDeploy.Completion;

/// <summary>One word that completion may offer, and its tool tip.</summary>
internal sealed record Suggestion(string Word, string About);

/// <summary>What all completers share: they never throw, take two seconds at most, and quote what they offer.</summary>
internal static class Suggestions
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Completion runs on the pipeline thread; the words are looked up on the pool.</summary>
    public static IReadOnlyList<CompletionResult> For(string word, Func<CancellationToken, Task<IReadOnlyList<Suggestion>>> lookUp) => For(word, () => lookUp);

    /// <param name="prepare">Called on the pipeline thread: reads what the session knows.</param>
    public static IReadOnlyList<CompletionResult> For(string word, Func<Func<CancellationToken, Task<IReadOnlyList<Suggestion>>>> prepare)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var lookUp = prepare();
            return Matching(word, Task.Run(() => lookUp(patience.Token), patience.Token).WaitAsync(Patience).GetAwaiter().GetResult());
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>Words that are looked up in the target that the command line so far would use.</summary>
    public static IReadOnlyList<CompletionResult> OfTarget(string word, IDictionary parameters, Func<ErosServices, CancellationToken, IAsyncEnumerable<Suggestion>> lookUp) => For(word, () =>
    {
        var (paths, session) = (SessionPaths(), SessionContext.Current);
        var context = TargetResolver.Resolve(Given(parameters, paths), session.Target, Paths.Variable(paths));
        return token => InTargetAsync(context, session.Identity, lookUp, token);
    });

    /// <summary>The target parameters on the command line so far.</summary>
    public static TargetInput Given(IDictionary parameters, PathIntrinsics paths)
    {
        string? Text(string name) => parameters[name]?.ToString();
        return new TargetInput(Text("Project"), Text("Dataset"), Text("Bucket"), Text("Location"), Paths.Full(paths, Text("Sandbox")), Paths.Full(paths, Text("SqlPath")));
    }

    /// <summary>A completer gets no session of its own; it runs on that one's thread.</summary>
    public static PathIntrinsics SessionPaths()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path").Invoke<PathIntrinsics>()[0];
    }

    static async Task<IReadOnlyList<Suggestion>> InTargetAsync(
        ErosContext context, IdentityRequest identity, Func<ErosServices, CancellationToken, IAsyncEnumerable<Suggestion>> lookUp, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueFolder.OpenAsync(CatalogueLocation.Of(context), cancellationToken).ConfigureAwait(false);
        using var target = OpenTarget.Open(context, identity, catalogue, SilentObserver.Instance, static (_, _) => default, mayCreate: false);
        var suggestions = new List<Suggestion>();
        await foreach (var suggestion in lookUp(target.Services, cancellationToken).ConfigureAwait(false))
            suggestions.Add(suggestion);
        return suggestions;
    }

    static CompletionResult[] Matching(string word, IReadOnlyList<Suggestion> suggestions)
    {
        var start = (word ?? "").Trim('\'', '"');
        return [.. suggestions
            .Where(s => s.Word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(s => new CompletionResult(Quoted(s.Word), s.Word, CompletionResultType.ParameterValue, s.About.Length == 0 ? s.Word : s.About))];
    }

    static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') && word.Length > 0 && char.IsAsciiLetterOrDigit(word[0])
            ? word
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
}
