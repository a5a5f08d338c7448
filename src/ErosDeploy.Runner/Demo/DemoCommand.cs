using ErosDeploy.Runner.Engine;
using Spectre.Console;

namespace ErosDeploy.Runner.Demo;

/// <summary>
/// The main job end to end, through the public cmdlets only: a sandbox with sample data, then the whole deployment on it.
/// A second run on the same folder finds everything applied and says so.
/// </summary>
internal static class DemoCommand
{
    const string Prepare = "New-ErosSandbox -Path $DemoFolder -Sample -Confirm:$false";
    const string Deploy = "Invoke-ErosDeployment -Sandbox $DemoFolder -Confirm:$false";

    public static int Run(EngineSession session, IAnsiConsole console, string folder, CancellationToken cancel)
    {
        var variables = new Dictionary<string, object> { ["DemoFolder"] = Path.GetFullPath(folder) };
        session.Collect<object>(Prepare, variables, cancel);
        if (session.Code != ExitCode.Done)
            return session.Code;
        foreach (var result in session.Collect<DeploymentResult>(Deploy, variables, cancel))
            DeploymentSummary.Write(console, result, folder);
        return session.Code;
    }
}
