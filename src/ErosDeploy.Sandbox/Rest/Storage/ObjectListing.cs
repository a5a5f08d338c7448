using System.Text;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>objects.list: names in order, cut at a delimiter into prefixes; the token is the last name given.</summary>
internal static class ObjectListing
{
    public static JsonObject Of(Bucket bucket, RestRequest request)
    {
        var size = Math.Clamp(request.IntQuery("maxResults") ?? 1000, 1, 1000);
        var after = NameOf(request.Query["pageToken"]);
        var page = Entries(bucket, request)
            .SkipWhile(entry => after is not null && Utf8Order.Instance.Compare(entry.Key, after) <= 0)
            .Take(size + 1)
            .ToList();
        return Body(bucket.Name, page, size);
    }

    static JsonObject Body(string bucket, List<Entry> page, int size)
    {
        var body = new JsonObject { ["kind"] = "storage#objects" };
        if (page.Count > size)
            body["nextPageToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(page[size - 1].Key));
        var shown = page.Take(size).ToList();
        AddArray(body, "prefixes", shown.Where(entry => entry.Object is null).Select(entry => (JsonNode)entry.Key));
        AddArray(body, "items", shown.Where(entry => entry.Object is not null).Select(entry => ObjectResource.Of(bucket, entry.Object!)));
        return body;
    }

    static void AddArray(JsonObject body, string name, IEnumerable<JsonNode> values)
    {
        var array = new JsonArray([.. values]);
        if (array.Count > 0)
            body[name] = array;
    }

    static IEnumerable<Entry> Entries(Bucket bucket, RestRequest request)
    {
        var prefix = request.Query["prefix"] ?? "";
        var delimiter = request.Query["delimiter"];
        var trailing = request.Flag("includeTrailingDelimiter");
        string? open = null;
        foreach (var stored in bucket.List(prefix).Where(stored => InRange(stored.Name, request)))
        {
            var folder = FolderOf(stored.Name, prefix, delimiter);
            if (folder is not null && folder != open)
                yield return new Entry(open = folder, null);
            if (folder is null || (trailing && stored.Name == folder))
                yield return new Entry(stored.Name, stored);
        }
    }

    static bool InRange(string name, RestRequest request) =>
        (request.Query["startOffset"] is not { } start || Utf8Order.Instance.Compare(name, start) >= 0)
        && (request.Query["endOffset"] is not { } end || Utf8Order.Instance.Compare(name, end) < 0);

    static string? FolderOf(string name, string prefix, string? delimiter)
    {
        if (string.IsNullOrEmpty(delimiter))
            return null;
        var at = name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : name[..(at + delimiter.Length)];
    }

    static string? NameOf(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw RestException.Invalid($"Invalid value for pageToken: {token}", "pageToken");
    }

    sealed record Entry(string Key, StoredObject? Object);
}
