namespace ErosDeploy.Runner.Engine;

/// <summary>Where the module lies: beside the program (a package) or in a folder above it (a build from source).</summary>
internal static class ModuleLocation
{
    const string ManifestName = "ErosDeploy.psd1";

    public static string Manifest()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var manifest = Path.Combine(folder.FullName, ManifestName);
            if (File.Exists(manifest))
                return manifest;
        }

        throw new ErosException(
            ErosErrorCode.Internal,
            $"{ManifestName} lies neither beside eros nor in a folder above {AppContext.BaseDirectory}.",
            "Build the solution, or keep eros inside the module's folder.");
    }
}
