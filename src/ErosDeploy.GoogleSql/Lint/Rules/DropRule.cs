using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>What takes rows or whole objects away.</summary>
sealed class DropRule() : LintRule(Table, Schema, Truncated, Column, Renamed)
{
    static readonly LintCode Table = new("L201", LintSeverity.Error, "DROP TABLE", "Keep the table under another name until nobody misses it, or mark the line: -- eros: allow L201: reason.");
    static readonly LintCode Schema = new("L202", LintSeverity.Error, "DROP SCHEMA", "Datasets are removed by hand and never by a deployment.");
    static readonly LintCode Truncated = new("L203", LintSeverity.Error, "TRUNCATE TABLE", "Use DELETE ... WHERE TRUE, which keeps row access policies, or mark the line: -- eros: allow L203: reason.");
    static readonly LintCode Column = new("L205", LintSeverity.Error, "DROP COLUMN", "Stop using the column first; mark the line when its rows may go: -- eros: allow L205: reason.");
    static readonly LintCode Renamed = new("L206", LintSeverity.Warning, "A renamed table or column", "Views, routines and schedules that use the old name break: rename in two deployments, or mark the line: -- eros: allow L206: reason.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<Drop>().Select(drop => OfDrop(script, drop, catalogue)).OfType<LintHit>()
            .Concat(script.All<Truncate>().Where(t => !script.IsTemporaryName(t.Table)).Select(t => Truncated.At(t.Span.Start, $"All rows of {t.Table.Last} go, and its row access policies with them.")))
            .Concat(script.All<Alter>().Where(a => !script.IsTemporaryName(a.Name)).SelectMany(alter => alter.Actions.Select(action => OfAction(alter, action))).OfType<LintHit>());

    static LintHit? OfDrop(LintScript script, Drop drop, LintCatalogue catalogue) => drop.Kind switch
    {
        ObjectKind.Schema => Schema.At(drop.Span.Start, $"Dataset {Placeholders.Shown(drop.Name)} goes with everything in it."),
        ObjectKind.Table when !script.IsTemporaryName(drop.Name) => Table.At(drop.Span.Start, $"Table {drop.Name.Last} goes with its rows{Dependants.Text(catalogue, drop.Name, "; {0} read it")}."),
        _ => null,
    };

    static LintHit? OfAction(Alter alter, AlterAction action) => action switch
    {
        DropColumn drop => Column.At(action.Span.Start, $"Column {drop.Name} of {alter.Name.Last} goes with its values."),
        RenameColumn rename => Renamed.At(action.Span.Start, $"Column {rename.From} of {alter.Name.Last} gets another name."),
        RenameTo => Renamed.At(action.Span.Start, $"Table {alter.Name.Last} gets another name."),
        _ => null,
    };
}

/// <summary>Who reads a table.</summary>
static class Dependants
{
    /// <param name="format">{0}: their names; the text is empty when there are none.</param>
    public static string Text(LintCatalogue catalogue, ObjectPath table, string format) => catalogue.ReadersOf(table.Last.Name) is { Count: > 0 } readers
        ? string.Format(System.Globalization.CultureInfo.InvariantCulture, format, string.Join(", ", readers.Order(StringComparer.Ordinal)))
        : "";
}
