using System.Globalization;

namespace ErosDeploy.Runner.CommandLine;

/// <summary>Turns the program's arguments into a <see cref="RunnerCommand"/>; never throws.</summary>
internal static class ArgumentReader
{
    public const string DefaultSandbox = "eros-sandbox";
    public const int DefaultPort = 9050;

    public const string Usage = """
        eros: runs ErosDeploy without an installed PowerShell.

          eros -Command TEXT              run PowerShell text; the ErosDeploy module is loaded
          eros -File SCRIPT [ARGUMENTS]   run a PowerShell script
          eros demo [FOLDER]              rehearse a whole deployment on sample data   (default folder: eros-sandbox)
          eros serve [FOLDER] [--port N]  serve the sandbox in FOLDER on 127.0.0.1     (default port: 9050; 0 takes a free one)
          eros --version | --help

        Exit codes: 0 done, 1 failed before any change, 2 wrong use, 3 failed and rolled back, 4 inconsistent, 5 paused as asked, 130 cancelled.
        """;

    public static RunnerCommand Read(IReadOnlyList<string> arguments) =>
        arguments.Count == 0 ? new WrongUse("Nothing to do.") : ReadVerb(arguments[0], [.. arguments.Skip(1)]);

    static RunnerCommand ReadVerb(string verb, string[] rest) => verb.ToLowerInvariant() switch
    {
        "-command" or "-c" => ReadText(rest),
        "-file" or "-f" => rest.Length == 0 ? new WrongUse("-File needs a script.") : new RunFile(rest[0], rest[1..]),
        "demo" => ReadDemo(rest),
        "serve" => ReadServe(rest),
        "--help" or "-help" or "-h" or "-?" or "help" => new ShowHelp(),
        "--version" or "-version" => new ShowVersion(),
        _ => new WrongUse($"Unknown command '{verb}'."),
    };

    static RunnerCommand ReadText(string[] rest) =>
        rest.Length == 0 ? new WrongUse("-Command needs text.") : new RunText(string.Join(' ', rest));

    static RunnerCommand ReadDemo(string[] rest) => rest switch
    {
        [] => new RunDemo(DefaultSandbox),
        [var folder] when !folder.StartsWith('-') => new RunDemo(folder),
        _ => new WrongUse($"demo takes one folder, not '{string.Join(' ', rest)}'."),
    };

    static RunnerCommand ReadServe(string[] rest)
    {
        string? folder = null;
        var port = DefaultPort;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] is "--port" or "-Port")
            {
                if (++i == rest.Length || !TryPort(rest[i], out port))
                    return new WrongUse("--port needs a number from 0 to 65535.");
            }
            else if (rest[i].StartsWith('-') || folder is not null)
            {
                return new WrongUse($"serve does not take '{rest[i]}'.");
            }
            else
            {
                folder = rest[i];
            }
        }

        return new RunServe(folder ?? DefaultSandbox, port);
    }

    static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
