using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>An object's body as a response: whole, or the part that a Range header asks for.</summary>
internal static class ObjectMedia
{
    public static HttpResponseMessage Answer(Bucket bucket, StoredObject stored, RestRequest request)
    {
        if (IsDecompressed(stored, request))
            return Describe(Whole(new GZipStream(bucket.OpenRead(stored), CompressionMode.Decompress), null), stored);
        return ByteRange.Parse(request.Header("Range"), stored.Size) switch
        {
            null => Describe(Whole(bucket.OpenRead(stored), stored.Size), stored),
            { IsSatisfiable: false } => Reply.Text("The requested range cannot be satisfied.", 416),
            { } range => Describe(Part(bucket.OpenRead(stored), range, stored.Size), stored),
        };
    }

    // decompressive transcoding: a gzip-encoded object is decoded for clients that do not accept gzip
    static bool IsDecompressed(StoredObject stored, RestRequest request) =>
        (string?)stored.Settings["contentEncoding"] == "gzip"
        && request.Header("Accept-Encoding")?.Contains("gzip", StringComparison.OrdinalIgnoreCase) != true;

    static HttpResponseMessage Whole(Stream body, long? length)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        response.Content.Headers.ContentLength = length;
        return response;
    }

    static HttpResponseMessage Part(FileStream body, ByteRange range, long size)
    {
        body.Seek(range.First, SeekOrigin.Begin);
        var response = new HttpResponseMessage(HttpStatusCode.PartialContent)
        {
            Content = new StreamContent(new BoundedStream(body, range.Length)),
        };
        response.Content.Headers.ContentLength = range.Length;
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(range.First, range.Last, size);
        return response;
    }

    static HttpResponseMessage Describe(HttpResponseMessage response, StoredObject stored)
    {
        var headers = response.Headers;
        headers.TryAddWithoutValidation("ETag", stored.Etag);
        headers.TryAddWithoutValidation("x-goog-generation", stored.Generation.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("x-goog-metageneration", stored.Metageneration.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("x-goog-hash", Hashes(stored));
        headers.TryAddWithoutValidation("x-goog-storage-class", "STANDARD");
        headers.TryAddWithoutValidation("x-goog-stored-content-length", stored.Size.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("x-goog-stored-content-encoding", (string?)stored.Settings["contentEncoding"] ?? "identity");
        headers.TryAddWithoutValidation("Accept-Ranges", "bytes");
        var content = response.Content.Headers;
        content.TryAddWithoutValidation("Content-Type", (string?)stored.Settings["contentType"] ?? "application/octet-stream");
        content.LastModified = stored.Updated;
        return response;
    }

    static string Hashes(StoredObject stored) =>
        stored.Md5Hash is null ? $"crc32c={stored.Crc32c}" : $"crc32c={stored.Crc32c},md5={stored.Md5Hash}";
}
