using System.Reflection;

namespace ErosDeploy.GoogleSql.Tests.Splitting;

/// <summary>
/// A script of a corpus file with the cuts that it should get. A case begins with <c>==== its name</c>; a broken bar stands at every cut, and
/// what an editor would not show or keep has a picture: ␠ blank, ␉ tab, ␍ carriage return, ⎀ byte order mark.
/// </summary>
sealed record SplittingCase(string Name, IReadOnlyList<string> Pieces)
{
    const string Heading = "==== ";
    const char Cut = '¦';

    public string Script => string.Concat(Pieces);

    /// <summary>Scripts that are of the language.</summary>
    public static IReadOnlyList<SplittingCase> Valid { get; } = [.. new[] { "strings", "comments", "statements", "blocks", "procedures" }.SelectMany(Read)];

    public static IReadOnlyList<SplittingCase> Broken { get; } = Read("broken");

    static IReadOnlyList<SplittingCase> Read(string file)
    {
        var root = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;
        var text = "\n" + File.ReadAllText(Path.Combine(root, "tests", "ErosDeploy.GoogleSql.Tests", "Splitting", file + ".txt")).ReplaceLineEndings("\n");
        return [.. text.Split("\n" + Heading).Skip(1).Select(part => Of(file, part.TrimEnd('\n')))];
    }

    static SplittingCase Of(string file, string part)
    {
        var (name, script) = part.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? (part[..end], part[(end + 1)..]) : (part, "");
        var pieces = Spelt(script).Split(Cut);
        return new SplittingCase($"{file}: {name}", pieces[^1].Length == 0 ? pieces[..^1] : pieces);
    }

    static string Spelt(string script) => script.Replace('␠', ' ').Replace('␉', '\t').Replace('␍', '\r').Replace('⎀', '\ufeff');
}
