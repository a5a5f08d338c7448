using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>storage.buckets</summary>
internal sealed class BucketRoutes(ObjectStore store)
{
    public void AddTo(Router router) => router
        .Add("GET", "/storage/v1/b", List)
        .Add("POST", "/storage/v1/b", Insert)
        .Add("GET", "/storage/v1/b/{bucket}", Get)
        .Add("PATCH", "/storage/v1/b/{bucket}", Patch)
        .Add("PUT", "/storage/v1/b/{bucket}", Put)
        .Add("DELETE", "/storage/v1/b/{bucket}", Delete)
        .Add("GET", "/storage/v1/b/{bucket}/iam/testPermissions", TestPermissions)
        .Add("GET", "/storage/v1/b/{bucket}/o/{object}/iam/testPermissions", TestPermissions)
        .Add("GET", "/storage/v1/projects/{project}/serviceAccount", ServiceAccount);

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token)
    {
        var project = request.Query["project"] ?? throw RestException.Required("project");
        var prefix = request.Query["prefix"] ?? "";
        var names = store.Buckets.Where(bucket => bucket.Description.Project == project && bucket.Name.StartsWith(prefix, StringComparison.Ordinal));
        var (page, next) = Paging.Of(names, request, 1000);
        var body = new JsonObject { ["kind"] = "storage#buckets" };
        if (page.Count > 0)
            body["items"] = new JsonArray([.. page.Select(bucket => BucketResource.Of(bucket.Description))]);
        if (next is not null)
            body["nextPageToken"] = next;
        return Task.FromResult(Reply.Json(body));
    }

    async Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Bucket, "bucket", token).ConfigureAwait(false);
        var project = request.Query["project"] ?? throw RestException.Required("project");
        var name = (string?)body["name"] ?? throw RestException.Required("name");
        return Answer(store.Create(project, name, BucketResource.Settings(body)).Description);
    }

    Task<HttpResponseMessage> Get(RestRequest request, CancellationToken token)
    {
        var bucket = Find(request);
        StorageQuery.Require(request, bucket);
        return Task.FromResult(Answer(bucket.Description));
    }

    async Task<HttpResponseMessage> Patch(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Bucket, "bucket", token).ConfigureAwait(false);
        return Change(request, settings => JsonMerge.Patch(settings, BucketResource.Settings(body)));
    }

    async Task<HttpResponseMessage> Put(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(JsonShapes.Bucket, "bucket", token).ConfigureAwait(false);
        return Change(request, _ => BucketResource.Settings(body));
    }

    HttpResponseMessage Change(RestRequest request, Func<JsonObject, JsonObject> settings)
    {
        var bucket = Find(request);
        var now = store.Now;
        return Answer(bucket.Describe(description =>
        {
            StorageQuery.Require(request, description.Metageneration);
            return description with
            {
                Settings = settings(description.Settings), Metageneration = description.Metageneration + 1, Updated = now,
            };
        }));
    }

    Task<HttpResponseMessage> Delete(RestRequest request, CancellationToken token)
    {
        StorageQuery.Require(request, Find(request));
        store.Delete(request["bucket"]);
        return Task.FromResult(Reply.Empty());
    }

    Task<HttpResponseMessage> TestPermissions(RestRequest request, CancellationToken token)
    {
        Find(request);
        var held = request.Query.All("permissions").Select(permission => (JsonNode)permission).ToArray();
        return Task.FromResult(Reply.Json(new JsonObject
        {
            ["kind"] = "storage#testIamPermissionsResponse", ["permissions"] = new JsonArray(held),
        }));
    }

    static Task<HttpResponseMessage> ServiceAccount(RestRequest request, CancellationToken token) => Task.FromResult(Reply.Json(new JsonObject
    {
        ["kind"] = "storage#serviceAccount", ["email_address"] = $"service@{request["project"]}.sandbox.invalid",
    }));

    Bucket Find(RestRequest request) => store.Bucket(request["bucket"]);

    static HttpResponseMessage Answer(StoredBucket bucket) => Reply.Json(BucketResource.Of(bucket));
}
