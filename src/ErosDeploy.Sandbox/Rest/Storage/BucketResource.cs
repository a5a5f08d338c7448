using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>The Buckets resource.</summary>
internal static class BucketResource
{
    static readonly string[] Own =
    [
        "kind", "id", "selfLink", "name", "projectNumber", "metageneration", "timeCreated", "updated", "etag", "locationType",
    ];

    public static JsonObject Of(StoredBucket bucket)
    {
        var resource = new JsonObject
        {
            ["kind"] = "storage#bucket",
            ["id"] = bucket.Name,
            ["selfLink"] = $"https://www.googleapis.com/storage/v1/b/{bucket.Name}",
            ["projectNumber"] = "1",
            ["name"] = bucket.Name,
            ["metageneration"] = bucket.Metageneration.ToString(CultureInfo.InvariantCulture),
            ["location"] = "US",
            ["storageClass"] = "STANDARD",
            ["locationType"] = "multi-region",
            ["timeCreated"] = StorageTime.Text(bucket.TimeCreated),
            ["updated"] = StorageTime.Text(bucket.Updated),
            ["etag"] = bucket.Etag,
            ["iamConfiguration"] = new JsonObject
            {
                ["uniformBucketLevelAccess"] = new JsonObject { ["enabled"] = true }, ["publicAccessPrevention"] = "inherited",
            },
        };
        return JsonMerge.Over(resource, bucket.Settings);
    }

    /// <summary>The part of a given resource that its sender may set; locations are upper case.</summary>
    public static JsonObject Settings(JsonObject given)
    {
        var settings = (JsonObject)given.DeepClone();
        foreach (var name in Own)
            settings.Remove(name);
        if (settings["location"] is JsonValue location)
            settings["location"] = location.GetValue<string>().ToUpperInvariant();
        return settings;
    }
}
