using System.Reflection;
using System.Text.RegularExpressions;
using ErosDeploy.GoogleSql.Lint;

namespace ErosDeploy.GoogleSql.Tests.Lint;

/// <summary>
/// A case of samples/*.txt: <c>==== CODE bad|good: what it shows</c>, then one script, or several behind <c>---- file</c>. ⇒ stands where CODE is to be found;
/// <c>! CODE line,column</c> names what is found besides; §x is `${project}.${dataset}.x`; <c>-- step: KIND; creates KIND NAME, ...; changes NAME, ...</c> in the
/// first line makes the script a step.
/// </summary>
sealed partial record LintSample(string Code, bool IsGood, string Name, IReadOnlyList<LintSource> Sources, IReadOnlyList<string> Expected)
{
    const string Heading = "==== ";
    const char Mark = '⇒';

    static readonly string Folder = Path.Combine(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!, "tests", "ErosDeploy.GoogleSql.Tests", "Lint", "samples");

    /// <summary>Tables and routines that every sample has.</summary>
    static readonly LintSource Prelude = new("prelude.sql", Spelt(Read("prelude.sql")));

    public static IReadOnlyDictionary<string, LintSample> All { get; } =
        Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(f => ("\n" + Read(f)).Split("\n" + Heading).Skip(1)).Select(Of).ToDictionary(s => s.Name);

    /// <summary>Findings as <c>file(line,column): code</c>.</summary>
    public IReadOnlyList<string> Found() => [.. Linter.Check([Prelude, .. Sources]).Select(f => $"{f.File}({f.Line},{f.Column}): {f.Code}")];

    static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("§(\\w+)")]
    private static partial Regex Names();

    [GeneratedRegex("^! (\\w+) (\\d+,\\d+)\n?", RegexOptions.Multiline)]
    private static partial Regex Besides();

    static string Spelt(string text) => Names().Replace(text, "`$${project}.$${dataset}.$1`");

    static LintSample Of(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var name = text[..end];
        var files = text.Contains("\n---- ", StringComparison.Ordinal)
            ? text[end..].Split("\n---- ").Skip(1).Select(f => (Name: f[..f.IndexOf('\n', StringComparison.Ordinal)], Text: f[(f.IndexOf('\n', StringComparison.Ordinal) + 1)..]))
            : [(Name: "a.sql", Text: text[(end + 1)..])];
        var read = files.Select(f => One(f.Name, f.Text.TrimEnd('\n'), name[..4])).ToList();
        return new LintSample(name[..4], name[5..].StartsWith("good", StringComparison.Ordinal), name, [.. read.Select(r => r.Source)], [.. read.SelectMany(r => r.Expected)]);
    }

    static (LintSource Source, IReadOnlyList<string> Expected) One(string file, string text, string code)
    {
        var besides = Besides().Matches(text).Select(m => $"{file}({m.Groups[2]}): {m.Groups[1]}").ToList();
        var marked = Spelt(Besides().Replace(text, ""));
        var expected = new List<string>();
        var (line, column) = (1, 1);
        foreach (var c in marked)
        {
            if (c == Mark) expected.Add($"{file}({line},{column}): {code}");
            else (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
        }
        var plain = marked.Replace(Mark.ToString(), "", StringComparison.Ordinal);
        return (new LintSource(file, plain) { Group = GroupOf(file), Step = StepOf(plain) }, [.. expected.Concat(besides)]);
    }

    /// <summary>Files of one folder belong together.</summary>
    static string GroupOf(string file) => Path.GetDirectoryName(file)!;

    static LintStep? StepOf(string text)
    {
        const string start = "-- step: ";
        if (!text.StartsWith(start, StringComparison.Ordinal)) return null;
        var parts = text[start.Length..].Split('\n')[0].Split(';', StringSplitOptions.TrimEntries);
        string[] List(string word) => [.. parts.Where(p => p.StartsWith(word, StringComparison.Ordinal)).SelectMany(p => p[word.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        var creates = List("creates").Select(o => o.Split(' ')).Select(o => new DeployedObject(Enum.Parse<DeployedObjectKind>(o[0].Replace("_", "", StringComparison.Ordinal), ignoreCase: true), o[1]));
        return new LintStep(Enum.Parse<StepKind>(parts[0], ignoreCase: true), [.. creates], List("changes"));
    }
}
