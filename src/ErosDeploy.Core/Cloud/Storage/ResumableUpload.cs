using System.Net.Http.Headers;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.Storage;

/// <summary>An upload in chunks. Each chunk names its place, so one whose answer was lost is sent again.</summary>
internal static class ResumableUpload
{
    /// <summary>A multiple of 256 KiB, as the service requires.</summary>
    const int ChunkSize = 8 * 1024 * 1024;

    const int MostStalledChunks = 5;

    public static async Task<StorageObject> RunAsync(
        CloudConnection connection, string bucket, string name, byte[] bytes, string contentType, string precondition, CancellationToken cancel)
    {
        var doing = $"Writing gs://{bucket}/{name}";
        var session = await StartAsync(connection, bucket, name, contentType, precondition, doing, cancel);
        var stalled = 0;
        for (var sent = 0L; ;)
        {
            var count = (int)Math.Min(ChunkSize, bytes.Length - sent);
            var reply = await connection.SendAsync(Chunk(session, bytes, sent, count, doing), cancel);
            if ((int)reply.Status != 308)
                return Json.Read(reply.Body, CloudJson.Default.StorageObject, doing);
            var kept = reply.Received ?? 0;
            stalled = kept > sent ? 0 : stalled + 1;
            if (stalled == MostStalledChunks || kept > bytes.Length)
                throw Stalled(doing, kept);
            sent = kept;
        }
    }

    static async Task<string> StartAsync(
        CloudConnection connection, string bucket, string name, string contentType, string precondition, string doing, CancellationToken cancel)
    {
        var path = $"upload/{StorageClient.BucketPath(bucket)}/o?uploadType=resumable&name={StorageClient.Escape(name)}{precondition}";
        var request = StorageClient.Request(HttpMethod.Post, path, doing, idempotent: true) with { Content = () => Json.Bytes([], contentType) };
        var reply = await connection.SendAsync(request, cancel);
        return reply.Location is { } location
            ? location.IsAbsoluteUri ? location.PathAndQuery.TrimStart('/') : location.OriginalString.TrimStart('/')
            : throw new ErosException(ErosErrorCode.CloudAnswerInvalid, $"{doing}: no upload session was given.", "Try again.");
    }

    // The same bytes at the same place: sending a chunk twice is sending it once.
    static CloudRequest Chunk(string session, byte[] bytes, long from, int count, string doing) =>
        StorageClient.Request(HttpMethod.Put, session, doing, idempotent: true) with
        {
            Content = () =>
            {
                var content = new ByteArrayContent(bytes, (int)from, count);
                content.Headers.ContentRange = new ContentRangeHeaderValue(from, from + count - 1, bytes.Length);
                return content;
            },
        };

    static ErosException Stalled(string doing, long kept) =>
        new(ErosErrorCode.CloudRequestFailed, $"{doing} failed: the upload does not get beyond byte {kept}.", "Try again later.");
}
