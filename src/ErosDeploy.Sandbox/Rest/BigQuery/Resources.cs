using System.Globalization;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>Members that many resources share.</summary>
internal static class Resources
{
    public static void Add(JsonObject resource, string name, string? value)
    {
        if (value is not null)
            resource[name] = value;
    }

    public static void Add(JsonObject resource, string name, long? value) => Add(resource, name, value?.ToString(CultureInfo.InvariantCulture));

    public static void Add(JsonObject resource, string name, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count > 0)
            resource[name] = new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
    }

    public static Dictionary<string, string> Strings(JsonNode? given) => (given as JsonObject ?? [])
        .Where(pair => pair.Value is not null)
        .ToDictionary(pair => pair.Key, pair => (string)pair.Value!, StringComparer.Ordinal);

    public static long? Long(JsonNode? given) => given is null ? null : long.Parse(given.ToString(), CultureInfo.InvariantCulture);

    public static DateTimeOffset? Time(JsonNode? millis) => Long(millis) is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    public static string Millis(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses a change whose If-Match names another state than the current one.</summary>
    public static void RequireEtag(RestRequest request, string etag)
    {
        if (request.Header("If-Match") is { } wanted && wanted != "*" && wanted.Trim('"') != etag)
            throw RestException.EtagMismatch();
    }

    /// <summary>304 if the caller has the current state already.</summary>
    public static HttpResponseMessage Unless(RestRequest request, JsonObject resource) =>
        request.Header("If-None-Match") is { } known && known.Trim('"') == (string?)resource["etag"] ? Reply.Empty(304) : Reply.Json(resource);
}
