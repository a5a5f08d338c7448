using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>Of two scripts that make one object, that which runs last wins: what is deployed depends on the order.</summary>
sealed class TwoFilesRule() : LintRule(Twice, Again)
{
    static readonly LintCode Twice = new("L701", LintSeverity.Error, "An object made in two places", "Make it in one place only, or give one of the two another name.");
    static readonly LintCode Again = new("L709", LintSeverity.Warning, "An object made by two phases", "Make it in one of the two: running the earlier phase again takes back what the later one made.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.Source.Group is null ? [] : script.Made.Select(made => Hit(script, made, catalogue)).OfType<LintHit>();

    static LintHit? Hit(LintScript script, CreateStatement made, LintCatalogue catalogue)
    {
        var earlier = catalogue.Makers(made.Name.Last.Name).TakeWhile(m => !ReferenceEquals(m.Made, made)).Where(m => IsSame(m.Made, made)).Select(m => m.Script).ToList();
        if (earlier.Contains(script)) return Twice.At(made.Name.Span.Start, $"{made.Name.Last} is made in this file already.");
        if (earlier.Find(s => s.Source.Group == script.Source.Group) is { } beside) return Twice.At(made.Name.Span.Start, $"{made.Name.Last} is made in {beside.Source.File} already.");
        return script.Source.Step is not null && earlier.Find(s => s.Source.Step is not null) is { } before ? Again.At(made.Name.Span.Start, $"{made.Name.Last} is made in {before.Source.File} too.") : null;
    }

    /// <summary>Tables and views share one name space, routines have another; a table that is made only if absent takes nothing away.</summary>
    static bool IsSame(CreateStatement one, CreateStatement other) =>
        IsRoutine(one) == IsRoutine(other) && !(one.IfNotExists && other.IfNotExists);

    static bool IsRoutine(CreateStatement created) => created is CreateFunction or CreateTableFunction or CreateProcedure;
}
