namespace ErosDeploy.Core.Tests;

/// <summary>The repository that the tests were built from.</summary>
static class RepositoryFolder
{
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Eros.PowerShell.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
            return folder.FullName;
        }
    }

    public static string Sql => Path.Combine(Root, "sql");
}
