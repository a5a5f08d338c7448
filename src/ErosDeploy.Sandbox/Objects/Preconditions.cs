namespace ErosDeploy.Sandbox.Objects;

/// <summary>The conditions under which a request on an object may act; generation 0 stands for an absent object.</summary>
internal sealed record Preconditions(
    long? GenerationMatch = null,
    long? GenerationNotMatch = null,
    long? MetagenerationMatch = null,
    long? MetagenerationNotMatch = null)
{
    public static Preconditions None { get; } = new();

    public bool Hold(StoredObject? current)
    {
        var generation = current?.Generation ?? 0;
        var metageneration = current?.Metageneration ?? 0;
        return (GenerationMatch is null || GenerationMatch == generation)
            && (GenerationNotMatch is null || GenerationNotMatch != generation)
            && (MetagenerationMatch is null || MetagenerationMatch == metageneration)
            && (MetagenerationNotMatch is null || MetagenerationNotMatch != metageneration);
    }

    public void Require(StoredObject? current)
    {
        if (!Hold(current))
            throw ObjectStoreException.ConditionNotMet();
    }
}
