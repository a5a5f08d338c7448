using System.Diagnostics;

namespace ErosDeploy.Runner.Tests;

/// <summary>The built program as a process of its own, with no terminal and no EROS_ variables.</summary>
internal static class RunnerProcess
{
    public sealed record Ended(int Code, string Output, string Errors);

    public static Task<Ended> RunAsync(CancellationToken cancel, params string[] arguments) => RunInAsync(null, cancel, arguments);

    /// <param name="folder">The process's current folder; this one's when null.</param>
    public static async Task<Ended> RunInAsync(string? folder, CancellationToken cancel, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await EndAsync(process, cancel);
    }

    public static Process Start(string? folder, params string[] arguments) => Start(folder, null, arguments);

    /// <param name="served">The sandbox that it works on, as a client of another machine would.</param>
    public static Process Start(string? folder, Uri? served, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "eros.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("EROS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        if (served is not null)
            start.Environment["BIGQUERY_EMULATOR_HOST"] = start.Environment["STORAGE_EMULATOR_HOST"] = served.AbsoluteUri;
        return Process.Start(start) ?? throw new InvalidOperationException("eros did not start");
    }

    public static async Task<Ended> EndAsync(Process process, CancellationToken cancel)
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return new Ended(process.ExitCode, await output, await errors);
    }
}
