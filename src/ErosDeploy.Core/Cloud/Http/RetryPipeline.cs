using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ErosDeploy.Core.Cloud.Http;

/// <summary>Budget around retries around one try. Repeats by the fault's reason and by whether the request may be repeated.</summary>
internal static class RetryPipeline
{
    static readonly ResiliencePropertyKey<CloudRequest> RequestKey = new("eros.request");

    public static ResiliencePipeline<CloudReply> Build(RetryOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder<CloudReply> { TimeProvider = time, Name = "cloud" }
            .AddTimeout(new TimeoutStrategyOptions { Name = "budget", Timeout = options.RequestBudget + (options.QuotaWait ?? TimeSpan.Zero) })
            .AddRetry(new RetryStrategyOptions<CloudReply>
            {
                Name = "by reason",
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstDelay,
                MaxDelay = options.LongestDelay,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(arguments, options)),
                DelayGenerator = arguments => ValueTask.FromResult(Delay(arguments.Outcome.Result, options)),
            })
            .AddTimeout(new TimeoutStrategyOptions { Name = "one try", Timeout = options.TryTimeout })
            .Build();

    public static async Task<CloudReply> RunAsync(
        this ResiliencePipeline<CloudReply> pipeline, CloudRequest request, Func<CancellationToken, ValueTask<CloudReply>> send, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(cancel);
        context.Properties.Set(RequestKey, request);
        try
        {
            return await pipeline.ExecuteAsync(context => send(context.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether a fault of a request may be answered by sending it again.</summary>
    internal static bool MayRepeat(CloudFault fault, bool idempotent, int tries, TimeSpan? quotaWait) => fault.Class switch
    {
        FaultClass.Throttled => true,
        FaultClass.Transient => idempotent,
        FaultClass.Quota => quotaWait is not null && tries == 0,
        _ => false,
    };

    static bool ShouldRepeat(RetryPredicateArguments<CloudReply> arguments, RetryOptions options)
    {
        var idempotent = arguments.Context.Properties.TryGetValue(RequestKey, out var request) && request.Idempotent;
        return Fault(arguments.Outcome) is { } fault && MayRepeat(fault, idempotent, arguments.AttemptNumber, options.QuotaWait);
    }

    static CloudFault? Fault(Outcome<CloudReply> outcome) => outcome.Exception switch
    {
        null => outcome.Result?.Fault,
        TimeoutRejectedException or HttpRequestException or IOException => CloudFault.Unanswered(outcome.Exception),
        _ => null,
    };

    static TimeSpan? Delay(CloudReply? reply, RetryOptions options)
    {
        if (reply?.Fault?.Class == FaultClass.Quota)
            return options.QuotaWait;
        return reply?.RetryAfter is { } asked ? (asked < options.LongestRetryAfter ? asked : options.LongestRetryAfter) : null;
    }
}
