using System.Text.Json;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>One bucket's objects: an index in memory, bodies and sidecars in a folder. The sidecar's rename is the commit.</summary>
internal sealed class Bucket
{
    const string Temporary = ".tmp";
    readonly string _folder;
    readonly TimeProvider _time;
    readonly object _gate = new();
    readonly Lazy<SortedDictionary<string, StoredObject>> _objects;
    StoredBucket _description;
    long _lastGeneration;

    public Bucket(string folder, StoredBucket description, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        _description = description;
        _objects = new(Load);
    }

    public StoredBucket Description
    {
        get
        {
            lock (_gate)
                return _description;
        }
    }

    public string Name => _description.Name;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _objects.Value.Count == 0;
        }
    }

    public StoredBucket Describe(Func<StoredBucket, StoredBucket> change)
    {
        lock (_gate)
        {
            var changed = change(_description);
            WriteDescription(_folder, changed);
            return _description = changed;
        }
    }

    public static void WriteDescription(string folder, StoredBucket description) => AtomicFile.Write(
        Path.Combine(folder, "bucket.json"), JsonSerializer.SerializeToUtf8Bytes(description, ObjectsJson.Default.StoredBucket));

    public StoredObject? Find(string name)
    {
        lock (_gate)
            return _objects.Value.GetValueOrDefault(name);
    }

    public StoredObject Get(string name) => Find(name) ?? throw ObjectStoreException.NoObject(Name, name);

    /// <summary>All objects whose names start with a prefix, in the order of their names' UTF-8 bytes.</summary>
    public IReadOnlyList<StoredObject> List(string prefix)
    {
        lock (_gate)
            return [.. _objects.Value.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => entry.Value)];
    }

    public FileStream OpenRead(StoredObject stored)
    {
        try
        {
            return new FileStream(BodyPath(stored), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
        }
        catch (FileNotFoundException)
        {
            throw ObjectStoreException.NoObject(Name, stored.Name);
        }
    }

    /// <summary>The body as a file of this machine; valid until the object is replaced or deleted.</summary>
    public string BodyPath(StoredObject stored) => Path.Combine(_folder, "o", stored.BodyFile);

    /// <summary>Receives a body, then commits it under a name if the conditions hold at that moment.</summary>
    public async Task<StoredObject> WriteAsync(ObjectDraft draft, Func<Stream, CancellationToken, Task> body, CancellationToken token)
    {
        draft.Conditions.Require(Find(draft.Name));
        var temporary = Path.Combine(_folder, "o", $"{Guid.NewGuid():N}{Temporary}");
        try
        {
            var received = await ReceiveAsync(temporary, body, token).ConfigureAwait(false);
            draft.RequireHashes(received);
            return Commit(draft, received, temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public StoredObject Update(string name, Preconditions conditions, Func<StoredObject, StoredObject> change)
    {
        lock (_gate)
        {
            var current = Get(name);
            conditions.Require(current);
            var changed = change(current) with { Metageneration = current.Metageneration + 1, Updated = _time.GetUtcNow() };
            return Put(changed);
        }
    }

    public void Delete(string name, Preconditions conditions)
    {
        lock (_gate)
        {
            var current = Get(name);
            conditions.Require(current);
            File.Delete(SidecarPath(name));
            _objects.Value.Remove(name);
            File.Delete(BodyPath(current));
        }
    }

    static async Task<ReceivedBody> ReceiveAsync(string path, Func<Stream, CancellationToken, Task> body, CancellationToken token)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            using var hashing = new HashingStream(file);
            await body(hashing, token).ConfigureAwait(false);
            return new ReceivedBody(hashing.Length, hashing.Md5Hash, hashing.Crc32c);
        }
    }

    StoredObject Commit(ObjectDraft draft, ReceivedBody received, string temporary)
    {
        lock (_gate)
        {
            var previous = Find(draft.Name);
            draft.Conditions.Require(previous);
            var stored = Describe(draft, received);
            File.Move(temporary, BodyPath(stored));
            Put(stored);
            if (previous is not null)
                File.Delete(BodyPath(previous));
            return stored;
        }
    }

    StoredObject Describe(ObjectDraft draft, ReceivedBody received)
    {
        var generation = NextGeneration();
        return new StoredObject
        {
            Name = draft.Name,
            Generation = generation,
            Size = received.Size,
            Md5Hash = draft.ComponentCount is null ? received.Md5Hash : null,
            Crc32c = received.Crc32c,
            ComponentCount = draft.ComponentCount,
            TimeCreated = _time.GetUtcNow(),
            Updated = _time.GetUtcNow(),
            BodyFile = FormattableString.Invariant($"{FileNames.Of(draft.Name)}.{generation}"),
            Settings = draft.Settings,
        };
    }

    StoredObject Put(StoredObject stored)
    {
        AtomicFile.Write(SidecarPath(stored.Name), JsonSerializer.SerializeToUtf8Bytes(stored, ObjectsJson.Default.StoredObject));
        return _objects.Value[stored.Name] = stored;
    }

    long NextGeneration()
    {
        _ = _objects.Value;
        var now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return _lastGeneration = Math.Max(now, _lastGeneration + 1);
    }

    string SidecarPath(string name) => Path.Combine(_folder, "o", $"{FileNames.Of(name)}.json");

    SortedDictionary<string, StoredObject> Load()
    {
        var objects = new SortedDictionary<string, StoredObject>(Utf8Order.Instance);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "o"), "*.json"))
        {
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(file), ObjectsJson.Default.StoredObject)!;
            objects[stored.Name] = stored;
            _lastGeneration = Math.Max(_lastGeneration, stored.Generation);
        }

        return objects;
    }
}
