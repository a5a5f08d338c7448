using System.Text;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>A multipart/related upload: a JSON resource, then the media.</summary>
internal sealed class MultipartRelated
{
    readonly byte[] _body;
    readonly Range _media;

    MultipartRelated(byte[] body, Range media, JsonObject resource, string? contentType)
    {
        _body = body;
        _media = media;
        Resource = resource;
        ContentType = contentType;
    }

    public JsonObject Resource { get; }

    /// <summary>Content type of the media part.</summary>
    public string? ContentType { get; }

    public Stream OpenMedia()
    {
        var (offset, length) = _media.GetOffsetAndLength(_body.Length);
        return new MemoryStream(_body, offset, length, writable: false);
    }

    public static async Task<MultipartRelated> ReadAsync(RestRequest request, CancellationToken token)
    {
        var boundary = BoundaryOf(request.Header("Content-Type"));
        var body = request.Message.Content is null ? [] : await request.Message.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
        return Parse(body, boundary);
    }

    static MultipartRelated Parse(byte[] body, string boundary)
    {
        var parts = Parts(body, Encoding.ASCII.GetBytes($"--{boundary}")).ToList();
        if (parts.Count != 2)
            throw RestException.Invalid($"A multipart upload has two parts, a resource and its media; this one has {parts.Count}.");
        var (resource, _) = Split(body, parts[0]);
        var (media, contentType) = Split(body, parts[1]);
        var json = body.AsSpan(resource);
        return new MultipartRelated(body, media, json.Trim(" \r\n\t"u8).IsEmpty ? [] : RestRequest.ParseObject(json), contentType);
    }

    static string BoundaryOf(string? contentType)
    {
        var pieces = (contentType ?? "").Split(';', StringSplitOptions.TrimEntries);
        var boundary = pieces.Skip(1).FirstOrDefault(piece => piece.StartsWith("boundary=", StringComparison.OrdinalIgnoreCase));
        return pieces[0].StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && boundary is not null
            ? boundary["boundary=".Length..].Trim('"', '\'')
            : throw RestException.Invalid($"Multipart upload needs Content-Type multipart/related with a boundary, not '{contentType}'.");
    }

    static IEnumerable<Range> Parts(byte[] body, byte[] delimiter)
    {
        var start = Find(body, delimiter, 0);
        while (start >= 0)
        {
            start += delimiter.Length;
            var end = Find(body, [(byte)'\n', .. delimiter], start);
            if (end < 0)
                yield break;
            var content = body.AsSpan(start, end - start).StartsWith("\r\n"u8) ? start + 2 : start + 1;
            yield return content..(end > content && body[end - 1] == '\r' ? end - 1 : end);
            start = end + 1;
        }
    }

    static (Range Body, string? ContentType) Split(byte[] bytes, Range part)
    {
        var (offset, length) = part.GetOffsetAndLength(bytes.Length);
        var (at, size) = HeadEnd(bytes.AsSpan(offset, length));
        var head = Encoding.UTF8.GetString(bytes, offset, at);
        var type = head.Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase));
        return ((offset + at + size)..(offset + length), type?["Content-Type:".Length..].Trim());
    }

    static (int At, int Size) HeadEnd(ReadOnlySpan<byte> part)
    {
        if (part.StartsWith("\r\n"u8))
            return (0, 2);
        var at = part.IndexOf("\r\n\r\n"u8);
        if (at >= 0)
            return (at, 4);
        at = part.IndexOf("\n\n"u8);
        return at >= 0 ? (at, 2) : throw RestException.Invalid("A part of the multipart upload has no end of its headers.");
    }

    static int Find(byte[] body, ReadOnlySpan<byte> pattern, int from)
    {
        var at = body.AsSpan(from).IndexOf(pattern);
        return at < 0 ? -1 : at + from;
    }
}
