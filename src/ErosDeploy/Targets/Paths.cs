using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Targets;

/// <summary>Relative paths are of the session's folder, which is not the process's.</summary>
internal static class Paths
{
    const string FileSystem = "FileSystem";

    [return: NotNullIfNotNull(nameof(path))]
    public static string? Full(PSCmdlet cmdlet, string? path) => Full(cmdlet.SessionState.Path, path);

    /// <summary>A full path is one wherever the session is; what is no place in the file system is refused.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static string? Full(PathIntrinsics session, string? path, string? variable = null) =>
        path is null ? null
        : InFileSystem(session, path) ?? (Path.IsPathFullyQualified(path) ? Path.GetFullPath(path) : throw new ErosException(
            ErosErrorCode.InvalidParameter,
            $"'{path}'{(variable is null ? "" : $" of {variable}")} is no place in the file system: the session is at {Location(session)}.",
            "Give a full path, or go to a folder with Set-Location first.") { Subject = path });

    /// <summary>Looks environment variables up; those that hold a folder give its full path.</summary>
    public static Func<string, string?> Variable(PSCmdlet cmdlet) => Variable(cmdlet.SessionState.Path);

    public static Func<string, string?> Variable(PathIntrinsics session) => name => Environment.GetEnvironmentVariable(name) switch
    {
        { Length: > 0 } path when name is TargetVariables.Sandbox or TargetVariables.SqlPath => Full(session, path, name),
        var value => value,
    };

    static string? InFileSystem(PathIntrinsics session, string path)
    {
        try
        {
            var full = session.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == FileSystem ? full : null;
        }
        catch (SessionStateException)
        {
            return null;
        }
    }

    static string Location(PathIntrinsics session)
    {
        try
        {
            return session.CurrentLocation.Path;
        }
        catch (PSInvalidOperationException)
        {
            return "no place at all, for it has no drives";
        }
    }
}
