namespace ErosDeploy.GoogleSql.Lint;

/// <summary>A kind of finding. Codes by family: L1 not BigQuery's SQL, L2 destroys, L3 loses metadata, L4 names, L5 shape of tables, L6 types,
/// L7 how a script runs and is undone, L9 the marks for the linter itself.</summary>
public sealed record LintCode(string Id, LintSeverity Severity, string Title, string Advice)
{
    /// <param name="position">Offset into the script's text.</param>
    internal LintHit At(int position, string message) => new(this, position, message);
}

sealed record LintHit(LintCode Code, int Position, string Message);

/// <summary>Looks at one script with everything that is known of the others. No I/O, no state.</summary>
abstract class LintRule(params LintCode[] codes)
{
    public IReadOnlyList<LintCode> Codes => codes;

    public abstract IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue);
}
