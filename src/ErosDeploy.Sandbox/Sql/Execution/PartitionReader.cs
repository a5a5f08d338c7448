using System.Globalization;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>PARTITION BY and CLUSTER BY as the catalogue keeps them.</summary>
internal static class PartitionReader
{
    public static TableEntry Apply(TableEntry table, Expression? partitionBy, IReadOnlyList<Expression> clusterBy)
    {
        var clustered = table with { Clustering = [.. clusterBy.Select(Column)] };
        return partitionBy is null ? clustered : Partition(clustered, partitionBy);
    }

    static TableEntry Partition(TableEntry table, Expression expression) => expression switch
    {
        PathExpression { Names: [var name] } when name.Is("_PARTITIONDATE") => Time(table, "DAY", null),
        PathExpression { Names: [var name] } => ByColumn(table, name.Name),
        FunctionCall { Function.Names: [var function], Arguments: [var column] } when function.Is("DATE") => Time(table, "DAY", PartitionColumn(column)),
        FunctionCall { Function.Names: [var function], Arguments: [var column, var part] } when IsTrunc(function) => Time(table, Unit(part), PartitionColumn(column)),
        FunctionCall { Function.Names: [var function], Arguments: [var column, FunctionCall bounds] } when function.Is("RANGE_BUCKET") =>
            table with { RangePartitioning = Range(Column(column), bounds) },
        _ => throw Refused(),
    };

    static TableEntry ByColumn(TableEntry table, string name)
    {
        var column = table.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw BigQueryException.InvalidQuery($"Unrecognized name: {name}");
        return column.Type.Kind == TypeKind.Date ? Time(table, "DAY", column.Name) : throw Refused();
    }

    static TableEntry Time(TableEntry table, string unit, string? field) => table with { TimePartitioning = new TimePartitioning(unit, field, null) };

    static bool IsTrunc(Identifier function) => function.Is("DATE_TRUNC") || function.Is("TIMESTAMP_TRUNC") || function.Is("DATETIME_TRUNC");

    static string Unit(Expression part) => DatePart.From(part)?.Name.Name.ToUpperInvariant() ?? throw Refused();

    static string? PartitionColumn(Expression expression) => Column(expression) is var name && name.StartsWith("_PARTITION", StringComparison.OrdinalIgnoreCase) ? null : name;

    static string Column(Expression expression) => expression is PathExpression { Names: [var name] } ? name.Name : throw Refused();

    static RangePartitioning Range(string column, FunctionCall bounds)
    {
        if (!bounds.Function.Last.Is("GENERATE_ARRAY") || bounds.Arguments.Count is not (2 or 3)) throw Refused();
        var numbers = bounds.Arguments.Select(Number).ToList();
        return new RangePartitioning(column, numbers[0], numbers[1], numbers.Count == 3 ? numbers[2] : 1);
    }

    static long Number(Expression expression) => expression switch
    {
        IntegerLiteral literal => long.Parse(literal.Text, CultureInfo.InvariantCulture),
        UnaryExpression { Operator: UnaryOperator.Minus, Operand: IntegerLiteral literal } => -long.Parse(literal.Text, CultureInfo.InvariantCulture),
        _ => throw Refused(),
    };

    static BigQueryException Refused() => BigQueryException.InvalidQuery(
        "PARTITION BY expression must be DATE(<timestamp_column>), DATE(<datetime_column>), DATETIME_TRUNC(<datetime_column>, DAY/HOUR/MONTH/YEAR), "
        + "a DATE column, TIMESTAMP_TRUNC(<timestamp_column>, DAY/HOUR/MONTH/YEAR), DATE_TRUNC(<date_column>, MONTH/YEAR), or "
        + "RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(<int64_value>, <int64_value>[, <int64_value>]))");
}
