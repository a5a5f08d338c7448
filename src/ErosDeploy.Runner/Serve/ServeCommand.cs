using ErosDeploy.Runner.CommandLine;
using ErosDeploy.Runner.Engine;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Serve;

/// <summary>Serves a sandbox until the process is told to stop.</summary>
internal static class ServeCommand
{
    public static int Run(RunServe options, CancellationToken cancel) => RunAsync(options, cancel).GetAwaiter().GetResult();

    static async Task<int> RunAsync(RunServe options, CancellationToken cancel)
    {
        using var cloud = LocalCloud.Open(options.Folder);
        await using var server = await SandboxServer.StartAsync(cloud, options.Port, cancel);
        Announce(cloud, server.Address);
        await UntilCancelled(cancel);
        return ExitCode.Done;
    }

    static void Announce(LocalCloud cloud, Uri address)
    {
        var authority = address.GetLeftPart(UriPartial.Authority);
        Console.Out.WriteLine($"Serving {cloud.Folder} on {authority}");
        Console.Out.WriteLine($"  BIGQUERY_EMULATOR_HOST={authority}");
        Console.Out.WriteLine($"  STORAGE_EMULATOR_HOST={authority}");
        Console.Out.WriteLine("Ctrl+C ends it.");
        Console.Out.Flush();
    }

    static async Task UntilCancelled(CancellationToken cancel)
    {
        var end = new TaskCompletionSource();
        await using var registration = cancel.Register(end.SetResult);
        await end.Task;
    }
}
