using System.Runtime.CompilerServices;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.Identity;
using ErosDeploy.Sandbox;
using ErosDeploy.Sandboxes;

namespace ErosDeploy.Targets;

/// <summary>What carries the requests of one command: the internet, another base address, or a sandbox in this process.</summary>
internal sealed class Transport : IDisposable
{
    SandboxLease? _lease;

    Transport(HttpMessageHandler handler) => Handler = handler;

    public HttpMessageHandler Handler { get; }

    public CloudOptions Options { get; private init; } = new();

    public ICloudIdentity Identity { get; private init; } = CloudIdentity.Anonymous;

    public static Transport Of(ErosContext context, IdentityRequest identity) => context.Kind switch
    {
        TargetKind.Sandbox => SandboxPackage.Need(() => InProcess(context.Sandbox!)),
        TargetKind.Endpoint => new Transport(new SocketsHttpHandler())
        {
            Options = new CloudOptions
            {
                BigQuery = new Uri(context.BigQueryEndpoint! + "/"),
                Storage = new Uri(context.StorageEndpoint! + "/"),
                Transfer = new Uri(context.BigQueryEndpoint! + "/"),
            },
        },
        _ => new Transport(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Identity = CloudIdentity.Google(identity) },
    };

    public void Dispose() => _lease?.Dispose();

    // not inlined: its types come from the sandbox's package, which may not be there
    [MethodImpl(MethodImplOptions.NoInlining)]
    static Transport InProcess(string folder)
    {
        var lease = OpenSandboxes.OfProcess.Take(folder);
        return new Transport(new SandboxHandler(lease.Cloud)) { _lease = lease };
    }
}
