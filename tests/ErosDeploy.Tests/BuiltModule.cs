namespace ErosDeploy.Tests;

/// <summary>The module as the build leaves it at the repository's root.</summary>
internal static class BuiltModule
{
    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "ErosDeploy.psd1");

    public static string Bin => Path.Combine(Root, "bin");

    public static string Deps => Path.Combine(Bin, "deps");

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ErosDeploy.psd1")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("No folder above the tests holds ErosDeploy.psd1.");
    }
}
