using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>What each kind of failure below the routes becomes in HTTP.</summary>
internal static class Refusals
{
    /// <param name="error">What went wrong.</param>
    /// <param name="folder">The sandbox's folder, for what only it can be blamed for.</param>
    public static HttpResponseMessage Answer(Exception error, string folder) => error switch
    {
        _ when FullDisk.Is(error) => ErrorEnvelope.Of(new RestException(507, FullDisk.Reason, FullDisk.Message(folder))),
        RestException refusal => ErrorEnvelope.Of(refusal),
        BigQueryException refusal => ErrorEnvelope.Of(new RestException(
            Reasons.Status(refusal.Reason), refusal.Reason, refusal.Message, refusal.Location, Reasons.LocationType(refusal.Location))),
        ObjectStoreException { Status: 412 } => ErrorEnvelope.Of(RestException.ConditionNotMet()),
        ObjectStoreException refusal => ErrorEnvelope.Of(new RestException(refusal.Status, refusal.Reason, refusal.Message)),
        _ => ErrorEnvelope.Internal(error),
    };
}
