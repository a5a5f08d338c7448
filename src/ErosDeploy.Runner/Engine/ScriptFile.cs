using System.Management.Automation.Language;
using ErosDeploy.Runner.CommandLine;

namespace ErosDeploy.Runner.Engine;

/// <summary>Runs a script file with arguments given as text, as pwsh's <c>-File</c> does: <c>-Name value</c> binds by name.</summary>
internal static class ScriptFile
{
    public static int Run(RunFile file, Func<Func<EngineSession, int>, int> inEngine, CancellationToken cancel)
    {
        var path = Path.GetFullPath(file.Path);
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"The script '{file.Path}' does not exist.");
            return ExitCode.WrongUse;
        }

        return inEngine(session => session.Run(Invocation(path, file.Arguments), cancel));
    }

    /// <summary>The call as PowerShell text: values are quoted, parameter names and switches are not.</summary>
    internal static string Invocation(string path, IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Select(Argument).Prepend("& " + Quote(path)));

    static string Argument(string text) => IsParameter(text) ? text : Quote(text);

    static bool IsParameter(string text) =>
        text.Length > 1 && text[0] == '-' && char.IsLetter(text[1]) && WithoutSwitchValue(text)[1..].All(char.IsLetterOrDigit);

    static string WithoutSwitchValue(string text) =>
        text.EndsWith(":$true", StringComparison.OrdinalIgnoreCase) || text.EndsWith(":$false", StringComparison.OrdinalIgnoreCase)
            ? text[..text.LastIndexOf(':')]
            : text;

    static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
