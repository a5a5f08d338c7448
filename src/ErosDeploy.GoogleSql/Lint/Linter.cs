using ErosDeploy.GoogleSql.Lint.Rules;

namespace ErosDeploy.GoogleSql.Lint;

/// <summary>Looks over the scripts of a catalogue, all together, for what would fail or do harm when they run. Needs no target.</summary>
public static class Linter
{
    static readonly LintRule[] Rules =
    [
        new SyntaxRule(), new SystemVariableRule(), new PlaceholderRule(), new TypeNameRule(), new ConstraintRule(),
        new DropRule(), new AllRowsRule(),
        new ReplacedTableRule(),
        new ShadowedNameRule(), new SelfComparisonRule(), new RedeclaredNameRule(), new QualifiedNameRule(),
        new ClusteringRule(), new PartitioningRule(), new ChangedLayoutRule(), new StarViewRule(),
        new TextAsDateRule(),
        new TwoFilesRule(), new UndoRule(), new DynamicSqlRule(), new TransactionRule(), new RepeatableRule(),
    ];

    /// <summary>Every kind of finding there is, by its id.</summary>
    public static IReadOnlyList<LintCode> Codes { get; } =
        [.. Rules.SelectMany(rule => rule.Codes).Append(Allowances.Useless).OrderBy(code => code.Id, StringComparer.Ordinal)];

    /// <summary>Findings in the order of the sources, then of their places.</summary>
    public static IReadOnlyList<LintFinding> Check(IReadOnlyList<LintSource> sources)
    {
        var scripts = sources.Select(LintScript.Of).ToList();
        var catalogue = new LintCatalogue(scripts);
        return [.. scripts.SelectMany(script => Of(script, catalogue))];
    }

    static IEnumerable<LintFinding> Of(LintScript script, LintCatalogue catalogue)
    {
        var hits = Rules.SelectMany(rule => rule.Check(script, catalogue)).Distinct().ToList();
        return Allowances.Of(script).Apply(hits).OrderBy(hit => hit.Position).ThenBy(hit => hit.Code.Id, StringComparer.Ordinal).Select(hit => Finding(script, hit));
    }

    static LintFinding Finding(LintScript script, LintHit hit)
    {
        var (line, column) = script.Names.PositionOf(hit.Position);
        return new LintFinding
        {
            Code = hit.Code.Id,
            Severity = hit.Code.Severity,
            File = script.Source.File,
            Line = line,
            Column = column,
            Message = hit.Message,
            Advice = hit.Code.Advice,
        };
    }
}
