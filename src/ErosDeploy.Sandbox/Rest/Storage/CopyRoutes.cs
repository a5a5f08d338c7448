using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>storage.objects.copy, rewrite and compose: new objects out of stored ones.</summary>
internal sealed class CopyRoutes(ObjectStore store)
{
    const string Target = "/b/{toBucket}/o/{toObject}";

    public void AddTo(Router router) => router
        .Add("POST", $"/storage/v1/b/{{bucket}}/o/{{object}}/copyTo{Target}", Copy)
        .Add("POST", $"/storage/v1/b/{{bucket}}/o/{{object}}/rewriteTo{Target}", Rewrite)
        .Add("POST", "/storage/v1/b/{bucket}/o/{object}/compose", Compose);

    async Task<HttpResponseMessage> Copy(RestRequest request, CancellationToken token)
    {
        var stored = await CopyAsync(request, token).ConfigureAwait(false);
        return ObjectResource.Answer(request["toBucket"], stored);
    }

    async Task<HttpResponseMessage> Rewrite(RestRequest request, CancellationToken token)
    {
        var stored = await CopyAsync(request, token).ConfigureAwait(false);
        var size = stored.Size.ToString(CultureInfo.InvariantCulture);
        return Reply.Json(new JsonObject
        {
            ["kind"] = "storage#rewriteResponse",
            ["totalBytesRewritten"] = size,
            ["objectSize"] = size,
            ["done"] = true,
            ["resource"] = ObjectResource.Of(request["toBucket"], stored),
        });
    }

    async Task<StoredObject> CopyAsync(RestRequest request, CancellationToken token)
    {
        var from = store.Bucket(request["bucket"]);
        var to = store.Bucket(request["toBucket"]);
        var given = await request.OptionalBodyAsync(token).ConfigureAwait(false) ?? [];
        var source = StorageQuery.Find(request, from, request["object"], "sourceGeneration");
        StorageQuery.Conditions(request, "ifSource").Require(source);
        var settings = JsonMerge.Over((JsonObject)source.Settings.DeepClone(), ObjectResource.Settings(given));
        var draft = new ObjectDraft(ObjectNames.Require(request["toObject"]), settings, StorageQuery.Conditions(request))
        {
            ComponentCount = source.ComponentCount,
        };
        using var body = from.OpenRead(source);
        return await to.WriteAsync(draft, (target, stop) => body.CopyToAsync(target, stop), token).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> Compose(RestRequest request, CancellationToken token)
    {
        var bucket = store.Bucket(request["bucket"]);
        var given = await request.BodyAsync(JsonShapes.Compose, "compose", token).ConfigureAwait(false);
        var sources = Sources(bucket, given);
        var draft = Composed(request, given, sources);
        var stored = await bucket.WriteAsync(draft, (target, stop) => AppendAsync(bucket, sources, target, stop), token).ConfigureAwait(false);
        return ObjectResource.Answer(bucket.Name, stored);
    }

    static List<StoredObject> Sources(Bucket bucket, JsonObject given)
    {
        var sources = (given["sourceObjects"] as JsonArray ?? []).OfType<JsonObject>().Select(source => Source(bucket, source)).ToList();
        return sources.Count is > 0 and <= 32
            ? sources
            : throw RestException.Invalid("The number of source components provided must be between 1 and 32.", "sourceObjects");
    }

    static StoredObject Source(Bucket bucket, JsonObject source)
    {
        var stored = bucket.Get((string?)source["name"] ?? throw RestException.Required("sourceObjects.name"));
        var wanted = source["objectPreconditions"]?["ifGenerationMatch"] ?? source["generation"];
        if (wanted is not null && wanted.ToString() != stored.Generation.ToString(CultureInfo.InvariantCulture))
            throw RestException.ConditionNotMet();
        return stored;
    }

    static ObjectDraft Composed(RestRequest request, JsonObject given, List<StoredObject> sources)
    {
        var destination = given["destination"] as JsonObject ?? [];
        var contentType = (string?)sources[0].Settings["contentType"];
        return ObjectResource.Draft(request["object"], destination, contentType, StorageQuery.Conditions(request)) with
        {
            ComponentCount = sources.Sum(source => source.ComponentCount ?? 1),
        };
    }

    static async Task AppendAsync(Bucket bucket, List<StoredObject> sources, Stream target, CancellationToken token)
    {
        foreach (var source in sources)
        {
            var body = bucket.OpenRead(source);
            await using (body.ConfigureAwait(false))
                await body.CopyToAsync(target, token).ConfigureAwait(false);
        }
    }
}
