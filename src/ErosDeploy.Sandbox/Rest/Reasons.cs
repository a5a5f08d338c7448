namespace ErosDeploy.Sandbox.Rest;

/// <summary>The HTTP status that belongs to an error reason of BigQuery.</summary>
internal static class Reasons
{
    public static int Status(string reason) => reason switch
    {
        "notFound" => 404,
        "duplicate" or "conflict" or "alreadyExists" => 409,
        "accessDenied" or "blocked" or "quotaExceeded" or "rateLimitExceeded" or "jobRateLimitExceeded" or "responseTooLarge"
            or "billingNotEnabled" or "billingTierLimitExceeded" => 403,
        "conditionNotMet" => 412,
        "internalError" => 500,
        "notImplemented" => 501,
        "backendError" or "jobBackendError" or "tableUnavailable" => 503,
        "stopped" or "timeout" => 499,
        _ => 400,
    };

    public static string? LocationType(string? location) => location is null ? null : "parameter";
}
