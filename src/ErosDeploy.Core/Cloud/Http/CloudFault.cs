using System.Globalization;
using System.Net;
using System.Text.Json;
using ErosDeploy.Core.Cloud.BigQuery;
using Polly.Timeout;

namespace ErosDeploy.Core.Cloud.Http;

public sealed record ErrorEnvelope
{
    public ErrorBody? Error { get; init; }
}

public sealed record ErrorBody
{
    public int Code { get; init; }
    public string? Message { get; init; }
    public string? Status { get; init; }
    public IReadOnlyList<ErrorProto>? Errors { get; init; }
}

/// <summary>What may be done about a failed request or job.</summary>
public enum FaultClass
{
    /// <summary>Repeating cannot help.</summary>
    Final,
    /// <summary>Refused before anything was done: any request may be repeated.</summary>
    Throttled,
    /// <summary>May or may not have been done: only what is idempotent may be repeated.</summary>
    Transient,
    /// <summary>A quota is used up: waiting takes minutes or more.</summary>
    Quota,
}

/// <summary>A refusal by the service, or (status 0) no answer at all.</summary>
public sealed record CloudFault(HttpStatusCode Status, string? Reason, string Message)
{
    public const string NoAnswer = "noAnswer";

    /// <summary>Classified by reason; by status only where the reason says nothing. Source: BigQuery's error table.</summary>
    public FaultClass Class => Reason switch
    {
        _ when Message.Contains("Resources exceeded", StringComparison.OrdinalIgnoreCase) => FaultClass.Final,
        "rateLimitExceeded" or "jobRateLimitExceeded" or "userRateLimitExceeded" => FaultClass.Throttled,
        "quotaExceeded" => FaultClass.Quota,
        "backendError" or "internalError" or "jobBackendError" or "jobInternalError" or "tableUnavailable" or NoAnswer => FaultClass.Transient,
        "invalid" or "invalidQuery" or "notFound" or "accessDenied" or "resourcesExceeded" or "duplicate" or "stopped" or "billingNotEnabled"
            or "notImplemented" or "diskFull" => FaultClass.Final,
        _ => OfStatus(),
    };

    /// <summary>From an answer that is no success; the body need not be JSON.</summary>
    public static CloudFault Read(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var error = Parse(body);
        var first = error?.Errors is [var named, ..] ? named : null;
        return new CloudFault(status, first?.Reason, first?.Message ?? error?.Message ?? $"HTTP {(int)status}");
    }

    /// <summary>From the error of a job that is DONE.</summary>
    public static CloudFault Of(ErrorProto error) => new(HttpStatusCode.OK, error.Reason, error.Message ?? "no message");

    /// <summary>From a connection that broke or an answer that did not come.</summary>
    public static CloudFault Unanswered(Exception cause) => new(0, NoAnswer, cause is TimeoutRejectedException timeout ? $"no answer came within {Words(timeout.Timeout)}" : cause.Message);

    static string Words(TimeSpan time)
    {
        var (count, unit) = time < TimeSpan.FromMinutes(2) ? (time.TotalSeconds, "seconds") : (time.TotalMinutes, "minutes");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {unit}");
    }

    FaultClass OfStatus() => Status switch
    {
        HttpStatusCode.TooManyRequests => FaultClass.Throttled,
        HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => FaultClass.Transient,
        _ when Message.Contains("Exceeded rate limits", StringComparison.OrdinalIgnoreCase) => FaultClass.Throttled,
        _ when Message.Contains("Quota exceeded", StringComparison.OrdinalIgnoreCase) => FaultClass.Quota,
        _ => FaultClass.Final,
    };

    static ErrorBody? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CloudJson.Default.ErrorEnvelope)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
