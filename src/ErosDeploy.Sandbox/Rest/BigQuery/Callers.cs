using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>Who asks: the local cloud knows no passwords, so a header may name any caller and its groups.</summary>
internal static class Callers
{
    static readonly string[] CallerHeaders = ["X-Eros-Caller", "X-Bqemu-Caller"];
    static readonly string[] GroupHeaders = ["X-Eros-Groups", "X-Bqemu-Groups"];

    public static Caller Of(RestRequest request) => First(request, CallerHeaders) is { } email
        ? new Caller(Address(email), [.. (First(request, GroupHeaders) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Address)])
        : Caller.Default;

    public static JobRequestSource Source(RestRequest request, string? location = null, string? file = null) => new(Of(request), location, file);

    // the headers may name principals in IAM's form, user:a@b.c
    static string Address(string principal) => principal[(principal.IndexOf(':', StringComparison.Ordinal) + 1)..];

    static string? First(RestRequest request, string[] names) => names.Select(request.Header).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
