using System.Text;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>Cloud Storage's rules for object names: 1 to 1,024 bytes, no line breaks, not "." or "..".</summary>
internal static class ObjectNames
{
    public static string Require(string name)
    {
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny('\r', '\n') >= 0 || Encoding.UTF8.GetByteCount(name) > 1024)
            throw ObjectStoreException.Invalid($"Invalid object name: '{name}'");
        return name;
    }
}
