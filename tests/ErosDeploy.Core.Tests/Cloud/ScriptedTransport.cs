using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace ErosDeploy.Core.Tests.Cloud;

/// <summary>A request as it was when it was sent: its content is gone by the time a test looks.</summary>
sealed record SentRequest(HttpMethod Method, Uri Uri, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public override string ToString() => $"{Method} {Uri.AbsolutePath}";

    public string? Query(string name) => System.Web.HttpUtility.ParseQueryString(Uri.Query)[name];
}

/// <summary>Answers requests from a queue in order; an unexpected request fails the test by name.</summary>
sealed class ScriptedTransport : HttpMessageHandler
{
    readonly ConcurrentQueue<Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>> _answers = new();
    readonly ConcurrentQueue<SentRequest> _sent = new();
    Func<HttpResponseMessage>? _afterwards;

    public IReadOnlyList<SentRequest> Sent => [.. _sent];

    public bool Exhausted => _answers.IsEmpty;

    public ScriptedTransport Answer(string json, HttpStatusCode status = HttpStatusCode.OK) => Answer(_ => Json(json, status));

    public ScriptedTransport Answer(Func<SentRequest, HttpResponseMessage> answer) => AnswerAsync((sent, _) => Task.FromResult(answer(sent)));

    public ScriptedTransport AnswerAsync(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>What is answered for ever when the queue is empty.</summary>
    public ScriptedTransport Afterwards(Func<HttpResponseMessage> answer)
    {
        _afterwards = answer;
        return this;
    }

    public ScriptedTransport Fault(HttpStatusCode status, string? reason, string message = "refused") => Answer(_ => Refusal(status, reason, message));

    /// <summary>The request may have been done, but no answer came.</summary>
    public ScriptedTransport Break() => Answer(_ => throw new HttpRequestException("connection reset"));

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Refusal(HttpStatusCode status, string? reason, string message)
    {
        var code = (int)status;
        var errors = reason is null ? "[]" : $$"""[{"reason":"{{reason}}","message":"{{message}}"}]""";
        return Json($$"""{ "error": { "code": {{code}}, "message": "{{message}}", "errors": {{errors}} } }""", status);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = await RecordAsync(request, cancellationToken);
        var response = await AnswerOf(sent)(sent, cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> AnswerOf(SentRequest sent)
    {
        if (_answers.TryDequeue(out var answer)) return answer;
        var afterwards = _afterwards ?? throw new InvalidOperationException($"Nothing is scripted for {sent}.");
        return (_, _) => Task.FromResult(afterwards());
    }

    async Task<SentRequest> RecordAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : Encoding.Latin1.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new SentRequest(request.Method, request.RequestUri!, body, headers);
        _sent.Enqueue(sent);
        return sent;
    }
}
