using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>Google's resumable upload protocol: a session address, chunks with Content-Range, 308 until all has arrived.</summary>
internal static class ResumableUpload
{
    public static HttpResponseMessage Started(RestRequest request, UploadSession session)
    {
        var address = new UriBuilder(request.Message.RequestUri!) { Query = $"uploadType=resumable&upload_id={session.Id}" };
        var response = Reply.Empty(200);
        response.Headers.Location = address.Uri;
        response.Headers.TryAddWithoutValidation("X-GUploader-UploadID", session.Id);
        return response;
    }

    public static async Task<HttpResponseMessage> ContinueAsync(
        RestRequest request, UploadSessions sessions, Func<UploadSession, CancellationToken, Task<JsonObject>> finish, CancellationToken token)
    {
        var session = Find(request, sessions);
        var range = ChunkRange.Parse(request.Header("Content-Range"));
        await session.Gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            session.Result ??= await ReceiveAsync(request, session, range, finish, token).ConfigureAwait(false);
            return session.Result is { } done ? Reply.Json(done.DeepClone()) : Incomplete(session);
        }
        finally
        {
            session.Gate.Release();
        }
    }

    public static HttpResponseMessage Cancel(RestRequest request, UploadSessions sessions)
    {
        sessions.End(Find(request, sessions));
        return Reply.Empty(499);
    }

    static UploadSession Find(RestRequest request, UploadSessions sessions)
    {
        var id = request.Query["upload_id"] ?? throw RestException.Required("upload_id");
        return sessions.Find(id) ?? throw RestException.NotFound($"Upload session not found: {id}");
    }

    static async Task<JsonObject?> ReceiveAsync(
        RestRequest request, UploadSession session, ChunkRange range,
        Func<UploadSession, CancellationToken, Task<JsonObject>> finish, CancellationToken token)
    {
        if (range.HasBytes)
        {
            var chunk = await request.StreamAsync(token).ConfigureAwait(false);
            await session.AppendAsync(chunk, range.First, token).ConfigureAwait(false);
        }

        if (!range.Completes(session.Received))
            return null;
        var result = await finish(session, token).ConfigureAwait(false);
        session.DeleteBody();
        return result;
    }

    static HttpResponseMessage Incomplete(UploadSession session)
    {
        var response = Reply.Empty(308);
        if (session.Received > 0)
            response.Headers.TryAddWithoutValidation("Range", string.Create(CultureInfo.InvariantCulture, $"bytes=0-{session.Received - 1}"));
        response.Headers.TryAddWithoutValidation("X-GUploader-UploadID", session.Id);
        return response;
    }
}
