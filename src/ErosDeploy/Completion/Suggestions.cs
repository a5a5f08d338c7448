using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Completion;

/// <summary>One word that completion may offer, and its tool tip.</summary>
internal sealed record Suggestion(string Word, string About);

/// <summary>What all completers share: they never throw, take two seconds at most, and quote what they offer.</summary>
internal static class Suggestions
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Completion runs on the pipeline thread; the words are looked up on the pool.</summary>
    public static IReadOnlyList<CompletionResult> For(string word, Func<CancellationToken, Task<IReadOnlyList<Suggestion>>> lookUp)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return Matching(word, Task.Run(() => lookUp(patience.Token), patience.Token).WaitAsync(Patience).GetAwaiter().GetResult());
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>The target parameters on the command line so far.</summary>
    public static TargetInput Given(IDictionary parameters)
    {
        string? Text(string name) => parameters[name]?.ToString();
        return new TargetInput(Text("Project"), Text("Dataset"), Text("Bucket"), Text("Location"), Text("Sandbox"), Text("SqlPath"));
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
