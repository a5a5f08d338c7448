using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Tests.Commands;

namespace ErosDeploy.Tests;

public sealed class CompletionTests : IDisposable
{
    readonly HostedSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_phase_is_offered_by_the_catalogue_on_the_command_line()
    {
        Assert.Equal(["phase1", "phase2"], Offered("Invoke-ErosPhase -Name "));
        Assert.Equal(["phase2"], Offered("Invoke-ErosPhase phase2"));
    }

    [Theory]
    [InlineData("phase1", "phase1")]
    [InlineData("2026-01-31_020500", "2026-01-31_020500")]
    [InlineData("o'clock $x", "'o''clock $x'")]
    [InlineData("-Force", "'-Force'")]
    [InlineData("two words", "'two words'")]
    public void A_word_that_needs_quotes_gets_them(string word, string offered)
    {
        var results = Suggestions.For(word[..1], _ => Task.FromResult<IReadOnlyList<Suggestion>>([new Suggestion(word, "")]));
        Assert.Equal(offered, Assert.Single(results).CompletionText);
    }

    [Fact]
    public void A_look_up_that_fails_offers_nothing() =>
        Assert.Empty(Suggestions.For("", _ => throw new InvalidOperationException("no network")));

    [Fact]
    public void A_catalogue_that_cannot_be_read_offers_nothing_and_does_not_fail()
    {
        using var folder = new TemporaryFolder();
        Assert.DoesNotContain(Offered($"Invoke-ErosPhase -SqlPath '{folder.Path}' -Name "), word => word.StartsWith("phase", StringComparison.Ordinal));
    }

    [Fact]
    public void Relative_folders_on_the_command_line_are_of_the_session_s_folder()
    {
        using var catalogue = new CatalogueCopy();
        var file = Path.Combine(catalogue.Path, "eros.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"phase2\"", "\"other\"", StringComparison.Ordinal));
        _session.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{Path.GetDirectoryName(catalogue.Path)}')").All<object>();
        Assert.Equal(["phase1", "other"], Offered($"Invoke-ErosPhase -SqlPath ./{Path.GetFileName(catalogue.Path)} -Name "));
    }

    IReadOnlyList<string> Offered(string line)
    {
        using var shell = _session.Shell("");
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }
}
