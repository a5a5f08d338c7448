using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>What each kind of failure below the routes becomes in HTTP.</summary>
internal static class Refusals
{
    public static HttpResponseMessage Answer(Exception error) => error switch
    {
        RestException refusal => ErrorEnvelope.Of(refusal),
        ObjectStoreException refusal => ErrorEnvelope.Of(new RestException(refusal.Status, refusal.Reason, refusal.Message)),
        _ => ErrorEnvelope.Internal(error),
    };
}
