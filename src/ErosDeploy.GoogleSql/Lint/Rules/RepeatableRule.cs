using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>A step that runs again must find what it made and go on.</summary>
sealed class RepeatableRule() : LintRule(OnlyOnce)
{
    static readonly LintCode OnlyOnce = new("L708", LintSeverity.Error, "A statement that fails the second time", "Use CREATE OR REPLACE, IF NOT EXISTS or IF EXISTS, or make the step of kind once.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue)
    {
        if (script.Source.Step is null or { Kind: StepKind.Once }) return [];
        var drops = script.Statements.OfType<Drop>().ToList();
        return script.Statements.Where(s => FailsAgain(script, s, drops)).Select(s => OnlyOnce.At(s.Span.Start, "The step may run again, and this fails then."));
    }

    static bool FailsAgain(LintScript script, Statement statement, List<Drop> drops) => statement switch
    {
        CreateStatement created => !created.OrReplace && !created.IfNotExists && !LintScript.IsTemporary(created) && !drops.Any(d => d.Span.Start < created.Span.Start && d.Name == created.Name),
        Drop drop => !drop.IfExists && !script.IsTemporaryName(drop.Name) && drop.On is null,
        Alter alter => alter.Actions.Any(a => a is AddColumn { IfNotExists: false } or DropColumn { IfExists: false } or RenameColumn { IfExists: false } or RenameTo or AddConstraint { IfNotExists: false }),
        _ => false,
    };
}
