namespace ErosDeploy.GoogleSql.Lint.Rules;

sealed class PlaceholderRule() : LintRule(Unknown)
{
    static readonly LintCode Unknown = new("L109", LintSeverity.Error, "An unknown placeholder", "Use ${project} and ${dataset} only; values are parameters or variables.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        Placeholders.Unknown(script.Source.Text).Select(p => Unknown.At(p.Position, p.Name.Length == 0 ? "A placeholder without an end or a name." : $"The placeholder ${{{p.Name}}} is not known."));
}
