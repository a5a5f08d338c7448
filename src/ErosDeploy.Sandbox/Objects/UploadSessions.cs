using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>Resumable uploads under way: what arrived so far lies in one file each.</summary>
internal sealed class UploadSessions(string folder) : IDisposable
{
    readonly ConcurrentDictionary<string, UploadSession> _sessions = new(StringComparer.Ordinal);

    public UploadSession Start(JsonObject request, Preconditions conditions, string target)
    {
        Directory.CreateDirectory(folder);
        var id = Guid.NewGuid().ToString("N");
        return _sessions[id] = new UploadSession(id, Path.Combine(folder, id), request, conditions, target);
    }

    public UploadSession? Find(string id) => _sessions.GetValueOrDefault(id);

    public void End(UploadSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        session.Dispose();
        File.Delete(session.Path);
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            End(session);
    }
}

/// <summary>One resumable upload: the request that began it and the bytes received so far.</summary>
internal sealed class UploadSession(string id, string path, JsonObject request, Preconditions conditions, string target) : IDisposable
{
    public string Id => id;

    public string Path => path;

    /// <summary>The resource given when the upload was begun.</summary>
    public JsonObject Request => request;

    public Preconditions Conditions => conditions;

    /// <summary>Bucket or project that the upload is for.</summary>
    public string Target => target;

    /// <summary>One request at a time may append.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>What the finished upload made; null while bytes are still expected.</summary>
    public JsonObject? Result { get; set; }

    public long Received => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Appends a chunk that starts at an offset; bytes that arrived before are skipped.</summary>
    public async Task AppendAsync(Stream chunk, long offset, CancellationToken token)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1 << 16, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            if (offset > file.Length)
                throw ObjectStoreException.Invalid($"The chunk starts at {offset}, but {file.Length} bytes have arrived.");
            file.Seek(offset, SeekOrigin.Begin);
            await chunk.CopyToAsync(file, token).ConfigureAwait(false);
        }
    }

    public Stream OpenRead() => File.Exists(path) ? File.OpenRead(path) : Stream.Null;

    public void DeleteBody() => File.Delete(path);

    public void Dispose() => Gate.Dispose();
}
