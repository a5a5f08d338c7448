using ErosDeploy.Core.Cloud.BigQuery;

namespace ErosDeploy.Core.Cloud.Storage;

/// <summary>Source: storage.buckets of the JSON API reference.</summary>
public sealed record Bucket : Resource
{
    public required string Name { get; init; }
    public string? Location { get; init; }
    public string? StorageClass { get; init; }
    public long? Metageneration { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>Source: storage.objects of the JSON API reference. Crc32c is base64 of the big-endian checksum.</summary>
public sealed record StorageObject : Resource
{
    public required string Name { get; init; }
    public string? Bucket { get; init; }
    public long Generation { get; init; }
    public long Metageneration { get; init; }
    public long Size { get; init; }
    public string? Crc32c { get; init; }
    public string? Md5Hash { get; init; }
    public string? ContentType { get; init; }
    public DateTimeOffset? TimeCreated { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

public sealed record StorageObjectList
{
    public IReadOnlyList<StorageObject>? Items { get; init; }
    public IReadOnlyList<string>? Prefixes { get; init; }
    public string? NextPageToken { get; init; }
}

/// <summary>An object, or with a delimiter the common prefix of several; exactly one member is set.</summary>
public sealed record ListedEntry(StorageObject? Object, string? Prefix);

/// <summary>An object's bytes together with what they are a version of.</summary>
public sealed record StoredBytes(StorageObject Object, byte[] Bytes);
