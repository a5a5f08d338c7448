using System.Net;
using ErosDeploy.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ErosDeploy.Runner.Serve;

/// <summary>A local cloud on a loopback port. Owns the cloud's handler, not the cloud.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    readonly WebApplication _web;
    readonly HttpMessageInvoker _sandbox;

    SandboxServer(HttpMessageHandler sandbox, int port)
    {
        _sandbox = new HttpMessageInvoker(sandbox);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _web = builder.Build();
        _web.Run(AnswerAsync);
    }

    /// <summary>Base address, with the port that was really taken.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts to listen on 127.0.0.1; port 0 takes a free one.</summary>
    public static Task<SandboxServer> StartAsync(LocalCloud cloud, int port, CancellationToken cancel) => StartAsync(new SandboxHandler(cloud), port, cancel);

    /// <param name="sandbox">Answers every request; owned from here on.</param>
    public static async Task<SandboxServer> StartAsync(HttpMessageHandler sandbox, int port, CancellationToken cancel)
    {
        var server = new SandboxServer(sandbox, port);
        await server._web.StartAsync(cancel);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _sandbox.Dispose();
    }

    async Task AnswerAsync(HttpContext context)
    {
        using var request = Exchange.Request(context);
        try
        {
            using var response = await _sandbox.SendAsync(request, context.RequestAborted);
            await Exchange.ReplyAsync(context, response);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    }
}
