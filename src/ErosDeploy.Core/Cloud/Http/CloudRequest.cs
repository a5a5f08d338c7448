using System.Net.Http.Headers;

namespace ErosDeploy.Core.Cloud.Http;

/// <summary>Which of Google's services a path belongs to; each has its own base address.</summary>
public enum CloudService
{
    BigQuery,
    Storage,
    Transfer,
}

/// <summary>One request, repeatable: content is made anew for each try.</summary>
public sealed record CloudRequest
{
    public required CloudService Service { get; init; }
    public required HttpMethod Method { get; init; }

    /// <summary>Path and query, without the leading slash; already encoded.</summary>
    public required string Path { get; init; }

    /// <summary>For messages: what was being done, to what.</summary>
    public required string Doing { get; init; }

    public Func<HttpContent>? Content { get; init; }
    public string? IfMatch { get; init; }

    /// <summary>Only these bytes of the answer, both ends included.</summary>
    public (long From, long To)? Range { get; init; }

    /// <summary>True when doing it twice is the same as doing it once; only then is it repeated after an uncertain failure.</summary>
    public required bool Idempotent { get; init; }

    internal HttpRequestMessage ToMessage(Uri baseAddress)
    {
        var message = new HttpRequestMessage(Method, new Uri(baseAddress, Path)) { Content = Content?.Invoke() };
        if (IfMatch is not null)
            message.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(IfMatch.StartsWith('"') ? IfMatch : $"\"{IfMatch}\""));
        if (Range is { } range)
            message.Headers.Range = new RangeHeaderValue(range.From, range.To);
        return message;
    }
}

/// <summary>The answer to a request: its whole body, and the fault when it was refused.</summary>
public sealed record CloudReply(System.Net.HttpStatusCode Status, byte[] Body, CloudFault? Fault, TimeSpan? RetryAfter, Uri? Location)
{
    /// <summary>How many bytes of a resumable upload the service has kept.</summary>
    public long? Received { get; init; }
}
