using ErosDeploy.Sandbox.Rest;

namespace ErosDeploy.Sandbox;

/// <summary>
/// Answers BigQuery v2, Cloud Storage v1 and Data Transfer v1 requests from a <see cref="LocalCloud"/>, in process.
/// Host names are ignored: only method, path, query, headers and body count. Does not own the cloud.
/// </summary>
public sealed class SandboxHandler(LocalCloud cloud) : HttpMessageHandler
{
    readonly Router _router = Routes.Of(cloud);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await Task.Yield();
        var response = await _router.AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        response.RequestMessage = request;
        return response;
    }
}
