using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>What is chosen for a backup, and what must be refused or told before anything is written. Pure.</summary>
static class BackupPreflight
{
    /// <summary>The named tables, or every base table of the dataset.</summary>
    public static IReadOnlyList<TableResource> Select(LiveCatalogue live, IReadOnlyList<string>? names)
    {
        if (names is not { Count: > 0 })
            return live.Tables;
        var missing = names.Where(n => live.Table(n) is null).ToList();
        return missing.Count == 0
            ? names.Distinct(StringComparer.Ordinal).Select(n => live.Table(n)!).ToList()
            : throw new ErosException(
                ErosErrorCode.BackupTableUnknown,
                $"There is no base table {string.Join(", ", missing.Select(m => $"'{m}'"))} in the dataset.",
                $"It has: {string.Join(", ", live.Tables.Select(t => t.Name))}.") { Subject = missing[0] };
    }

    /// <summary>Throws EROS3005 naming every table that could not be brought back as it is.</summary>
    public static void Refuse(IReadOnlyList<TableResource> tables)
    {
        var reasons = tables.SelectMany(Reasons).ToList();
        if (reasons.Count > 0)
            throw new ErosException(
                ErosErrorCode.BackupNotRepresentable,
                $"Not everything can be saved faithfully: {string.Join("; ", reasons)}.",
                "Leave these tables out with -Table, or change them. Nothing was written.");
    }

    public static IReadOnlyList<string> Warnings(LiveCatalogue live, IReadOnlyList<TableResource> tables) =>
    [
        .. tables.Where(t => t.HasStreamingBuffer).Select(t => $"Table {t.Name} has rows in its streaming buffer: they are in no snapshot and not in the backup."),
        .. live.Others.Select(name => $"{name} is neither table, view nor routine: it is not in the backup."),
    ];

    static IEnumerable<string> Reasons(TableResource table)
    {
        foreach (var loss in AvroForm.Losses(table))
            yield return loss;
        if (table.Shape.Columns.Count == 0)
            yield return $"table {table.Name} has no columns";
        if (table.RequiresPartitionFilter)
            yield return $"table {table.Name} requires a partition filter, so its rows cannot be read or replaced as a whole";
    }
}
