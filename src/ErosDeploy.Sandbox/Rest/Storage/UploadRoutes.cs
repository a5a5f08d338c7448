using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>storage.objects.insert: simple media, multipart and resumable uploads.</summary>
internal sealed class UploadRoutes(ObjectStore store)
{
    const string Path = "/upload/storage/v1/b/{bucket}/o";

    public void AddTo(Router router) => router
        .Add("POST", Path, Insert)
        .Add("PUT", Path, Continue)
        .Add("DELETE", Path, Cancel);

    Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token) => request.Query["uploadType"] switch
    {
        "multipart" => Multipart(request, token),
        "resumable" => Start(request, token),
        "media" or null => Media(request, token),
        var other => throw RestException.Invalid($"Invalid value for uploadType: {other}", "uploadType"),
    };

    async Task<HttpResponseMessage> Media(RestRequest request, CancellationToken token)
    {
        var bucket = store.Bucket(request["bucket"]);
        var body = await request.StreamAsync(token).ConfigureAwait(false);
        var draft = Draft(request, [], request.Header("Content-Type"));
        return await WriteAsync(bucket, draft, body, token).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> Multipart(RestRequest request, CancellationToken token)
    {
        var bucket = store.Bucket(request["bucket"]);
        var parts = await MultipartRelated.ReadAsync(request, token).ConfigureAwait(false);
        var draft = Draft(request, parts.Resource, parts.ContentType);
        using var body = parts.OpenMedia();
        return await WriteAsync(bucket, draft, body, token).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> Start(RestRequest request, CancellationToken token)
    {
        var bucket = store.Bucket(request["bucket"]);
        var resource = await request.OptionalBodyAsync(token).ConfigureAwait(false) ?? [];
        var draft = Draft(request, resource, request.Header("X-Upload-Content-Type"));
        draft.Conditions.Require(bucket.Find(draft.Name));
        resource["name"] = draft.Name;
        if (draft.Settings["contentType"] is { } type)
            resource["contentType"] = type.DeepClone();
        return ResumableUpload.Started(request, store.Uploads.Start(resource, draft.Conditions, bucket.Name));
    }

    Task<HttpResponseMessage> Continue(RestRequest request, CancellationToken token) =>
        ResumableUpload.ContinueAsync(request, store.Uploads, FinishAsync, token);

    async Task<JsonObject> FinishAsync(UploadSession session, CancellationToken token)
    {
        var bucket = store.Bucket(session.Target);
        var draft = ObjectResource.Draft((string)session.Request["name"]!, session.Request, null, session.Conditions);
        using var body = session.OpenRead();
        var stored = await bucket.WriteAsync(draft, (target, stop) => body.CopyToAsync(target, stop), token).ConfigureAwait(false);
        return ObjectResource.Of(bucket.Name, stored);
    }

    Task<HttpResponseMessage> Cancel(RestRequest request, CancellationToken token) =>
        Task.FromResult(ResumableUpload.Cancel(request, store.Uploads));

    static ObjectDraft Draft(RestRequest request, JsonObject resource, string? contentType)
    {
        JsonShapes.Object.Check(resource);
        var name = request.Query["name"] ?? (string?)resource["name"] ?? throw RestException.Required("name");
        var draft = ObjectResource.Draft(name, resource, contentType, StorageQuery.Conditions(request));
        if (request.Query["contentEncoding"] is { } encoding)
            draft.Settings["contentEncoding"] = encoding;
        return draft;
    }

    static async Task<HttpResponseMessage> WriteAsync(Bucket bucket, ObjectDraft draft, Stream body, CancellationToken token)
    {
        var stored = await bucket.WriteAsync(draft, (target, stop) => body.CopyToAsync(target, stop), token).ConfigureAwait(false);
        return ObjectResource.Answer(bucket.Name, stored);
    }
}
