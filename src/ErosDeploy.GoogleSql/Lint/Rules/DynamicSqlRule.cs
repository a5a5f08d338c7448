using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>SQL that is put together from values lets a value become SQL.</summary>
sealed class DynamicSqlRule() : LintRule(Assembled)
{
    static readonly LintCode Assembled = new("L705", LintSeverity.Error, "Dynamic SQL of parts", "Execute a constant text, and pass values with USING.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<ExecuteImmediate>().Where(e => !IsConstant(e.Sql)).Select(e => Assembled.At(e.Sql.Span.Start, "This SQL is made of values when it runs."));

    static bool IsConstant(Expression sql) => sql switch
    {
        StringLiteral => true,
        BinaryExpression { Operator: BinaryOperator.Concat } both => IsConstant(both.Left) && IsConstant(both.Right),
        FunctionCall { Function.Names: [var name] } call when name.Is("CONCAT") => call.Arguments.All(IsConstant),
        _ => false,
    };
}
