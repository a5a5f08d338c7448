using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>What the storage methods read from a query string.</summary>
internal static class StorageQuery
{
    static readonly string[] UndoneParameters =
    [
        "rewriteToken", "maxBytesRewrittenPerCall", "versions", "softDeleted", "matchGlob", "includeFoldersAsPrefixes", "kmsKeyName", "destinationKmsKeyName", "restoreToken", "filter",
    ];

    static readonly string[] UndoneHeaders = ["x-goog-encryption-algorithm", "x-goog-copy-source-encryption-algorithm"];

    /// <summary>Refuses what is documented but not done: an answer without it would be a wrong one.</summary>
    public static void RefuseUndone(RestRequest request)
    {
        if (Array.Find(UndoneParameters, name => request.Query[name] is not (null or "" or "false")) is { } parameter)
            throw RestException.Unimplemented(parameter);
        if (Array.Find(UndoneHeaders, name => request.Header(name) is not null) is { } header)
            throw RestException.Unimplemented($"header {header}");
    }

    public static Preconditions Conditions(RestRequest request, string kind = "if") => new(
        request.LongQuery($"{kind}GenerationMatch"),
        request.LongQuery($"{kind}GenerationNotMatch"),
        request.LongQuery($"{kind}MetagenerationMatch"),
        request.LongQuery($"{kind}MetagenerationNotMatch"));

    public static void Require(RestRequest request, Bucket bucket) => Require(request, bucket.Description.Metageneration);

    public static void Require(RestRequest request, long metageneration)
    {
        var holds = (request.LongQuery("ifMetagenerationMatch") ?? metageneration) == metageneration
            && request.LongQuery("ifMetagenerationNotMatch") != metageneration;
        if (!holds)
            throw RestException.ConditionNotMet();
    }

    /// <summary>The object that a request names, at the generation it asks for.</summary>
    public static StoredObject Find(RestRequest request, Bucket bucket, string name, string generationName = "generation")
    {
        var stored = bucket.Get(name);
        if (request.LongQuery(generationName) is { } generation && generation != stored.Generation)
            throw ObjectStoreException.NoObject(bucket.Name, $"{name}#{generation}");
        return stored;
    }
}
