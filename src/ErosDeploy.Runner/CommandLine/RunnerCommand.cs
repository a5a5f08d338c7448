namespace ErosDeploy.Runner.CommandLine;

/// <summary>What the command line asks for.</summary>
internal abstract record RunnerCommand;

/// <summary><c>eros -Command TEXT</c>: runs the text as a PowerShell script.</summary>
internal sealed record RunText(string Text) : RunnerCommand;

/// <summary><c>eros -File SCRIPT [args]</c>: runs a script file; arguments as pwsh's <c>-File</c> takes them.</summary>
internal sealed record RunFile(string Path, IReadOnlyList<string> Arguments) : RunnerCommand;

/// <summary><c>eros demo [FOLDER]</c>: the whole deployment on a sandbox with sample data.</summary>
internal sealed record RunDemo(string Folder) : RunnerCommand;

/// <summary><c>eros serve [FOLDER] [--port N]</c>: serves a sandbox on loopback; port 0 takes a free one.</summary>
internal sealed record RunServe(string Folder, int Port) : RunnerCommand;

/// <summary><c>eros --help</c>.</summary>
internal sealed record ShowHelp : RunnerCommand;

/// <summary><c>eros --version</c>.</summary>
internal sealed record ShowVersion : RunnerCommand;

/// <summary>A command line that cannot be run; the reason is for the user.</summary>
internal sealed record WrongUse(string Reason) : RunnerCommand;
