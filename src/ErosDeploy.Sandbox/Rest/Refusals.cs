using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>What each kind of failure below the routes becomes in HTTP.</summary>
internal static class Refusals
{
    public static HttpResponseMessage Answer(Exception error) => error switch
    {
        RestException refusal => ErrorEnvelope.Of(refusal),
        BigQueryException refusal => ErrorEnvelope.Of(new RestException(
            Reasons.Status(refusal.Reason), refusal.Reason, refusal.Message, refusal.Location, Reasons.LocationType(refusal.Location))),
        ObjectStoreException { Status: 412 } => ErrorEnvelope.Of(RestException.ConditionNotMet()),
        ObjectStoreException refusal => ErrorEnvelope.Of(new RestException(refusal.Status, refusal.Reason, refusal.Message)),
        _ => ErrorEnvelope.Internal(error),
    };
}
