using ErosDeploy.Core.Cloud.Storage;

namespace ErosDeploy.Core.Storage;

sealed record StoredObject(byte[] Content, long Generation);

/// <summary>One bucket, read and written so that no write can overtake another unseen: each names the generation it expects.</summary>
sealed class BucketStore(StorageClient client, string bucket)
{
    const string ContentType = "application/json";
    const int ReadAttempts = 5;

    public string Bucket => bucket;

    public string Uri(string name) => $"gs://{bucket}/{name}";

    /// <summary>The bucket's location; one that does not exist is an error.</summary>
    public async Task<string?> LocationAsync(CancellationToken cancellationToken) => (await ResourceAsync(cancellationToken)).Location;

    /// <summary>The bucket itself; one that does not exist is an error.</summary>
    public async Task<Bucket> ResourceAsync(CancellationToken cancellationToken) =>
        await client.GetBucketAsync(bucket, cancellationToken)
            ?? throw new ErosException(ErosErrorCode.BucketNotFound, $"There is no bucket {bucket}.", "Name an existing one with -Bucket, or create it.") { Subject = bucket };

    /// <summary>Null when there is none. A generation that is replaced while it is read is read anew.</summary>
    public async Task<StoredObject?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.DownloadAsync(bucket, name, cancellationToken) is { } found ? new StoredObject(found.Bytes, found.Object.Generation) : null;
            }
            catch (ErosException e) when (e.Code == ErosErrorCode.CloudNotFound && attempt < ReadAttempts)
            {
                continue;
            }
        }
    }

    /// <summary>Creates; null when an object with other content is there already. One with the same content is our own earlier, unanswered write.</summary>
    public Task<long?> TryCreateAsync(string name, byte[] content, CancellationToken cancellationToken) =>
        TryWriteAsync(name, content, 0, cancellationToken);

    /// <summary>Replaces that generation; null when it is not the current one any more.</summary>
    public Task<long?> TryReplaceAsync(string name, byte[] content, long generation, CancellationToken cancellationToken) =>
        TryWriteAsync(name, content, generation, cancellationToken);

    /// <summary>False when it is not that generation any more, or gone.</summary>
    public async Task<bool> TryDeleteAsync(string name, long generation, CancellationToken cancellationToken)
    {
        try
        {
            return await client.DeleteAsync(bucket, name, generation, cancellationToken);
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.CloudPreconditionFailed)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<StorageObject>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var found = new List<StorageObject>();
        await foreach (var entry in client.ListAsync(bucket, prefix, null, cancellationToken))
        {
            if (entry.Object is { } item)
                found.Add(item);
        }
        return found;
    }

    /// <summary>Deletes everything below a prefix, each object in the generation that was listed.</summary>
    public async Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        foreach (var item in await ListAsync(prefix, cancellationToken))
            await TryDeleteAsync(item.Name, item.Generation, cancellationToken);
    }

    /// <summary>Names of the folders at the top, without the slash.</summary>
    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var entry in client.ListAsync(bucket, "", "/", cancellationToken))
        {
            if (entry.Prefix is { } prefix)
                found.Add(prefix.TrimEnd('/'));
        }
        return found;
    }

    async Task<long?> TryWriteAsync(string name, byte[] content, long expected, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.UploadAsync(bucket, name, content, ContentType, expected, cancellationToken)).Generation;
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.CloudPreconditionFailed)
        {
            var current = await ReadAsync(name, cancellationToken);
            return current is not null && current.Generation != expected && current.Content.AsSpan().SequenceEqual(content) ? current.Generation : null;
        }
    }
}
