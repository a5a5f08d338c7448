using System.Globalization;
using System.Runtime.CompilerServices;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.Storage;

/// <summary>Cloud Storage v1. Names go out percent-encoded; every byte read is checked against the object's crc32c.</summary>
public sealed class StorageClient(CloudConnection connection)
{
    /// <summary>Below this an upload is one request.</summary>
    const int LargestSingleUpload = 8 * 1024 * 1024;

    const int PieceSize = 8 * 1024 * 1024;

    public Task<Bucket?> GetBucketAsync(string bucket, CancellationToken cancel) =>
        connection.FindAsync(Get(BucketPath(bucket), $"Reading bucket {bucket}"), CloudJson.Default.Bucket, cancel);

    public Task<Bucket> InsertBucketAsync(string project, Bucket bucket, CancellationToken cancel)
    {
        var path = $"storage/v1/b?project={Escape(project)}";
        var request = Request(HttpMethod.Post, path, $"Creating bucket {bucket.Name}", idempotent: false) with
        {
            Content = Json.Content(bucket, CloudJson.Default.Bucket),
        };
        return connection.SendAsync(request, CloudJson.Default.Bucket, cancel);
    }

    /// <summary>Those of the permissions that the caller has on a bucket.</summary>
    public async Task<IReadOnlySet<string>> TestBucketPermissionsAsync(string bucket, IReadOnlyList<string> permissions, CancellationToken cancel)
    {
        var query = string.Join('&', permissions.Select(p => $"permissions={Escape(p)}"));
        var held = await connection.SendAsync(Get($"{BucketPath(bucket)}/iam/testPermissions?{query}", $"Asking what may be done with bucket {bucket}"), CloudJson.Default.Permissions, cancel);
        return (held.Names ?? []).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All objects below a prefix, over all pages; with a delimiter, the folders on one level come as prefixes.</summary>
    public async IAsyncEnumerable<ListedEntry> ListAsync(
        string bucket, string prefix, string? delimiter = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? token = null;
        do
        {
            var query = $"prefix={Escape(prefix)}{Optional("delimiter", delimiter)}{Optional("pageToken", token)}";
            var page = await connection.SendAsync(
                Get($"{BucketPath(bucket)}/o?{query}", $"Listing gs://{bucket}/{prefix}"), CloudJson.Default.StorageObjectList, cancel);
            foreach (var item in page.Items ?? [])
                yield return new ListedEntry(item, null);
            foreach (var folder in page.Prefixes ?? [])
                yield return new ListedEntry(null, folder);
            token = page.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>Null when there is no such object.</summary>
    public Task<StorageObject?> GetAsync(string bucket, string name, CancellationToken cancel) =>
        connection.FindAsync(Get(ObjectPath(bucket, name), $"Reading gs://{bucket}/{name}"), CloudJson.Default.StorageObject, cancel);

    /// <summary>An object with its bytes, of one generation and proven by checksum; null when there is none.</summary>
    public async Task<StoredBytes?> DownloadAsync(string bucket, string name, CancellationToken cancel)
    {
        if (await GetAsync(bucket, name, cancel) is not { } found)
            return null;
        var generation = found.Generation.ToString(CultureInfo.InvariantCulture);
        var request = Get($"{ObjectPath(bucket, name)}?alt=media&generation={generation}", $"Downloading gs://{bucket}/{name}");
        var bytes = (await connection.SendAsync(request, cancel)).Body;
        if (found.Crc32c is not null && found.Crc32c != Crc32c.Of(bytes))
            throw Damaged(bucket, name, found.Crc32c, Crc32c.Of(bytes));
        return new StoredBytes(found, bytes);
    }

    /// <summary>As <see cref="DownloadAsync"/>, into a stream and in pieces, however large the object is. When it throws, the stream may hold a part.</summary>
    public async Task<StorageObject?> DownloadToAsync(string bucket, string name, Stream destination, CancellationToken cancel)
    {
        if (await GetAsync(bucket, name, cancel) is not { } found)
            return null;
        var crc = new Crc32c();
        for (var from = 0L; from < found.Size; from += PieceSize)
        {
            var piece = await PieceAsync(bucket, found, from, cancel);
            crc.Append(piece);
            await destination.WriteAsync(piece, cancel);
        }

        return found.Crc32c is null || found.Crc32c == crc.ToString() ? found : throw Damaged(bucket, name, found.Crc32c, crc.ToString());
    }

    /// <summary>Writes an object.</summary>
    /// <param name="ifGeneration">0: only if there is none; n: only over that generation (else CloudPreconditionFailed); null: whatever
    /// is there is replaced, and an uncertain failure is not tried again.</param>
    public async Task<StorageObject> UploadAsync(
        string bucket, string name, byte[] bytes, string contentType, long? ifGeneration, CancellationToken cancel)
    {
        var precondition = Optional("ifGenerationMatch", ifGeneration?.ToString(CultureInfo.InvariantCulture));
        var stored = bytes.Length <= LargestSingleUpload
            ? await UploadAtOnceAsync(bucket, name, bytes, contentType, precondition, ifGeneration is not null, cancel)
            : await ResumableUpload.RunAsync(connection, bucket, name, bytes, contentType, precondition, cancel);
        var sent = Crc32c.Of(bytes);
        return stored.Crc32c is null || stored.Crc32c == sent ? stored : throw Damaged(bucket, name, sent, stored.Crc32c);
    }

    /// <summary>False when there was none.</summary>
    /// <param name="ifGeneration">Only that generation; another is CloudPreconditionFailed.</param>
    public async Task<bool> DeleteAsync(string bucket, string name, long? ifGeneration, CancellationToken cancel)
    {
        var generation = ifGeneration?.ToString(CultureInfo.InvariantCulture);
        var path = ObjectPath(bucket, name) + (generation is null ? "" : $"?ifGenerationMatch={generation}");
        var reply = await connection.TrySendAsync(
            Request(HttpMethod.Delete, path, $"Deleting gs://{bucket}/{name}", idempotent: ifGeneration is not null), cancel);
        if (reply.Fault is null)
            return true;
        var error = CloudErrors.Of(reply.Fault, $"Deleting gs://{bucket}/{name}");
        return error.Code == ErosErrorCode.CloudNotFound ? false : throw error;
    }

    async Task<byte[]> PieceAsync(string bucket, StorageObject found, long from, CancellationToken cancel)
    {
        var doing = $"Downloading gs://{bucket}/{found.Name}";
        var generation = found.Generation.ToString(CultureInfo.InvariantCulture);
        var to = Math.Min(from + PieceSize, found.Size) - 1;
        var request = Get($"{ObjectPath(bucket, found.Name)}?alt=media&generation={generation}", doing) with { Range = (from, to) };
        var bytes = (await connection.SendAsync(request, cancel)).Body;
        return bytes.Length == to - from + 1 ? bytes : throw Damaged(bucket, found.Name, $"of {to - from + 1} bytes", $"of {bytes.Length} bytes");
    }

    Task<StorageObject> UploadAtOnceAsync(
        string bucket, string name, byte[] bytes, string contentType, string precondition, bool idempotent, CancellationToken cancel)
    {
        var path = $"upload/{BucketPath(bucket)}/o?uploadType=media&name={Escape(name)}{precondition}";
        var request = Request(HttpMethod.Post, path, $"Writing gs://{bucket}/{name}", idempotent) with
        {
            Content = () => Json.Bytes(bytes, contentType),
        };
        return connection.SendAsync(request, CloudJson.Default.StorageObject, cancel);
    }

    static CloudRequest Get(string path, string doing) => Request(HttpMethod.Get, path, doing, idempotent: true);

    internal static CloudRequest Request(HttpMethod method, string path, string doing, bool idempotent) =>
        new() { Service = CloudService.Storage, Method = method, Path = path, Doing = doing, Idempotent = idempotent };

    internal static string BucketPath(string bucket) => $"storage/v1/b/{PathSegment.Of(bucket)}";

    static string ObjectPath(string bucket, string name) => $"{BucketPath(bucket)}/o/{PathSegment.Of(name)}";

    internal static string Escape(string text) => Uri.EscapeDataString(text);

    static string Optional(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"&{name}={Escape(value)}";

    static ErosException Damaged(string bucket, string name, string expected, string actual) => new(
        ErosErrorCode.CloudAnswerInvalid, $"gs://{bucket}/{name} arrived damaged: crc32c {actual} instead of {expected}.", "Try again.")
    {
        Subject = name,
    };
}
