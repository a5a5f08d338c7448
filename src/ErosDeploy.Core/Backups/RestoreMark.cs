using System.Text.Json;
using System.Text.Json.Serialization;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Storage;

namespace ErosDeploy.Core.Backups;

/// <summary>The last restore of a dataset: what it brings back, and the way back from it. It outlives a process that was killed.</summary>
sealed record RestoreMark
{
    public required string Run { get; init; }
    public required string Backup { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The backup of how things were before; null until it is taken.</summary>
    public string? Safety { get; init; }

    /// <summary>Scheduled queries that ran before, by the service's names.</summary>
    public IReadOnlyList<string> Paused { get; init; } = [];

    /// <summary>True from just before the first change until everything is new, or old again.</summary>
    public bool Changing { get; init; }

    /// <summary>False while schedules are paused or tables changed.</summary>
    public bool Ended { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RestoreMark))]
sealed partial class RestoreMarkJson : JsonSerializerContext;

/// <summary>Reads and writes the mark; only the holder of the lease writes it.</summary>
sealed class RestoreMarkStore(BucketStore bucket, ControlNames names)
{
    public async Task<RestoreMark?> ReadAsync(CancellationToken cancellationToken) => (await FindAsync(cancellationToken))?.Mark;

    public async Task WriteAsync(RestoreMark mark, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(mark, RestoreMarkJson.Default.RestoreMark);
        var current = await FindAsync(cancellationToken);
        var written = current is { Generation: var generation }
            ? await bucket.TryReplaceAsync(names.Restore, content, generation, cancellationToken)
            : await bucket.TryCreateAsync(names.Restore, content, cancellationToken);
        if (written is null)
            throw new ErosException(ErosErrorCode.LeaseLost, $"{bucket.Uri(names.Restore)} is written by someone else at the same time.", "Let one restore finish, then run again.");
    }

    async Task<(RestoreMark Mark, long Generation)?> FindAsync(CancellationToken cancellationToken)
    {
        if (await bucket.ReadAsync(names.Restore, cancellationToken) is not { } stored)
            return null;
        try
        {
            return (JsonSerializer.Deserialize(stored.Content, RestoreMarkJson.Default.RestoreMark) ?? throw new JsonException("it holds null"), stored.Generation);
        }
        catch (JsonException e)
        {
            throw new ErosException(ErosErrorCode.HistoryInvalid, $"{bucket.Uri(names.Restore)} cannot be read: {e.Message}", "Look at the object; nothing was changed.", e);
        }
    }
}
