using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Targets;

/// <summary>Relative paths are of the session's folder, which is not the process's.</summary>
internal static class Paths
{
    [return: NotNullIfNotNull(nameof(path))]
    public static string? Full(PSCmdlet cmdlet, string? path) => path is null ? null : cmdlet.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Looks environment variables up; those that hold a folder give its full path.</summary>
    public static Func<string, string?> Variable(PSCmdlet cmdlet) => name => Environment.GetEnvironmentVariable(name) switch
    {
        { Length: > 0 } path when name is TargetVariables.Sandbox or TargetVariables.SqlPath => Full(cmdlet, path),
        var value => value,
    };
}
