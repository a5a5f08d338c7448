namespace ErosDeploy.Sandbox.Rest;

/// <summary>A refusal in Google's terms: HTTP status, reason, message and where it lies.</summary>
internal sealed class RestException(int status, string reason, string message, string? location = null, string? locationType = null)
    : Exception(message)
{
    public int Status => status;

    public string Reason => reason;

    public string? Location => location;

    public string? LocationType => locationType;

    public static RestException Parse(string message) => new(400, "parseError", message);

    public static RestException Required(string field) => new(400, "required", $"Required parameter is missing: {field}");

    public static RestException Invalid(string message, string? location = null) =>
        new(400, "invalid", message, location, location is null ? null : "parameter");

    public static RestException NotFound(string message) => new(404, "notFound", message);

    public static RestException Duplicate(string message) => new(409, "duplicate", message);

    public static RestException Conflict(string message) => new(409, "conflict", message);

    public static RestException ConditionNotMet() => new(
        412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.", "If-Match", "header");

    public static RestException EtagMismatch() => new(412, "conditionNotMet", "Precondition check failed.", "If-Match", "header");

    public static RestException Unimplemented(string what) => new(501, "notImplemented", $"Unimplemented: {what}");
}
