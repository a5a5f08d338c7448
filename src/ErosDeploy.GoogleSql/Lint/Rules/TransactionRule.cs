using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>A transaction takes no DDL on what outlives it, and somebody has to end it.</summary>
sealed class TransactionRule() : LintRule(Ddl, Endless)
{
    static readonly LintCode Ddl = new("L706", LintSeverity.Error, "DDL in a transaction", "Move it before BEGIN TRANSACTION or behind COMMIT.");
    static readonly LintCode Endless = new("L707", LintSeverity.Error, "A transaction that nothing ends", "End it with COMMIT TRANSACTION, and with ROLLBACK TRANSACTION in the exception handler.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<CreateProcedure>().Where(p => p.Body is not null).Select(p => (IReadOnlyList<Statement>)[p.Body!]).Append(script.Statements)
            .SelectMany(statements => Unit(script, [.. statements.SelectMany(Flat)]));

    /// <summary>The statements in the order of the text; a procedure's body is a unit of its own.</summary>
    static IEnumerable<Statement> Flat(Statement statement) =>
        statement is CreateProcedure ? [statement] : statement.DescendantsAndSelf().OfType<Statement>().OrderBy(s => s.Span.Start);

    static IEnumerable<LintHit> Unit(LintScript script, List<Statement> statements)
    {
        BeginTransaction? open = null;
        var ends = statements.Any(s => s is CommitTransaction);
        foreach (var statement in statements)
        {
            if (statement is BeginTransaction begin)
            {
                open = begin;
                if (!ends && !statements.Any(s => s is RollbackTransaction)) yield return Endless.At(begin.Span.Start, "No COMMIT or ROLLBACK follows.");
            }
            else if (statement is CommitTransaction or RollbackTransaction) open = null;
            else if (open is not null && IsDdl(script, statement)) yield return Ddl.At(statement.Span.Start, "DDL on what outlives a transaction is refused inside one.");
        }
    }

    static bool IsDdl(LintScript script, Statement statement) => statement switch
    {
        CreateStatement created => !LintScript.IsTemporary(created),
        Drop drop => !script.IsTemporaryName(drop.Name),
        Alter alter => !script.IsTemporaryName(alter.Name),
        DropAllRowAccessPolicies or Undrop or LoadData { Temporary: false } or GrantOrRevoke => true,
        _ => false,
    };
}
