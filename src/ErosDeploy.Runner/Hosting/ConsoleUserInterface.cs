using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using Spectre.Console;

namespace ErosDeploy.Runner.Hosting;

/// <summary>
/// Streams to the console: results and their tables to standard output, everything else to standard error, coloured where the
/// terminal can. Asks only when both ends are a person's.
/// </summary>
internal sealed class ConsoleUserInterface(IAnsiConsole output, IAnsiConsole errors, ProgressDisplay progress, bool interactive)
    : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    readonly Lock _gate = new();
    readonly ConsoleRawUserInterface _raw = new(output);
    readonly StringBuilder _line = new();

    public override PSHostRawUserInterface RawUI => _raw;
    public override bool SupportsVirtualTerminal => output.Profile.Capabilities.Ansi;

    public override void Write(string value) => Put(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Put(value);

    public override void WriteLine(string value) => Put(value + "\n");

    public override void WriteErrorLine(string value) => PutDiagnostic(value, new Style(Color.Red));

    public override void WriteWarningLine(string message) => PutDiagnostic("WARNING: " + message, new Style(Color.Yellow));

    public override void WriteVerboseLine(string message) => PutDiagnostic("VERBOSE: " + message, new Style(Color.Grey));

    public override void WriteDebugLine(string message) => PutDiagnostic("DEBUG: " + message, new Style(Color.Grey));

    /// <summary>An error as the user reads it: what happened, what to do next, and its code.</summary>
    public void WriteError(ErrorRecord error) => WriteErrorLine(ErrorText.Of(error));

    public override void WriteProgress(long sourceId, ProgressRecord record) => progress.Report(record);

    public override string ReadLine()
    {
        RequirePerson("input");
        progress.Pause();
        return Console.ReadLine() ?? throw new PipelineStoppedException();
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequirePerson("a secret");
        progress.Pause();
        var secret = new SecureString();
        foreach (var letter in output.Prompt(new TextPrompt<string>("").Secret().AllowEmpty()))
            secret.AppendChar(letter);
        secret.MakeReadOnly();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Ask(field.Name)));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequirePerson("a confirmation; pass -Confirm:$false to go on without one");
        progress.Pause();
        WriteLine(ChoiceText.Question(caption, message, choices, defaultChoice));
        while (true)
        {
            var answer = ReadLine();
            if (ChoiceText.Match(answer, choices, defaultChoice) is { } index)
                return index;
            WriteLine(ChoiceText.Help(choices));
        }
    }

    public Collection<int> PromptForChoice(string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices) =>
        [PromptForChoice(caption ?? "", message ?? "", choices, defaultChoices?.FirstOrDefault() ?? 0)];

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new HostException("eros does not ask for credentials; give them as parameters.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowed, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    string Ask(string name)
    {
        RequirePerson(string.Create(CultureInfo.InvariantCulture, $"a value for {name}"));
        Put(name + ": ");
        return ReadLine();
    }

    void RequirePerson(string what)
    {
        if (!interactive)
            throw new HostException($"This needs {what}, and nobody can answer: input or output is not a terminal.");
    }

    // Rows of a table arrive in pieces; a live display may only be broken at line ends.
    void Put(string text)
    {
        lock (_gate)
        {
            _line.Append(text);
            var end = _line.ToString().LastIndexOf('\n');
            if (end < 0)
                return;
            var whole = _line.ToString(0, end + 1);
            _line.Remove(0, end + 1);
            // a host is handed text with escape sequences, and takes them out itself where they cannot be shown
            progress.Write(output, GetOutputString(whole, SupportsVirtualTerminal));
        }
    }

    void PutDiagnostic(string text, Style style)
    {
        lock (_gate)
            progress.Write(errors, text + "\n", style);
    }
}
