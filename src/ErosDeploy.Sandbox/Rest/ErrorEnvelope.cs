using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>Google's error body: <c>{error:{code,message,errors:[{domain,reason,message,location,locationType}],status}}</c>.</summary>
internal static class ErrorEnvelope
{
    public static HttpResponseMessage Of(RestException error) =>
        Reply.Json(Body(error.Status, error.Reason, error.Message, error.Location, error.LocationType), error.Status);

    public static HttpResponseMessage Internal(Exception error) =>
        Of(new RestException(500, "internalError", $"The sandbox failed: {error.GetType().Name}: {error.Message}"));

    static JsonObject Body(int code, string reason, string message, string? location, string? locationType)
    {
        var detail = new JsonObject { ["message"] = message, ["domain"] = "global", ["reason"] = reason };
        if (location is not null)
            detail["location"] = location;
        if (locationType is not null)
            detail["locationType"] = locationType;
        return new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = code, ["message"] = message, ["errors"] = new JsonArray(detail), ["status"] = StatusName(code),
            },
        };
    }

    static string StatusName(int code) => code switch
    {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ALREADY_EXISTS",
        412 => "FAILED_PRECONDITION",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        503 => "UNAVAILABLE",
        507 => "RESOURCE_EXHAUSTED",
        _ => "INTERNAL",
    };
}
