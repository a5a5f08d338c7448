using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Targets;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>The repository's own <c>sql/</c> folder.</summary>
static class SqlFolder
{
    public static readonly ErosTarget Target = new("my-project", "eros_platform", "my-bucket", "US");

    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static Task<CatalogueFolder> OpenAsync(CancellationToken cancellationToken) => CatalogueFolder.OpenAsync(Path, cancellationToken);

    /// <summary>Every script below the folder, as eros.json would name it.</summary>
    public static IEnumerable<string> Scripts() =>
        Directory.EnumerateFiles(Path, "*.sql", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static async Task<Script> ParseAsync(string file, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(System.IO.Path.Combine(Path, file), cancellationToken);
        return Parser.ParseScript(ScriptText.Of(file, bytes).For(Target));
    }

    static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Eros.PowerShell.sln"))
            ? System.IO.Path.Combine(folder, "sql")
            : Find(System.IO.Path.GetDirectoryName(folder.TrimEnd(System.IO.Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("The tests do not run inside the repository."));
}
