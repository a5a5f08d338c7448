using System.Text.Json;
using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Backups;

/// <summary>metadata.json of a backup: version 1. It is written last, so a folder that has it is whole.</summary>
sealed record Manifest
{
    public const string FormatName = "eros-backup";
    public const int CurrentVersion = 1;

    public required string Format { get; init; }
    public required int Version { get; init; }
    public required string Id { get; init; }
    public required BackupKind Kind { get; init; }
    public required string Project { get; init; }
    public required string Dataset { get; init; }
    public required string Bucket { get; init; }
    public required string Location { get; init; }
    public required DateTimeOffset SnapshotTime { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How <see cref="ManifestTable.Digest"/> is computed.</summary>
    public required string DigestAlgorithm { get; init; }

    /// <summary>True when every base table of the dataset is in the backup.</summary>
    public required bool WholeDataset { get; init; }

    /// <summary>Number of entries in the history of phases at the snapshot: what a restore takes the phases back to.</summary>
    public required int HistoryLength { get; init; }

    public required IReadOnlyList<ManifestTable> Tables { get; init; }
    public required IReadOnlyList<ManifestObject> Views { get; init; }
    public required IReadOnlyList<ManifestObject> Routines { get; init; }

    /// <summary>Names of all tables and views of the dataset at the snapshot, backed up or not.</summary>
    public required IReadOnlyList<string> TableNames { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}

sealed record ManifestTable
{
    public required string Name { get; init; }
    public required long Rows { get; init; }
    public required string Digest { get; init; }
    public required double Seconds { get; init; }

    /// <summary>The table resource as the service gave it: schema, partitioning, clustering, labels, constraints and the rest.</summary>
    public required JsonElement Resource { get; init; }

    public required IReadOnlyList<ManifestFile> Files { get; init; }

    [JsonIgnore]
    public long Bytes => Files.Sum(f => f.Size);
}

/// <param name="Name">Full object name within the bucket.</param>
/// <param name="Crc32c">Base64 of the big-endian CRC-32C, as Cloud Storage gives it.</param>
sealed record ManifestFile(string Name, long Size, string Crc32c, long Generation);

/// <param name="Ddl">The statement that creates it, as INFORMATION_SCHEMA gives it.</param>
sealed record ManifestObject(DeployedObjectKind Kind, string Name, string Ddl);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Manifest))]
sealed partial class ManifestJson : JsonSerializerContext;

static class ManifestText
{
    public static byte[] Write(Manifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);

    /// <summary>Throws EROS3006 naming the place when it is not a manifest of a version known here.</summary>
    public static Manifest Read(ReadOnlySpan<byte> json, string uri)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest) ?? throw new JsonException("it holds null");
            return (manifest.Format, manifest.Version) is (Manifest.FormatName, Manifest.CurrentVersion)
                ? manifest
                : throw Invalid(uri, $"its format is {manifest.Format} {manifest.Version}, this module reads {Manifest.FormatName} {Manifest.CurrentVersion}", null);
        }
        catch (JsonException e)
        {
            throw Invalid(uri, e.Message, e);
        }
    }

    static ErosException Invalid(string uri, string why, Exception? inner) =>
        new(ErosErrorCode.ManifestInvalid, $"{uri} cannot be read: {why}.", "Use another backup; nothing was changed.", inner) { Subject = uri };
}
