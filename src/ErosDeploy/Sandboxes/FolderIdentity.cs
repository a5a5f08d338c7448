namespace ErosDeploy.Sandboxes;

/// <summary>One name per folder, whichever link or spelling leads to it: a database file must not be opened twice in a process.</summary>
internal static class FolderIdentity
{
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static string Of(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
            return full;
        var path = Path.Combine(Of(parent), Path.GetFileName(full));
        return Directory.Exists(path) && Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? Of(target.FullName) : path;
    }
}
