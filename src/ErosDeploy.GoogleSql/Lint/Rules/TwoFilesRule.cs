using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>Of two scripts that make one object, that which runs last wins: what is deployed depends on the order.</summary>
sealed class TwoFilesRule() : LintRule(Twice, Again)
{
    static readonly LintCode Twice = new("L701", LintSeverity.Error, "An object made in two places", "Make it in one place only, or give one of the two another name.");
    static readonly LintCode Again = new("L709", LintSeverity.Warning, "An object made by two phases", "Make it in one of the two: running the earlier phase again takes back what the later one made.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.Source.Group is null ? [] : Made(script).Select((made, index) => Hit(script, made, index, catalogue)).OfType<LintHit>();

    static LintHit? Hit(LintScript script, CreateStatement made, int index, LintCatalogue catalogue)
    {
        var position = made.Name.Span.Start;
        if (Made(script).Take(index).Any(other => IsSame(other, made))) return Twice.At(position, $"{made.Name.Last} is made in this file already.");
        var earlier = catalogue.Scripts.TakeWhile(s => s != script).Where(s => Made(s).Any(other => IsSame(other, made))).ToList();
        if (earlier.Find(s => s.Source.Group == script.Source.Group) is { } beside) return Twice.At(position, $"{made.Name.Last} is made in {beside.Source.File} already.");
        return script.Source.Step is not null && earlier.Find(s => s.Source.Step is not null) is { } before ? Again.At(position, $"{made.Name.Last} is made in {before.Source.File} too.") : null;
    }

    static IEnumerable<CreateStatement> Made(LintScript script) => script.Statements.OfType<CreateStatement>().Where(c => !LintScript.IsTemporary(c) && Effects.KindOf(c) is not null);

    /// <summary>Tables and views share one name space, routines have another; a table that is made only if absent takes nothing away.</summary>
    static bool IsSame(CreateStatement one, CreateStatement other) =>
        string.Equals(one.Name.Last.Name, other.Name.Last.Name, StringComparison.Ordinal) && IsRoutine(one) == IsRoutine(other) && !(one.IfNotExists && other.IfNotExists);

    static bool IsRoutine(CreateStatement created) => created is CreateFunction or CreateTableFunction or CreateProcedure;
}
