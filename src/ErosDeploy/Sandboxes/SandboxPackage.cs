using System.Runtime.InteropServices;

namespace ErosDeploy.Sandboxes;

/// <summary>The sandbox is a package of its own, with DuckDB for one platform; the module may be there without it.</summary>
internal static class SandboxPackage
{
    static readonly string[] Parts = ["ErosDeploy.Sandbox", "DuckDB.NET.", "Avro"];

    /// <summary>Runs what needs the package; says what to install when a part of it is not there.</summary>
    public static T Need<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsMissingPart(e))
        {
            throw Missing(e);
        }
    }

    public static bool IsMissingPart(Exception exception) => exception switch
    {
        FileNotFoundException { FileName: { } file } => Parts.Any(part => file.StartsWith(part, StringComparison.Ordinal)),
        DllNotFoundException or BadImageFormatException => true,
        TypeInitializationException { InnerException: { } inner } => IsMissingPart(inner),
        _ => false,
    };

    static ErosException Missing(Exception cause) => new(
        ErosErrorCode.SandboxUnavailable,
        $"The sandbox is not installed with this module ({cause.GetType().Name}).",
        $"Install the package ErosDeploy.Sandbox for {RuntimeInformation.RuntimeIdentifier} of the module's version, or build the module from source.",
        cause);
}
