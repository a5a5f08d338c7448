using ErosDeploy.Runner.CommandLine;
using ErosDeploy.Runner.Engine;
using ErosDeploy.Sandbox;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Runner.Serve;

/// <summary>Serves a sandbox until the process is told to stop.</summary>
internal static class ServeCommand
{
    public static int Run(RunServe options, CancellationToken cancel) => RunAsync(options, cancel).GetAwaiter().GetResult();

    static async Task<int> RunAsync(RunServe options, CancellationToken cancel)
    {
        using var cloud = OpenFolder(options.Folder);
        await using var server = await ListenAsync(cloud, options.Port, cancel);
        cloud.RunSchedules();
        Announce(cloud, server.Address);
        await UntilCancelled(cancel);
        return ExitCode.Done;
    }

    static LocalCloud OpenFolder(string folder)
    {
        try
        {
            return LocalCloud.Open(folder);
        }
        catch (FolderInUseException failure)
        {
            throw new ErosException(
                ErosErrorCode.SandboxInUse, failure.Message, "End that process, or serve another folder.", failure);
        }
        catch (FolderFullException failure)
        {
            throw new ErosException(ErosErrorCode.SandboxFull, failure.Message, "Free space on that disk, or serve a folder on another.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ErosException(
                ErosErrorCode.SandboxUnavailable, $"The folder '{folder}' cannot be used: {failure.Message}", "Name a folder that can be written to.", failure);
        }
    }

    static async Task<SandboxServer> ListenAsync(LocalCloud cloud, int port, CancellationToken cancel)
    {
        try
        {
            return await SandboxServer.StartAsync(cloud, port, cancel);
        }
        catch (IOException failure)
        {
            throw new ErosException(
                ErosErrorCode.SandboxUnavailable, $"Port {port} of 127.0.0.1 cannot be used: {failure.Message}", "Take another --port; 0 takes a free one.", failure);
        }
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
