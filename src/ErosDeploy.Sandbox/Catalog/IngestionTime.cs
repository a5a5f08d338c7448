using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog;

/// <summary>The hidden column of tables partitioned by ingestion time; _PARTITIONDATE is its day.</summary>
internal static class IngestionTime
{
    public const string Column = "_PARTITIONTIME";

    public const string DateColumn = "_PARTITIONDATE";

    /// <summary>The table with the column, if it is partitioned so.</summary>
    public static TableEntry Apply(TableEntry table) => table.TimePartitioning is not { Field: null } time || table.Columns.Any(c => c.IsPseudo)
        ? table
        : table with
        {
            Columns =
            [
                .. table.Columns,
                new ColumnEntry { Name = Column, Type = SqlType.Timestamp, IsPseudo = true, DefaultExpression = $"TIMESTAMP_TRUNC(CURRENT_TIMESTAMP(), {time.Type})" },
            ],
        };
}
