namespace ErosDeploy.Sandbox.Objects;

/// <summary>Why the object store refuses; the status and reason are Cloud Storage's.</summary>
internal sealed class ObjectStoreException(int status, string reason, string message) : Exception(message)
{
    public int Status => status;

    public string Reason => reason;

    public static ObjectStoreException NoBucket() => new(404, "notFound", "The specified bucket does not exist.");

    public static ObjectStoreException NoObject(string bucket, string name) =>
        new(404, "notFound", $"No such object: {bucket}/{name}");

    public static ObjectStoreException BucketExists() => new(
        409, "conflict", "Your previous request to create the named bucket succeeded and you already own it.");

    public static ObjectStoreException BucketNotEmpty() => new(
        409, "conflict", "The bucket you tried to delete is not empty.");

    public static ObjectStoreException ConditionNotMet() => new(
        412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");

    public static ObjectStoreException Invalid(string message) => new(400, "invalid", message);
}
