using System.Text.Json;
using System.Text.Json.Serialization;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Schedules;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>metadata.json of a backup, written last: a folder that has it is whole. Version 2 added the checksum, row access policies and schedules.</summary>
sealed record Manifest
{
    public const string FormatName = "eros-backup";
    public const int CurrentVersion = 2;

    public required string Format { get; init; }
    public required int Version { get; init; }

    /// <summary><c>sha256-</c> and the sum of the text itself; see <see cref="ManifestText"/>.</summary>
    public string? Checksum { get; init; }

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

    /// <summary>Scheduled queries of the dataset with their states; null when they could not be read.</summary>
    public IReadOnlyList<SavedSchedule>? Schedules { get; init; }

    /// <summary>The dataset where the snapshots of the tables were kept, if they were.</summary>
    public string? SnapshotDataset { get; init; }

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

    public IReadOnlyList<RowPolicy> Policies { get; init; } = [];

    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Why it could not be saved, while the backup is being taken.</summary>
    [JsonIgnore]
    public string? Error { get; init; }

    [JsonIgnore]
    public long Bytes => Files.Sum(f => f.Size);
}

/// <param name="Name">Full object name within the bucket.</param>
/// <param name="Crc32c">Base64 of the big-endian CRC-32C, as Cloud Storage gives it.</param>
sealed record ManifestFile(string Name, long Size, string Crc32c, long Generation)
{
    public static ManifestFile Of(StorageObject stored) => new(stored.Name, stored.Size, stored.Crc32c ?? "", stored.Generation);
}

/// <param name="Ddl">The statement that creates it, as INFORMATION_SCHEMA gives it.</param>
sealed record ManifestObject(DeployedObjectKind Kind, string Name, string Ddl);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ManifestTable))]
[JsonSerializable(typeof(BackupMarker))]
sealed partial class ManifestJson : JsonSerializerContext;
