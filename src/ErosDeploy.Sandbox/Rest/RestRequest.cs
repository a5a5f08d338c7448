using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>One request as a route sees it: path and query values unescaped, the body read on demand.</summary>
internal sealed class RestRequest(HttpRequestMessage message, Dictionary<string, string> path, QueryString query)
{
    public HttpRequestMessage Message => message;

    public QueryString Query => query;

    public string this[string placeholder] => path[placeholder];

    public string? Header(string name)
    {
        if (message.Headers.TryGetValues(name, out var values))
            return values.First();
        return message.Content?.Headers.TryGetValues(name, out values) == true ? values.First() : null;
    }

    public async Task<JsonObject> BodyAsync(CancellationToken token) => await OptionalBodyAsync(token).ConfigureAwait(false) ?? [];

    /// <summary>A body whose members are of the right types, and ask for nothing that is not done here.</summary>
    public async Task<JsonObject> BodyAsync(JsonShape shape, string resource, CancellationToken token)
    {
        var body = await BodyAsync(token).ConfigureAwait(false);
        shape.Check(body);
        shape.RefuseUndone(body, $"{resource}.");
        return body;
    }

    public async Task<JsonObject?> OptionalBodyAsync(CancellationToken token)
    {
        if (message.Content is null)
            return null;
        var bytes = await message.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
        return bytes.Length == 0 ? null : ParseObject(bytes);
    }

    public async Task<Stream> StreamAsync(CancellationToken token) =>
        message.Content is null ? Stream.Null : await message.Content.ReadAsStreamAsync(token).ConfigureAwait(false);

    public static JsonObject ParseObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8) as JsonObject ?? throw RestException.Parse("Invalid JSON payload received. Expected an object.");
        }
        catch (JsonException error)
        {
            throw RestException.Parse($"Invalid JSON payload received. {error.Message}");
        }
    }

    public int? IntQuery(string name)
    {
        if (query[name] is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw RestException.Invalid($"Invalid value for {name}: {text}", name);
    }

    public long? LongQuery(string name)
    {
        if (query[name] is not { Length: > 0 } text)
            return null;
        return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw RestException.Invalid($"Invalid value for {name}: {text}", name);
    }

    /// <summary>A number of things, which is not negative.</summary>
    public long? CountQuery(string name) =>
        LongQuery(name) is < 0 ? throw RestException.Invalid($"Invalid value for {name}: {query[name]}", name) : LongQuery(name);

    public bool Flag(string name) => string.Equals(query[name], "true", StringComparison.OrdinalIgnoreCase) || query[name] == "1";
}
