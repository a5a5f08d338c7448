using System.Reflection;

namespace ErosDeploy.GoogleSql.Tests;

public sealed class RepositoryScriptsTests
{
    static string Folder => Path.Combine(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!, "sql");

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Folder, "*.sql", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal)];

    internal static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file))
        .Replace("${project}", "my-project", StringComparison.Ordinal)
        .Replace("${dataset}", "eros_platform", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_script_parses_and_splits_into_its_statements(string file)
    {
        var text = Text(file);
        var statements = Parser.ParseScript(text).Statements;
        var pieces = ScriptSplitter.Split(text).Where(piece => Parser.ParseScript(piece).Statements.Count > 0).ToList();
        Assert.NotEmpty(statements);
        Assert.Equal(statements.Count, pieces.Count);
    }
}
