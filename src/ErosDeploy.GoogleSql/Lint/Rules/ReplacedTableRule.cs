using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>Statements after which a table of the same name lacks what was set on it.</summary>
sealed class ReplacedTableRule() : LintRule(Replaced, Overwritten)
{
    static readonly LintCode Replaced = new("L301", LintSeverity.Warning, "CREATE OR REPLACE TABLE", "Use CREATE TABLE IF NOT EXISTS with ALTER TABLE, or DELETE and INSERT in a transaction, which keep them; or mark the line: -- eros: allow L301: reason.");
    static readonly LintCode Overwritten = new("L302", LintSeverity.Warning, "LOAD DATA OVERWRITE", "Load into a table beside it, then DELETE and INSERT in a transaction; or mark the line: -- eros: allow L302: reason.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<CreateTable>().Where(t => t.OrReplace && !t.Temporary && !script.IsTemporaryName(t.Name))
            .Select(t => Replaced.At(t.Span.Start, $"Table {t.Name.Last} loses its row access policies, policy tags, labels and grants{Dependants.Text(catalogue, t.Name, "; {0} read it")}."))
            .Concat(script.All<LoadData>().Where(l => l.Overwrite && !l.Temporary && !script.IsTemporaryName(l.Table))
                .Select(l => Overwritten.At(l.Span.Start, $"Table {l.Table.Last} loses its row access policies, policy tags and descriptions of columns{Dependants.Text(catalogue, l.Table, "; {0} read it")}.")));
}
