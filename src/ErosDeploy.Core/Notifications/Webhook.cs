using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace ErosDeploy.Core.Notifications;

/// <summary>A Teams workflow, or anything that takes an Adaptive Card by POST. Its address is a secret: no message of ours holds it.</summary>
public sealed class Webhook : IDisposable
{
    const int MaxBytes = 28 * 1024;

    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    readonly HttpClient _http;
    readonly Uri _address;
    readonly ResiliencePipeline<HttpStatusCode> _pipeline;

    Webhook(Uri address, HttpMessageHandler handler, TimeProvider time)
    {
        _address = address;
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        _pipeline = new ResiliencePipelineBuilder<HttpStatusCode> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpStatusCode>
            {
                ShouldHandle = new PredicateBuilder<HttpStatusCode>().Handle<HttpRequestException>().HandleResult(s => s == HttpStatusCode.TooManyRequests || (int)s >= 500),
                MaxRetryAttempts = 4,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                DelayGenerator = _ => ValueTask.FromResult(RetryAfter),
            })
            .Build();
    }

    TimeSpan? RetryAfter { get; set; }

    /// <summary>Null without an address; one that is neither https nor on this machine is EROS1008.</summary>
    public static Webhook? Of(string? address, HttpMessageHandler handler, TimeProvider time) =>
        string.IsNullOrWhiteSpace(address) ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback) ? new Webhook(uri, handler, time)
        : throw new ErosException(ErosErrorCode.InvalidParameter, "The address of the webhook is no https address.", "Correct the variable that holds it.");

    /// <summary>What became of it in words: an accepted message is on its way, not yet seen by anyone.</summary>
    public async Task<string> PostAsync(byte[] card, CancellationToken cancellationToken)
    {
        if (card.Length > MaxBytes)
            return $"not sent: the message has {card.Length} bytes, and {MaxBytes} are taken at most";
        try
        {
            var status = await _pipeline.ExecuteAsync(token => SendAsync(card, token), cancellationToken);
            return (int)status is >= 200 and < 300 ? $"accepted ({(int)status})" : $"refused ({(int)status})";
        }
        catch (HttpRequestException)
        {
            return "not sent: the webhook cannot be reached";
        }
        catch (OperationCanceledException)
        {
            return "not sent: the webhook did not answer in time";
        }
    }

    public void Dispose() => _http.Dispose();

    async ValueTask<HttpStatusCode> SendAsync(byte[] card, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(card);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _http.PostAsync(_address, content, cancellationToken);
        RetryAfter = response.Headers.RetryAfter?.Delta is { } wait ? (wait < LongestRetryAfter ? wait : LongestRetryAfter) : null;
        return response.StatusCode;
    }
}
