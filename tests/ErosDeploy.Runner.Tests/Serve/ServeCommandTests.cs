using System.Net;
using System.Net.Sockets;
using ErosDeploy.Runner.CommandLine;
using ErosDeploy.Runner.Serve;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Tests.Serve;

public sealed class ServeCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("eros-serve-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_in_use_is_refused()
    {
        using var cloud = LocalCloud.Open(_folder);
        var refusal = Assert.Throws<ErosException>(() => ServeCommand.Run(new RunServe(_folder, 0), Cancel));
        Assert.Equal(ErosErrorCode.SandboxInUse, refusal.Code);
    }

    [Fact]
    public void A_port_in_use_is_refused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var refusal = Assert.Throws<ErosException>(() => ServeCommand.Run(new RunServe(_folder, port), Cancel));
        Assert.Contains($"Port {port}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var refusal = Assert.Throws<ErosException>(() => ServeCommand.Run(new RunServe(file, 0), Cancel));
        Assert.Equal(ErosErrorCode.SandboxUnavailable, refusal.Code);
    }
}
