using ErosDeploy.Sandbox.Objects;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>What the storage methods read from a query string.</summary>
internal static class StorageQuery
{
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
