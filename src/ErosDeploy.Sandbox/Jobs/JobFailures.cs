using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Rest;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>What an exception becomes in a job's errorResult.</summary>
internal static class JobFailures
{
    /// <param name="error">What went wrong.</param>
    /// <param name="stopped">Whether somebody had asked the job to stop.</param>
    /// <param name="folder">The sandbox's folder.</param>
    public static JobFailure Of(Exception error, bool stopped, string folder) => error switch
    {
        _ when FullDisk.Is(error) => new JobFailure(FullDisk.Reason, FullDisk.Message(folder), null),
        _ when stopped => Of(BigQueryException.Stopped()),
        BigQueryException refusal => Of(refusal),
        ObjectStoreException refusal => new JobFailure(refusal.Reason, refusal.Message, null),
        RestException refusal => new JobFailure(refusal.Reason, refusal.Message, refusal.Location),
        _ => new JobFailure("internalError", $"The sandbox failed: {error.GetType().Name}: {error.Message}", null),
    };

    /// <summary>Of a job whose end could not be written down: nobody will know of it once the sandbox is closed.</summary>
    public static JobFailure Unkept(Exception error, string folder)
    {
        var cause = Of(error, false, folder);
        return cause with { Message = $"{cause.Message} The job's end could not be recorded; what it had committed stays: read the tables before trying again." };
    }

    static JobFailure Of(BigQueryException refusal) => new(refusal.Reason, refusal.Message, refusal.Location);
}
