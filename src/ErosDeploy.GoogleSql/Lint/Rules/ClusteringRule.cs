using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>At most four top-level columns, each once, of a type that has an order.</summary>
sealed class ClusteringRule() : LintRule(Clustering)
{
    const int MaxColumns = 4;

    static readonly LintCode Clustering = new("L501", LintSeverity.Error, "A clustering that BigQuery refuses", "Cluster by at most four top-level columns of BIGNUMERIC, BOOL, DATE, DATETIME, GEOGRAPHY, INT64, NUMERIC, RANGE, STRING or TIMESTAMP.");

    static readonly HashSet<string> Types = ["BIGNUMERIC", "BOOL", "DATE", "DATETIME", "GEOGRAPHY", "INT64", "NUMERIC", "RANGE", "STRING", "TIMESTAMP"];

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<CreateTable>().SelectMany(t => Hits(t.ClusterBy, t.Elements))
            .Concat(script.All<CreateMaterializedView>().SelectMany(v => Hits(v.ClusterBy, null)))
            .Concat(script.All<LoadData>().SelectMany(l => Hits(l.ClusterBy, l.Elements)));

    static IEnumerable<LintHit> Hits(ValueList<Expression> columns, TableElements? elements)
    {
        if (columns.Count > MaxColumns) yield return Clustering.At(columns[MaxColumns].Span.Start, $"{columns.Count} columns cluster; {MaxColumns} may.");
        for (var i = 0; i < columns.Count; i++)
        {
            if (Fault(columns, i, elements) is { } fault) yield return Clustering.At(columns[i].Span.Start, fault);
        }
    }

    static string? Fault(ValueList<Expression> columns, int index, TableElements? elements)
    {
        if (columns[index] is not PathExpression { Names: [var name] }) return "Only a top-level column can cluster.";
        if (columns.Take(index).OfType<PathExpression>().Any(earlier => earlier.Names[0].Is(name.Name))) return $"{name} clusters twice.";
        if (elements is null) return null;
        var column = elements.Columns.FirstOrDefault(c => c.Name.Is(name.Name));
        return column is null ? $"The table has no column {name}."
            : Types.Contains(ColumnTypes.NameOf(column.Schema)) ? null
            : $"{name} is {ColumnTypes.NameOf(column.Schema)}, which does not cluster.";
    }
}
