using ErosDeploy.Runner.Engine;
using Spectre.Console;

namespace ErosDeploy.Runner.Demo;

/// <summary>
/// The main job end to end, through the public cmdlets only: a sandbox with sample data, the phases' tests before and after the whole deployment on it,
/// a drill of its backup, and a phase that fails its test and is undone.
/// A second run on the same folder finds everything applied and says so.
/// </summary>
internal static class DemoCommand
{
    const string Prepare = "New-ErosSandbox -Path $DemoFolder -Sample -Confirm:$false";
    const string Deploy = "Invoke-ErosDeployment -Sandbox $DemoFolder -SkipSoak -Confirm:$false";

    const string Test = "Test-ErosPhase -Sandbox $DemoFolder";

    const string Drill = "Test-ErosBackup -Sandbox $DemoFolder -Backup latest -Drill";

    const string Fail = "Invoke-ErosPhase wrong-turn -Sandbox $DemoFolder -SqlPath $WrongTurn -Confirm:$false -ErrorAction SilentlyContinue";

    public static int Run(EngineSession session, IAnsiConsole console, string folder, CancellationToken cancel)
    {
        var variables = new Dictionary<string, object> { ["DemoFolder"] = Path.GetFullPath(folder) };
        session.Collect<object>(Prepare, variables, cancel);
        if (session.Code != ExitCode.Done)
            return session.Code;
        var before = session.Collect<PhaseTestResult>(Test, variables, cancel);
        if (session.Code != ExitCode.Done)
            return session.Code;
        foreach (var result in session.Collect<DeploymentResult>(Deploy, variables, cancel))
        {
            PhaseTestSummary.Write(console, before, result.Phases.SelectMany(phase => phase.Tests));
            DeploymentSummary.Write(console, result, folder);
        }
        if (session.Code != ExitCode.Done)
            return session.Code;
        var checks = session.Collect<BackupCheck>(Drill, variables, cancel);
        DrillSummary.Write(console, checks);
        if (session.Code != ExitCode.Done || checks.Any(c => c.Status != CheckStatus.Pass))
            return session.Code != ExitCode.Done ? session.Code : ExitCode.FailedBeforeChange;
        return RunFailing(session, console, variables, cancel);
    }

    /// <summary>Well done is what fails here, and is undone.</summary>
    static int RunFailing(EngineSession session, IAnsiConsole console, Dictionary<string, object> variables, CancellationToken cancel)
    {
        variables["WrongTurn"] = FailingPhase.Write(Path.Combine((string)variables["DemoFolder"], FailingPhase.Name));
        var results = session.Collect<PhaseResult>(Fail, variables, cancel);
        foreach (var result in results)
            FailingPhase.Show(console, result);
        return results is [{ EndState: EndState.RolledBack }] ? ExitCode.Done : session.Code == ExitCode.Done ? ExitCode.Inconsistent : session.Code;
    }
}
