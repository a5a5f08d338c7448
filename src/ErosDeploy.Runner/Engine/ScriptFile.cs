using System.Management.Automation.Language;

namespace ErosDeploy.Runner.Engine;

/// <summary>
/// A script file as PowerShell text, with arguments as pwsh's <c>-File</c> takes them: <c>-Name value</c> and <c>-Switch:$false</c>
/// bind by name, everything else is a quoted value. An <c>exit</c> of the script ends the session with its code.
/// </summary>
internal static class ScriptFile
{
    public static string Text(string path, IReadOnlyList<string> arguments) =>
        $"$global:LASTEXITCODE = 0\n{Call(path, arguments)}\nif (-not $? -and $LASTEXITCODE) {{ exit $LASTEXITCODE }}";

    internal static string Call(string path, IReadOnlyList<string> arguments) =>
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
