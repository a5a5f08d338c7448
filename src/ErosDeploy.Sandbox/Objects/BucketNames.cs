namespace ErosDeploy.Sandbox.Objects;

/// <summary>Cloud Storage's rules for bucket names, which also make them safe as folder names.</summary>
internal static class BucketNames
{
    public static void Require(string name)
    {
        if (!IsValid(name))
            throw ObjectStoreException.Invalid($"Invalid bucket name: '{name}'");
    }

    public static bool IsValid(string name) =>
        name.Length is >= 3 and <= 222
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal);
}
