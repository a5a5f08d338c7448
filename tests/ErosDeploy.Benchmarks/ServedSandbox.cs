using System.Diagnostics;
using ErosDeploy.Core.Cloud;

namespace ErosDeploy.Benchmarks;

/// <summary>A sandbox in a process of its own, served on loopback from a temporary folder.</summary>
internal sealed class ServedSandbox : IDisposable
{
    const string Variable = "BIGQUERY_EMULATOR_HOST=";

    readonly string _folder = Directory.CreateTempSubdirectory("eros-served-").FullName;
    readonly Process _process;

    public ServedSandbox()
    {
        var start = new ProcessStartInfo(Eros()) { ArgumentList = { "serve", _folder, "--port", "0" }, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        Connection = new CloudConnection(new SocketsHttpHandler(), Options(new Uri(Address())));
    }

    public CloudConnection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    static CloudOptions Options(Uri address) => new() { BigQuery = address, Storage = address, Transfer = address };

    string Address()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Trim() is var text && text.StartsWith(Variable, StringComparison.Ordinal))
                return text[Variable.Length..] + "/";
        }

        throw new InvalidOperationException("eros serve ended before it served.");
    }

    /// <summary>Built with this project, for the same configuration.</summary>
    static string Eros()
    {
        var (target, configuration) = (new DirectoryInfo(AppContext.BaseDirectory), new DirectoryInfo(AppContext.BaseDirectory).Parent!);
        var root = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "src", "ErosDeploy.Runner", "bin", configuration.Name, target.Name, OperatingSystem.IsWindows() ? "eros.exe" : "eros");
    }
}
