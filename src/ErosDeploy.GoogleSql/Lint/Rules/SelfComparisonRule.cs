using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

sealed class SelfComparisonRule() : LintRule(Same)
{
    static readonly LintCode Same = new("L402", LintSeverity.Error, "A comparison of something with itself", "Compare with what was meant; test for NULL with IS NOT NULL.");

    static readonly HashSet<BinaryOperator> Comparing = [BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual];

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<BinaryExpression>().Where(b => Comparing.Contains(b.Operator) && b.Left is PathExpression && b.Left == b.Right)
            .Select(b => Same.At(b.Span.Start, $"{b.Left.Span.Of(script.Text)} is compared with itself: true for every row that has it."));
}
