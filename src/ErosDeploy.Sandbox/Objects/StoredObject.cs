using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>An object's metadata, kept beside its body as <c>*.json</c>. Hashes are base64 as Cloud Storage gives them.</summary>
internal sealed record StoredObject
{
    public required string Name { get; init; }

    public required long Generation { get; init; }

    public long Metageneration { get; init; } = 1;

    public required long Size { get; init; }

    public string? Md5Hash { get; init; }

    public required string Crc32c { get; init; }

    public int? ComponentCount { get; init; }

    public required DateTimeOffset TimeCreated { get; init; }

    public required DateTimeOffset Updated { get; init; }

    /// <summary>File name of the body, in the same folder.</summary>
    public required string BodyFile { get; init; }

    /// <summary>What the caller may set: contentType, metadata, customTime, cacheControl and the like, as in the resource.</summary>
    public JsonObject Settings { get; init; } = [];

    [JsonIgnore]
    public string Etag => Etags.Of(Generation, Metageneration);
}

/// <summary>A bucket's own data and everything that its creator or a patch has set.</summary>
internal sealed record StoredBucket
{
    public required string Name { get; init; }

    public required string Project { get; init; }

    public long Metageneration { get; init; } = 1;

    public required DateTimeOffset TimeCreated { get; init; }

    public required DateTimeOffset Updated { get; init; }

    public JsonObject Settings { get; init; } = [];

    [JsonIgnore]
    public string Etag => Etags.Of(0, Metageneration);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredObject))]
[JsonSerializable(typeof(StoredBucket))]
internal sealed partial class ObjectsJson : JsonSerializerContext;
