using ErosDeploy.Runner.Engine;
using Spectre.Console;

namespace ErosDeploy.Runner.Demo;

/// <summary>
/// The main job end to end, through the public cmdlets only: a sandbox with sample data, the phases' tests before and after the whole deployment on it,
/// and a drill of its backup.
/// A second run on the same folder finds everything applied and says so.
/// </summary>
internal static class DemoCommand
{
    const string Prepare = "New-ErosSandbox -Path $DemoFolder -Sample -Confirm:$false";
    const string Deploy = "Invoke-ErosDeployment -Sandbox $DemoFolder -Confirm:$false";

    const string Test = "Test-ErosPhase -Sandbox $DemoFolder";

    const string Drill = "Test-ErosBackup -Sandbox $DemoFolder -Backup latest -Drill";

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
        return session.Code != ExitCode.Done ? session.Code : checks.All(c => c.Status == CheckStatus.Pass) ? ExitCode.Done : ExitCode.FailedBeforeChange;
    }
}
