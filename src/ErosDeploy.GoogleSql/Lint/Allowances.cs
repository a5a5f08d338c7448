using System.Text.RegularExpressions;

namespace ErosDeploy.GoogleSql.Lint;

/// <summary>
/// <c>-- eros: allow L204: the table is rebuilt below</c> on the line of a finding, or alone above it, says that what is found there is meant. The reason
/// is for the reader, and must be given; a mark that allows nothing is found itself.
/// </summary>
sealed partial class Allowances
{
    internal static readonly LintCode Useless = new("L901", LintSeverity.Warning, "A mark that allows nothing", "Correct its code or its place, give a reason behind a colon, or remove it.");

    sealed record Mark(int Position, int Line, bool Alone, string Code, string Reason);

    readonly LintScript _script;
    readonly List<Mark> _marks;
    readonly HashSet<int> _linesOfMarks;

    Allowances(LintScript script)
    {
        _script = script;
        _marks = [.. Text().Matches(script.Source.Text).Select(Of)];
        _linesOfMarks = [.. _marks.Where(m => m.Alone).Select(m => m.Line)];
    }

    [GeneratedRegex(@"--[ \t]*eros:[ \t]*allow[ \t]+(?<code>[^\s:]*)(?:[ \t]*:[ \t]*(?<reason>[^\n]*))?")]
    private static partial Regex Text();

    public static Allowances Of(LintScript script) => new(script);

    Mark Of(Match match)
    {
        var lineStart = match.Index == 0 ? 0 : _script.Source.Text.LastIndexOf('\n', match.Index - 1) + 1;
        var alone = _script.Source.Text.AsSpan(lineStart, match.Index - lineStart).IsWhiteSpace();
        return new Mark(match.Index, _script.Names.PositionOf(match.Index).Line, alone, match.Groups["code"].Value, match.Groups["reason"].Value.Trim());
    }

    /// <summary>The hits that no mark allows, and the marks that allow none.</summary>
    public IEnumerable<LintHit> Apply(IReadOnlyList<LintHit> hits)
    {
        var used = new HashSet<Mark>();
        foreach (var hit in hits)
        {
            var allowing = _marks.Where(m => m.Code == hit.Code.Id && m.Reason.Length > 0 && IsAt(m, _script.Names.PositionOf(hit.Position).Line)).ToList();
            used.UnionWith(allowing);
            if (allowing.Count == 0) yield return hit;
        }
        foreach (var mark in _marks.Where(m => !used.Contains(m)))
            yield return Useless.At(mark.Position, mark.Reason.Length == 0 ? $"The mark for {mark.Code} gives no reason." : $"Nothing that {mark.Code} means is found here.");
    }

    /// <summary>On the same line, or above it with nothing but other marks between.</summary>
    bool IsAt(Mark mark, int line)
    {
        while (line > mark.Line && _linesOfMarks.Contains(line - 1)) line--;
        return line == mark.Line;
    }
}
