using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>BigQuery refuses to replace a table by one with other partitions, and a table that is there keeps its own.</summary>
sealed class ChangedLayoutRule() : LintRule(Changed)
{
    static readonly LintCode Changed = new("L503", LintSeverity.Error, "A table declared with two layouts", "Partitions of a table that exists cannot change: make a table of another name, or keep the layout.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<CreateTable>().Where(t => !t.Temporary && catalogue.Tables(t.Name.Last.Name) is [var first, ..] && !ReferenceEquals(first, t) && Differ(first, t))
            .Select(t => Changed.At((t.PartitionBy ?? (Node)t.Name).Span.Start, $"{t.Name.Last} is partitioned otherwise where it is declared first."));

    static bool Differ(CreateTable first, CreateTable other) =>
        first.Source is null && other.Source is null && first.PartitionBy != other.PartitionBy;
}
