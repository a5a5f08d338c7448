using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

sealed class ConstraintRule() : LintRule(Enforced)
{
    static readonly LintCode Enforced = new("L111", LintSeverity.Error, "A constraint that BigQuery does not enforce", "Declare keys NOT ENFORCED, and let a test or a MERGE keep the rule.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<TableConstraint>().Select(Hit).Concat(script.All<ForeignKeyReference>().Where(r => r.Enforced).Select(r => Enforced.At(r.Span.Start, "BigQuery enforces no foreign key.")))
            .OfType<LintHit>();

    static LintHit? Hit(TableConstraint constraint) => constraint switch
    {
        CheckConstraint => Enforced.At(constraint.Span.Start, "BigQuery has no CHECK constraint."),
        PrimaryKey { Enforced: true } => Enforced.At(constraint.Span.Start, "BigQuery enforces no primary key."),
        _ => null,
    };
}
