using ErosDeploy.Core.Targets;

namespace ErosDeploy.Targets;

/// <summary>The folder that eros.json is read from.</summary>
internal static class CatalogueLocation
{
    /// <summary>The one that came with the module: <c>sql</c> beside the manifest.</summary>
    public static string OfModule { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(CatalogueLocation).Assembly.Location)!, "..", "sql"));

    public static string Of(ErosContext context) => context.SqlPath ?? OfModule;

    /// <summary>The same precedence where no target needs to be known, as in completion.</summary>
    /// <param name="environment">Gives full paths.</param>
    public static string Of(TargetInput given, Func<string, string?> environment) =>
        given.SqlPath ?? SessionContext.Current.Target.SqlPath ?? environment(TargetVariables.SqlPath) ?? OfModule;
}
