using System.Text.Json;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Storage;

namespace ErosDeploy.Core.Backups;

/// <summary>The state of a backup that is being taken, in the bucket: the marker in its folder, and beside the dataset's other control objects one entry for
/// each table that is finished.</summary>
sealed class BackupProgress(BucketStore bucket, ControlNames names)
{
    public const string MarkerName = "in-progress.json";

    /// <summary>The marker's generation, or null when the folder is another's.</summary>
    public async Task<long?> ClaimAsync(BackupMarker marker, CancellationToken cancellationToken)
    {
        var id = marker.Draft.Id;
        if (await bucket.TryCreateAsync(Marker(id), Bytes(marker), cancellationToken) is not { } generation)
            return null;
        if (await bucket.ReadAsync($"{id}/{BackupFolder.ManifestName}", cancellationToken) is null)
            return generation;
        await bucket.TryDeleteAsync(Marker(id), generation, cancellationToken);
        return null;
    }

    /// <summary>Takes an interrupted backup over; null when it has no marker that can be read.</summary>
    public async Task<(BackupMarker Earlier, long Generation)?> TakeOverAsync(string id, string run, CancellationToken cancellationToken)
    {
        if (await bucket.ReadAsync(Marker(id), cancellationToken) is not { } stored || Read(stored.Content) is not { } earlier)
            return null;
        return await bucket.TryReplaceAsync(Marker(id), Bytes(earlier with { Run = run }), stored.Generation, cancellationToken) is { } generation ? (earlier, generation) : null;
    }

    public async Task FinishedAsync(string id, int number, ManifestTable table, CancellationToken cancellationToken) =>
        await bucket.TryCreateAsync(Entry(id, number), JsonSerializer.SerializeToUtf8Bytes(table, ManifestJson.Default.ManifestTable), cancellationToken);

    /// <summary>The table that an earlier run finished, or null.</summary>
    public async Task<ManifestTable?> ReadAsync(string id, int number, CancellationToken cancellationToken) =>
        await bucket.ReadAsync(Entry(id, number), cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Content, ManifestJson.Default.ManifestTable) : null;

    /// <summary>Entries first: what still has its marker can be cleared again.</summary>
    public async Task ClearAsync(string id, long marker, CancellationToken cancellationToken)
    {
        await bucket.DeleteAllAsync(names.Unfinished(id), cancellationToken);
        await bucket.TryDeleteAsync(Marker(id), marker, cancellationToken);
    }

    string Entry(string id, int number) => $"{names.Unfinished(id)}{number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)}.json";

    static string Marker(string id) => $"{id}/{MarkerName}";

    static byte[] Bytes(BackupMarker marker) => JsonSerializer.SerializeToUtf8Bytes(marker, ManifestJson.Default.BackupMarker);

    static BackupMarker? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, ManifestJson.Default.BackupMarker);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
