using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>A read of a table that requires a partition filter, and whether one was seen.</summary>
internal sealed class PartitionDemand(TableName table)
{
    internal TableName Table { get; } = table;

    internal bool IsMet { get; set; }

    /// <summary>Whether this is the column by which the rows lie in partitions; _PARTITIONTIME where they lie by ingestion time.</summary>
    internal static bool IsOn(TableEntry table, ColumnEntry column) => table.TimePartitioning is { Field: null }
        ? column.IsPseudo
        : column.Name.Equals(table.TimePartitioning?.Field ?? table.RangePartitioning?.Field, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Which columns a condition reads, while it is bound: the demands that every one of them answers.</summary>
internal sealed class ColumnWatch
{
    HashSet<PartitionDemand>? _common;
    bool _readsRows;

    internal IReadOnlySet<PartitionDemand> Common => _readsRows || _common is null ? new HashSet<PartitionDemand>() : _common;

    internal void Note(Typed column)
    {
        if (_common is null) _common = [.. column.Partition];
        else _common.IntersectWith(column.Partition);
    }

    /// <summary>What a subquery finds is not known before partitions are chosen.</summary>
    internal void NoteQuery() => _readsRows = true;
}
