using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Rest;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>What an exception becomes in a job's errorResult.</summary>
internal static class JobFailures
{
    public static JobFailure Of(Exception error, bool stopped) => error switch
    {
        _ when stopped => Of(BigQueryException.Stopped()),
        BigQueryException refusal => Of(refusal),
        ObjectStoreException refusal => new JobFailure(refusal.Reason, refusal.Message, null),
        RestException refusal => new JobFailure(refusal.Reason, refusal.Message, refusal.Location),
        _ => new JobFailure("internalError", $"The sandbox failed: {error.GetType().Name}: {error.Message}", null),
    };

    static JobFailure Of(BigQueryException refusal) => new(refusal.Reason, refusal.Message, refusal.Location);
}
