using Spectre.Console;

namespace ErosDeploy.Runner.Hosting;

/// <summary>
/// The program's two consoles. Where both lead to the same terminal they are one, so that live bars and text do not overwrite
/// each other; a redirected one is plain text.
/// </summary>
internal sealed record Consoles(IAnsiConsole Output, IAnsiConsole Errors, IAnsiConsole Progress, bool ShowsProgress, bool Interactive)
{
    /// <summary>Columns of a console that is a file or a pipe.</summary>
    public const int RedirectedWidth = 160;

    public static Consoles Open()
    {
        var output = Create(Console.Out, Console.IsOutputRedirected);
        var errors = Console.IsErrorRedirected || Console.IsOutputRedirected ? Create(Console.Error, Console.IsErrorRedirected) : output;
        var terminal = !Console.IsOutputRedirected || !Console.IsErrorRedirected;
        return new Consoles(output, errors, Console.IsOutputRedirected ? errors : output, terminal, terminal && !Console.IsInputRedirected);
    }

    static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (redirected)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
