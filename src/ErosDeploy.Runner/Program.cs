using System.Runtime.InteropServices;
using ErosDeploy.Runner.CommandLine;
using ErosDeploy.Runner.Demo;
using ErosDeploy.Runner.Engine;
using ErosDeploy.Runner.Hosting;
using ErosDeploy.Runner.Serve;
using Spectre.Console;

namespace ErosDeploy.Runner;

internal static class Program
{
    static int Main(string[] arguments)
    {
        var command = ArgumentReader.Read(arguments);
        using var cancel = new CancellationTokenSource();
        using var interrupt = CancelOn(PosixSignal.SIGINT, cancel);
        using var terminate = CancelOn(PosixSignal.SIGTERM, cancel);
        try
        {
            return Run(command, cancel.Token);
        }
        catch (ErosException failure)
        {
            Console.Error.WriteLine(ErrorText.Of(failure));
            return ExitCode.FailedBeforeChange;
        }
    }

    // The first signal cancels the work and waits for its end; a second one ends the process as ever.
    static PosixSignalRegistration CancelOn(PosixSignal signal, CancellationTokenSource cancel) =>
        PosixSignalRegistration.Create(signal, received =>
        {
            received.Cancel = !cancel.IsCancellationRequested;
            cancel.Cancel();
        });

    static int Run(RunnerCommand command, CancellationToken cancel) => command switch
    {
        RunText text => InScriptEngine((session, _) => session.Run(text.Text, cancel)),
        RunFile file when !File.Exists(file.Path) => Say(Console.Error, $"The script '{file.Path}' does not exist.", ExitCode.WrongUse),
        RunFile file => InScriptEngine((session, _) => session.Run(ScriptFile.Text(Path.GetFullPath(file.Path), file.Arguments), cancel)),
        RunDemo demo => InEngine((session, console) => DemoCommand.Run(session, console, demo.Folder, cancel)),
        RunServe serve => ServeCommand.Run(serve, cancel),
        ShowHelp => Say(Console.Out, ArgumentReader.Usage, ExitCode.Done),
        ShowVersion => Say(Console.Out, typeof(Program).Assembly.GetName().Version!.ToString(3), ExitCode.Done),
        WrongUse wrong => Say(Console.Error, $"{wrong.Reason}\n\n{ArgumentReader.Usage}", ExitCode.WrongUse),
        _ => throw new InvalidOperationException($"no way to run {command}"),
    };

    static int InScriptEngine(Func<EngineSession, IAnsiConsole, int> work)
    {
        DefaultSandbox.Apply(Console.Error);
        return InEngine(work);
    }

    static int InEngine(Func<EngineSession, IAnsiConsole, int> work)
    {
        var consoles = Consoles.Open();
        using var progress = new ProgressDisplay(consoles.Progress, consoles.ShowsProgress);
        using var session = EngineSession.Open(new ConsoleUserInterface(consoles.Output, consoles.Errors, progress, consoles.Interactive));
        return work(session, consoles.Output);
    }

    static int Say(TextWriter writer, string text, int code)
    {
        writer.WriteLine(text);
        return code;
    }
}
