using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>Conditions that every row meets.</summary>
sealed class AllRowsRule() : LintRule(Deleted, Updated)
{
    static readonly LintCode Deleted = new("L204", LintSeverity.Error, "DELETE of all rows", "Name the rows in WHERE, or mark the line: -- eros: allow L204: reason.");
    static readonly LintCode Updated = new("L207", LintSeverity.Warning, "UPDATE of all rows", "Name the rows that change in WHERE (IS DISTINCT FROM), or mark the line: -- eros: allow L207: reason.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<Delete>().Where(d => IsAlwaysTrue(d.Where) && !script.IsTemporaryName(d.Table)).Select(d => Deleted.At(d.Span.Start, $"Every row of {d.Table.Last} is deleted."))
            .Concat(script.All<Update>().Where(u => IsAlwaysTrue(u.Where) && u.From is null && !script.IsTemporaryName(u.Table)).Select(u => Updated.At(u.Span.Start, $"Every row of {u.Table.Last} is rewritten.")));

    internal static bool IsAlwaysTrue(Expression condition) => condition switch
    {
        BoolLiteral { Value: true } => true,
        BinaryExpression { Operator: BinaryOperator.Equal, Left: Literal left, Right: Literal right } => left is not NullLiteral && left == right,
        AndExpression and => and.Operands.All(IsAlwaysTrue),
        OrExpression or => or.Operands.Any(IsAlwaysTrue),
        _ => false,
    };
}
