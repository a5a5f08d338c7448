using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

sealed class StarViewRule() : LintRule(Star)
{
    static readonly LintCode Star = new("L504", LintSeverity.Warning, "SELECT * in a view", "Name the columns: those of * are fixed when the view is made, and a column added later does not come.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<CreateView>().Select(v => (v.Name, v.Query)).Concat(script.All<CreateMaterializedView>().Where(v => v.Query is not null).Select(v => (v.Name, Query: v.Query!)))
            .SelectMany(view => Stars(view.Query).Select(star => Star.At(star.Span.Start, $"View {view.Name.Last} selects whatever columns there are today.")));

    /// <summary>Those that become columns of the view: not those of COUNT(*), EXISTS or a subquery whose columns are named outside.</summary>
    static IEnumerable<SelectItem> Stars(Query query) => query.Body switch
    {
        Select select => select.Items.Where(item => item is SelectStar or SelectDotStar),
        NestedQuery nested => Stars(nested.Query),
        SetOperation operation => operation.Inputs.OfType<Select>().SelectMany(s => s.Items.Where(item => item is SelectStar or SelectDotStar)),
        _ => [],
    };
}
