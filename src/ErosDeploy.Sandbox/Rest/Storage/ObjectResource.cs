using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>The Objects resource.</summary>
internal static class ObjectResource
{
    static readonly string[] Own =
    [
        "kind", "id", "selfLink", "mediaLink", "name", "bucket", "generation", "metageneration", "size", "md5Hash", "crc32c", "etag",
        "timeCreated", "updated", "timeStorageClassUpdated", "componentCount", "owner",
    ];

    public static JsonObject Of(string bucket, StoredObject stored)
    {
        var generation = stored.Generation.ToString(CultureInfo.InvariantCulture);
        var path = $"https://www.googleapis.com/storage/v1/b/{bucket}/o/{Uri.EscapeDataString(stored.Name)}";
        var resource = new JsonObject
        {
            ["kind"] = "storage#object",
            ["id"] = $"{bucket}/{stored.Name}/{generation}",
            ["selfLink"] = path,
            ["mediaLink"] = $"https://www.googleapis.com/download{path[26..]}?generation={generation}&alt=media",
            ["name"] = stored.Name,
            ["bucket"] = bucket,
            ["generation"] = generation,
            ["metageneration"] = stored.Metageneration.ToString(CultureInfo.InvariantCulture),
            ["storageClass"] = "STANDARD",
            ["size"] = stored.Size.ToString(CultureInfo.InvariantCulture),
            ["crc32c"] = stored.Crc32c,
            ["etag"] = stored.Etag,
            ["timeCreated"] = StorageTime.Text(stored.TimeCreated),
            ["updated"] = StorageTime.Text(stored.Updated),
            ["timeStorageClassUpdated"] = StorageTime.Text(stored.TimeCreated),
        };
        if (stored.Md5Hash is not null)
            resource["md5Hash"] = stored.Md5Hash;
        if (stored.ComponentCount is not null)
            resource["componentCount"] = stored.ComponentCount;
        return JsonMerge.Over(resource, stored.Settings);
    }

    public static HttpResponseMessage Answer(string bucket, StoredObject stored) => Reply.Json(Of(bucket, stored));

    /// <summary>The part of a given resource that its sender may set.</summary>
    public static JsonObject Settings(JsonObject given)
    {
        JsonShapes.Object.Check(given);
        var settings = (JsonObject)given.DeepClone();
        foreach (var name in Own)
            settings.Remove(name);
        return settings;
    }

    /// <summary>A draft of the object that a given resource describes.</summary>
    public static ObjectDraft Draft(string name, JsonObject given, string? contentType, Preconditions conditions)
    {
        var settings = Settings(given);
        if (settings["contentType"] is null && contentType is not null)
            settings["contentType"] = contentType;
        return new ObjectDraft(ObjectNames.Require(name), settings, conditions)
        {
            Md5Hash = (string?)given["md5Hash"], Crc32c = (string?)given["crc32c"],
        };
    }
}
