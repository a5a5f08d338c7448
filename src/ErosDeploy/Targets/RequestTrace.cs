using System.Diagnostics;
using System.Globalization;

namespace ErosDeploy.Targets;

/// <summary>Tells each request and its answer: method, host and path only, since queries and headers may hold secrets.</summary>
internal sealed class RequestTrace(HttpMessageHandler transport, Func<string, CancellationToken, ValueTask> tell) : DelegatingHandler(transport)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        var place = request.RequestUri is { IsAbsoluteUri: true } uri ? uri.GetLeftPart(UriPartial.Path) : "?";
        await tell($"{request.Method} {place} {(int)response.StatusCode} {milliseconds} ms", cancellationToken).ConfigureAwait(false);
        return response;
    }
}
