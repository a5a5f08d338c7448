namespace ErosDeploy.Core.Cloud.Http;

/// <summary>One segment of a request's path. An empty one, <c>.</c> or <c>..</c> would name the thing above: deleting a table would delete its dataset.</summary>
static class PathSegment
{
    public static string Of(string text) => text is "" or "." or ".."
        ? throw new ErosException(ErosErrorCode.InvalidIdentifier, $"'{text}' cannot be a name in the cloud.", "Give the full name.") { Subject = text }
        : Uri.EscapeDataString(text);
}
