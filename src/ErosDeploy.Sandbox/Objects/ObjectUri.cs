namespace ErosDeploy.Sandbox.Objects;

/// <summary>An address <c>gs://bucket/name</c>; the name may hold one <c>*</c>.</summary>
internal sealed record ObjectUri(string Bucket, string Name)
{
    const string Scheme = "gs://";

    public bool HasWildcard => Name.Contains('*', StringComparison.Ordinal);

    public override string ToString() => $"{Scheme}{Bucket}/{Name}";

    public static ObjectUri Parse(string text)
    {
        var slash = text.IndexOf('/', Math.Min(Scheme.Length, text.Length));
        if (!text.StartsWith(Scheme, StringComparison.Ordinal) || slash < 0 || slash == text.Length - 1)
            throw BigQueryException.Invalid($"Source URI must be a Google Cloud Storage location: gs://bucket/object, not '{text}'");
        var name = text[(slash + 1)..];
        return name.Count(c => c == '*') <= 1
            ? new ObjectUri(text[Scheme.Length..slash], name)
            : throw BigQueryException.Invalid($"Invalid URI '{text}': only one wildcard '*' is allowed");
    }

    /// <summary>The objects that the address stands for; none is an error.</summary>
    public IReadOnlyList<(Bucket Bucket, StoredObject Object)> Resolve(ObjectStore store)
    {
        var bucket = store.FindBucket(Bucket) ?? throw NotFound();
        var found = Matching(bucket).Select(stored => (bucket, stored)).ToList();
        return found.Count > 0 ? found : throw NotFound();
    }

    /// <summary>The objects of the bucket that the address stands for.</summary>
    public IEnumerable<StoredObject> Matching(Bucket bucket)
    {
        var star = Name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return bucket.Find(Name) is { } one ? [one] : [];
        var (before, after) = (Name[..star], Name[(star + 1)..]);
        return bucket.List(before).Where(stored => stored.Name.Length >= before.Length + after.Length && stored.Name.EndsWith(after, StringComparison.Ordinal));
    }

    BigQueryException NotFound() => new("notFound", $"Not found: URI {this}");
}
