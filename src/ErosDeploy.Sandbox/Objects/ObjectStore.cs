using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>The buckets of a local cloud, one folder each.</summary>
internal sealed class ObjectStore : IDisposable
{
    readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    readonly object _gate = new();
    readonly string _folder;
    readonly TimeProvider _time;

    public ObjectStore(string folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        Uploads = new UploadSessions(Path.Combine(folder, ".uploads"));
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateFiles(folder, "bucket.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }))
            Open(Path.GetDirectoryName(path)!, JsonSerializer.Deserialize(File.ReadAllBytes(path), ObjectsJson.Default.StoredBucket)!);
    }

    public UploadSessions Uploads { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public IReadOnlyList<Bucket> Buckets => [.. _buckets.Values.OrderBy(bucket => bucket.Name, Utf8Order.Instance)];

    public Bucket Bucket(string name) => _buckets.GetValueOrDefault(name) ?? throw ObjectStoreException.NoBucket();

    public Bucket? FindBucket(string name) => _buckets.GetValueOrDefault(name);

    public Bucket Create(string project, string name, JsonObject settings)
    {
        BucketNames.Require(name);
        lock (_gate)
        {
            if (_buckets.ContainsKey(name))
                throw ObjectStoreException.BucketExists();
            var now = _time.GetUtcNow();
            var description = new StoredBucket { Name = name, Project = project, TimeCreated = now, Updated = now, Settings = settings };
            var folder = Path.Combine(_folder, name);
            Directory.CreateDirectory(folder);
            Sandbox.Objects.Bucket.WriteDescription(folder, description);
            return Open(folder, description);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            if (!Bucket(name).IsEmpty)
                throw ObjectStoreException.BucketNotEmpty();
            _buckets.TryRemove(name, out _);
            Directory.Delete(Path.Combine(_folder, name), recursive: true);
        }
    }

    public void Dispose() => Uploads.Dispose();

    Bucket Open(string folder, StoredBucket description)
    {
        var bodies = Directory.CreateDirectory(Path.Combine(folder, "o"));
        foreach (var leftover in bodies.EnumerateFiles("*.tmp"))
            leftover.Delete();
        return _buckets[description.Name] = new Bucket(folder, description, _time);
    }
}
