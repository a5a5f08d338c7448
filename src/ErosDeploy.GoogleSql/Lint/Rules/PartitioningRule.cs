using System.Globalization;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>One expression of the few forms, over a column of its type; no more partitions than a table may have.</summary>
sealed class PartitioningRule() : LintRule(Partitioning)
{
    const int MaxPartitions = 10_000;

    static readonly LintCode Partitioning = new("L502", LintSeverity.Error, "A partitioning that BigQuery refuses", "Partition by a DATE column, DATE(timestamp), TIMESTAMP_TRUNC, DATETIME_TRUNC or DATE_TRUNC of one, or RANGE_BUCKET(integer, GENERATE_ARRAY(start, end, step)).");

    static readonly Dictionary<string, (string[] Types, string[] Parts)> Truncations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DATE_TRUNC"] = (["DATE"], ["MONTH", "YEAR"]),
        ["TIMESTAMP_TRUNC"] = (["TIMESTAMP"], ["HOUR", "DAY", "MONTH", "YEAR"]),
        ["DATETIME_TRUNC"] = (["DATETIME"], ["HOUR", "DAY", "MONTH", "YEAR"]),
    };

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<CreateTable>().Where(t => t.PartitionBy is not null).Select(t => Hit(t.PartitionBy!, t.Elements))
            .Concat(script.All<LoadData>().Where(l => l.PartitionBy is not null).Select(l => Hit(l.PartitionBy!, l.Elements))).OfType<LintHit>();

    static LintHit? Hit(Expression expression, TableElements? elements) => Fault(expression, elements) is { } fault ? Partitioning.At(expression.Span.Start, fault) : null;

    static string? Fault(Expression expression, TableElements? elements) => expression switch
    {
        PathExpression path => ColumnFault(path, elements, ["DATE"]),
        FunctionCall { Function.Names: [var name], Arguments: [PathExpression column] } when name.Is("DATE") => ColumnFault(column, elements, ["TIMESTAMP", "DATETIME"]),
        FunctionCall { Function.Names: [var name], Arguments: [PathExpression column, var part] } when Truncations.TryGetValue(name.Name, out var form) => TruncationFault(column, part, form, elements),
        FunctionCall { Function.Names: [var name], Arguments: [PathExpression column, FunctionCall range] } when name.Is("RANGE_BUCKET") => ColumnFault(column, elements, ["INT64"]) ?? RangeFault(range),
        _ => "No table is partitioned by such an expression.",
    };

    static string? TruncationFault(PathExpression column, Expression part, (string[] Types, string[] Parts) form, TableElements? elements) =>
        part is PathExpression { Names: [var name] } && form.Parts.Contains(name.Name, StringComparer.OrdinalIgnoreCase)
            ? ColumnFault(column, elements, form.Types)
            : $"Partitions are by {string.Join(", ", form.Parts)} here.";

    static string? ColumnFault(PathExpression path, TableElements? elements, string[] types)
    {
        if (path.Names is not [var name]) return "Only a top-level column can partition.";
        if (elements is null || name.Name.StartsWith("_PARTITION", StringComparison.OrdinalIgnoreCase)) return null;
        var column = elements.Columns.FirstOrDefault(c => c.Name.Is(name.Name));
        return column is null ? $"The table has no column {name}."
            : types.Contains(ColumnTypes.NameOf(column.Schema)) ? null
            : $"{name} is {ColumnTypes.NameOf(column.Schema)}; {string.Join(" or ", types)} is wanted here.";
    }

    static string? RangeFault(FunctionCall range)
    {
        if (range.Function.Names is not [var name] || !name.Is("GENERATE_ARRAY")) return "The ranges are a GENERATE_ARRAY.";
        var numbers = range.Arguments.Select(Number).ToList();
        if (numbers.Count is not (2 or 3) || numbers.Any(n => n is null)) return "The ranges are of two or three constant integers.";
        var (low, high, step) = (numbers[0]!.Value, numbers[1]!.Value, numbers.Count == 3 ? numbers[2]!.Value : 1);
        if (step <= 0 || high <= low) return "The ranges go up.";
        var partitions = (high - low + step - 1) / step;
        return partitions > MaxPartitions ? $"{partitions} partitions; a table has {MaxPartitions} at most." : null;
    }

    static decimal? Number(Expression expression) => expression switch
    {
        IntegerLiteral { IsHexadecimal: false } literal => decimal.Parse(literal.Text, CultureInfo.InvariantCulture),
        UnaryExpression { Operator: UnaryOperator.Minus, Operand: IntegerLiteral { IsHexadecimal: false } literal } => -decimal.Parse(literal.Text, CultureInfo.InvariantCulture),
        _ => null,
    };
}
