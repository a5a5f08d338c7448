using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Cloud.Identity;
using Polly;
using Polly.Timeout;

namespace ErosDeploy.Core.Cloud;

/// <summary>Base addresses and budgets of a connection.</summary>
public sealed record CloudOptions
{
    public Uri BigQuery { get; init; } = new("https://bigquery.googleapis.com/");
    public Uri Storage { get; init; } = new("https://storage.googleapis.com/");
    public Uri Transfer { get; init; } = new("https://bigquerydatatransfer.googleapis.com/");
    public RetryOptions Retry { get; init; } = new();
}

/// <summary>
/// The way to the cloud: identity, then retries, then the transport, which alone differs between the internet, another base address
/// and a sandbox in this process. Disposing it disposes the transport.
/// </summary>
public sealed class CloudConnection : IDisposable
{
    readonly HttpMessageInvoker _transport;
    readonly ICloudIdentity _identity;
    readonly CloudOptions _options;
    readonly ResiliencePipeline<CloudReply> _pipeline;

    /// <param name="identity">Null where no one asks who calls (sandbox, emulator).</param>
    public CloudConnection(HttpMessageHandler transport, CloudOptions? options = null, ICloudIdentity? identity = null, TimeProvider? time = null)
    {
        _transport = new HttpMessageInvoker(transport);
        _identity = identity ?? CloudIdentity.Anonymous;
        _options = options ?? new CloudOptions();
        Time = time ?? TimeProvider.System;
        _pipeline = RetryPipeline.Build(Retry.Validated(), Time);
    }

    public TimeProvider Time { get; }

    public RetryOptions Retry => _options.Retry;

    /// <summary>Sends a request until it is answered or its budget is used up; a refusal is thrown as <see cref="ErosException"/>.</summary>
    public async Task<CloudReply> SendAsync(CloudRequest request, CancellationToken cancel)
    {
        var reply = await TrySendAsync(request, cancel);
        return reply.Fault is null ? reply : throw CloudErrors.Of(reply.Fault, request.Doing);
    }

    /// <summary>As <see cref="SendAsync"/>, but a refusal, or that no answer came, is returned as the reply's fault: when the budget ends
    /// during a pause, that of the last try.</summary>
    public async Task<CloudReply> TrySendAsync(CloudRequest request, CancellationToken cancel)
    {
        CloudReply? refused = null;
        try
        {
            return await _pipeline.RunAsync(
                request,
                async token =>
                {
                    refused = null;
                    return refused = await OnceAsync(request, token);
                },
                cancel);
        }
        catch (Exception failure) when (failure is TimeoutRejectedException or HttpRequestException or IOException)
        {
            return refused ?? new CloudReply(0, [], CloudFault.Unanswered(failure), null, null);
        }
    }

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public async Task<T> SendAsync<T>(CloudRequest request, JsonTypeInfo<T> type, CancellationToken cancel) =>
        Json.Read((await SendAsync(request, cancel)).Body, type, request.Doing);

    /// <summary>As above; null when what the request names does not exist.</summary>
    public async Task<T?> FindAsync<T>(CloudRequest request, JsonTypeInfo<T> type, CancellationToken cancel) where T : class
    {
        var reply = await TrySendAsync(request, cancel);
        if (reply.Fault is null)
            return Json.Read(reply.Body, type, request.Doing);
        var error = CloudErrors.Of(reply.Fault, request.Doing);
        return error.Code == ErosErrorCode.CloudNotFound ? null : throw error;
    }

    public void Dispose() => _transport.Dispose();

    async ValueTask<CloudReply> OnceAsync(CloudRequest request, CancellationToken cancel)
    {
        using var message = request.ToMessage(BaseAddress(request.Service));
        if (await _identity.AuthorizeAsync(cancel) is { } authorization)
            authorization.Apply(message.Headers);
        using var response = await _transport.SendAsync(message, cancel);
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        // 308 tells how far a resumable upload has come; it is no failure
        var refused = !response.IsSuccessStatusCode && (int)response.StatusCode != 308;
        var fault = refused ? CloudFault.Read(response.StatusCode, body) : null;
        return new CloudReply(response.StatusCode, body, fault, RetryAfter(response), response.Headers.Location) { Received = Received(response) };
    }

    Uri BaseAddress(CloudService service) => service switch
    {
        CloudService.BigQuery => _options.BigQuery,
        CloudService.Storage => _options.Storage,
        _ => _options.Transfer,
    };

    // "bytes=0-41" on a 308: 42 bytes have been kept
    static long? Received(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Range", out var ranges) && long.TryParse(ranges.First().Split('-')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last + 1
            : null;

    TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - Time.GetUtcNow(),
        _ => null,
    };
}
