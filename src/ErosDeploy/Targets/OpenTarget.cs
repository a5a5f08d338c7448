using ErosDeploy.Core;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Identity;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Notifications;
using ErosDeploy.Core.Targets;
using ErosDeploy.Pipeline;
using ErosDeploy.Sandboxes;

namespace ErosDeploy.Targets;

/// <summary>A target with its services, for the length of one command. This is where the product is put together: everything is the
/// same for every kind of target but the transport at the bottom.</summary>
internal sealed class OpenTarget : IDisposable
{
    readonly Transport _transport;
    readonly CloudConnection _connection;

    OpenTarget(Transport transport, CloudConnection connection, ErosServices services) =>
        (_transport, _connection, Services) = (transport, connection, services);

    public ErosServices Services { get; }

    /// <param name="mayCreate">Whether a sandbox folder that is not one yet becomes one.</param>
    public static async Task<OpenTarget> OpenAsync(
        ErosContext context, IdentityRequest identity, CommandStreams streams, CancellationToken cancellationToken, bool mayCreate = false)
    {
        var catalogue = await CatalogueFolder.OpenAsync(CatalogueLocation.Of(context), cancellationToken).ConfigureAwait(false);
        return Open(context, identity, catalogue, streams, streams.DebugAsync, mayCreate);
    }

    public static OpenTarget Open(
        ErosContext context, IdentityRequest identity, CatalogueFolder catalogue, IErosObserver observer, Func<string, CancellationToken, ValueTask> trace, bool mayCreate)
    {
        if (context.Sandbox is { } folder && !mayCreate)
            SandboxFolder.RequireSandbox(folder);
        var transport = Transport.Of(context, identity);
        var connection = new CloudConnection(new RequestTrace(transport.Handler, trace), transport.Options, transport.Identity, TimeProvider.System);
        var services = new ErosServices(
            ErosTarget.Of(context), new BigQueryClient(connection, context.Project), new StorageClient(connection), catalogue, observer, TimeProvider.System)
        {
            Webhook = Webhook.Of(Environment.GetEnvironmentVariable(TargetVariables.Webhook), new SocketsHttpHandler(), TimeProvider.System),
        };
        return new OpenTarget(transport, connection, services);
    }

    public void Dispose()
    {
        Services.Webhook?.Dispose();
        _connection.Dispose();
        _transport.Dispose();
    }
}
