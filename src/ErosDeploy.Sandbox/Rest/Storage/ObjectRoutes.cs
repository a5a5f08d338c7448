using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>storage.objects: metadata of stored objects.</summary>
internal sealed class ObjectRoutes(ObjectStore store)
{
    public void AddTo(Router router) => router
        .Add("GET", "/storage/v1/b/{bucket}/o", List)
        .Add("GET", "/storage/v1/b/{bucket}/o/{object}", Get)
        .Add("GET", "/download/storage/v1/b/{bucket}/o/{object}", Media)
        .Add("PATCH", "/storage/v1/b/{bucket}/o/{object}", Patch)
        .Add("PUT", "/storage/v1/b/{bucket}/o/{object}", Put)
        .Add("DELETE", "/storage/v1/b/{bucket}/o/{object}", Delete);

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token) =>
        Task.FromResult(Reply.Json(ObjectListing.Of(store.Bucket(request["bucket"]), request)));

    Task<HttpResponseMessage> Get(RestRequest request, CancellationToken token)
    {
        if (request.Query["alt"] == "media")
            return Media(request, token);
        var bucket = store.Bucket(request["bucket"]);
        var stored = StorageQuery.Find(request, bucket, request["object"]);
        return Task.FromResult(Unchanged(request, stored) ?? ObjectResource.Answer(bucket.Name, stored));
    }

    Task<HttpResponseMessage> Media(RestRequest request, CancellationToken token)
    {
        var bucket = store.Bucket(request["bucket"]);
        if (bucket.Find(request["object"]) is null)
            return Task.FromResult(Reply.Text($"No such object: {bucket.Name}/{request["object"]}", 404));
        var stored = StorageQuery.Find(request, bucket, request["object"]);
        return Task.FromResult(Unchanged(request, stored) ?? ObjectMedia.Answer(bucket, stored, request));
    }

    async Task<HttpResponseMessage> Patch(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(token).ConfigureAwait(false);
        return Change(request, settings => JsonMerge.Patch(settings, ObjectResource.Settings(body)));
    }

    async Task<HttpResponseMessage> Put(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(token).ConfigureAwait(false);
        return Change(request, _ => ObjectResource.Settings(body));
    }

    HttpResponseMessage Change(RestRequest request, Func<JsonObject, JsonObject> settings)
    {
        var bucket = store.Bucket(request["bucket"]);
        StorageQuery.Find(request, bucket, request["object"]);
        var conditions = StorageQuery.Conditions(request);
        var changed = bucket.Update(request["object"], conditions, stored => stored with { Settings = settings(stored.Settings) });
        return ObjectResource.Answer(bucket.Name, changed);
    }

    Task<HttpResponseMessage> Delete(RestRequest request, CancellationToken token)
    {
        var bucket = store.Bucket(request["bucket"]);
        var conditions = StorageQuery.Conditions(request);
        if (request.LongQuery("generation") is { } generation)
        {
            StorageQuery.Find(request, bucket, request["object"]);
            conditions = conditions with { GenerationMatch = conditions.GenerationMatch ?? generation };
        }

        bucket.Delete(request["object"], conditions);
        return Task.FromResult(Reply.Empty());
    }

    /// <summary>304 if only the "not match" conditions fail; other failing conditions are an error.</summary>
    static HttpResponseMessage? Unchanged(RestRequest request, StoredObject stored)
    {
        var conditions = StorageQuery.Conditions(request);
        (conditions with { GenerationNotMatch = null, MetagenerationNotMatch = null }).Require(stored);
        return conditions.Hold(stored) && request.Header("If-None-Match") != stored.Etag ? null : Reply.Empty(304);
    }
}
