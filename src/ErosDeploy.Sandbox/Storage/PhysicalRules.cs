using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>What BigQuery allows as partitioning and clustering of a table.</summary>
internal static class PhysicalRules
{
    const int MostClusteringColumns = 4;

    static readonly HashSet<TypeKind> Clusterable =
    [
        TypeKind.Int64, TypeKind.Numeric, TypeKind.BigNumeric, TypeKind.Bool, TypeKind.String, TypeKind.Bytes, TypeKind.Date, TypeKind.Datetime,
        TypeKind.Timestamp, TypeKind.Geography, TypeKind.Range,
    ];

    public static void Check(TableEntry table)
    {
        foreach (var column in table.Columns.Where(c => !c.IsPseudo)) ColumnNames.Check(column);
        if (table.TimePartitioning is { Field: { } field } time) CheckTime(Partitioning(table, field), time.Type);
        if (table.RangePartitioning is { } range) CheckRange(Partitioning(table, range.Field), range);
        CheckClustering(table);
    }

    static ColumnEntry Partitioning(TableEntry table, string field) =>
        Find(table, field) ?? throw BigQueryException.Invalid("The field specified for partitioning cannot be found in the schema.");

    static void CheckTime(ColumnEntry column, string unit)
    {
        var allowed = column.Type.Kind switch
        {
            TypeKind.Date => unit is "DAY" or "MONTH" or "YEAR",
            TypeKind.Timestamp or TypeKind.Datetime => unit is "HOUR" or "DAY" or "MONTH" or "YEAR",
            _ => false,
        };
        if (!allowed || column.Mode == ColumnMode.Repeated)
            throw BigQueryException.Invalid($"The field specified for time partitioning can only be of type TIMESTAMP, DATE or DATETIME. The type found is: {column.Type}.");
    }

    static void CheckRange(ColumnEntry column, RangePartitioning range)
    {
        if (column.Type.Kind != TypeKind.Int64 || column.Mode == ColumnMode.Repeated)
            throw BigQueryException.Invalid($"The field specified for range partitioning can only be of type INTEGER. The type found is: {column.Type}.");
        if (range.Interval <= 0 || range.End <= range.Start)
            throw BigQueryException.Invalid("Range partitioning needs an interval above zero and an end after its start.");
    }

    static void CheckClustering(TableEntry table)
    {
        if (table.Clustering.Count > MostClusteringColumns)
            throw BigQueryException.Invalid("Clustering is only supported for up to 4 columns.");
        foreach (var field in table.Clustering) CheckClusteringField(table, field);
    }

    static void CheckClusteringField(TableEntry table, string field)
    {
        var column = Find(table, field)
            ?? throw BigQueryException.Invalid($"The field specified for clustering cannot be found in the schema. Invalid field: {field}");
        if (!string.IsNullOrEmpty(column.Collation)) throw BigQueryException.Invalid($"Clustering is not supported on column {field}, which has a collation");
        if (column.Mode == ColumnMode.Repeated || !Clusterable.Contains(column.Type.Kind))
            throw BigQueryException.Invalid($"Clustering is not supported on column {field} of type {column.Type}");
    }

    static ColumnEntry? Find(TableEntry table, string name) =>
        table.Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
}
